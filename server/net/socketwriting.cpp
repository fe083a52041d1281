#include "server/net/socketwriting.h"

#include <QSslSocket>

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace server {

namespace {

constexpr std::size_t mostPieces = 1024; // the system allows no more (IOV_MAX)

bool mayBypass(const QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::ConnectedState && socket.bytesToWrite() == 0
        && !qobject_cast<const QSslSocket *>(&socket);
}

// How much the system took of these pieces. What is wrong with the connection shows when the socket
// writes.
qint64 sendSome(int descriptor, std::span<const QByteArray> pieces)
{
    std::array<iovec, mostPieces> parts;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        parts[i] = {const_cast<char *>(pieces[i].constData()), std::size_t(pieces[i].size())};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = pieces.size();
    return std::max<qint64>(0, ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT));
}

qint64 sizeOf(std::span<const QByteArray> pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), qint64(0),
        [](qint64 sum, const QByteArray &piece) { return sum + piece.size(); });
}

qint64 sendNow(const QTcpSocket &socket, std::span<const QByteArray> pieces)
{
    qint64 sent = 0;
    while (!pieces.empty()) {
        const auto some = pieces.first(std::min(pieces.size(), mostPieces));
        const qint64 taken = sendSome(int(socket.socketDescriptor()), some);
        sent += taken;
        if (taken < sizeOf(some))
            break;
        pieces = pieces.subspan(some.size());
    }
    return sent;
}

// An empty socket takes the bytes themselves, and lets go of the 32 KiB that it had for others.
void writeBehind(QTcpSocket &socket, const QByteArray &piece, qint64 alreadySent)
{
    if (alreadySent == 0 && (piece.size() >= sharedFrom || socket.bytesToWrite() == 0))
        socket.write(piece);
    else
        socket.write(piece.constData() + alreadySent, piece.size() - alreadySent);
}

} // namespace

void writeFrames(QTcpSocket &socket, std::span<const QByteArray> pieces)
{
    const bool isDirect = mayBypass(socket);
    qint64 sent = isDirect ? sendNow(socket, pieces) : 0;
    for (const QByteArray &piece : pieces) {
        const qint64 ofThis = std::min<qint64>(sent, piece.size());
        sent -= ofThis;
        if (ofThis == piece.size())
            continue;
        writeBehind(socket, piece, ofThis);
    }
    // What is left here the system has just refused.
    if (!isDirect)
        socket.flush();
}

void writeFirstFrames(QTcpSocket &socket, std::span<const QByteArray> pieces)
{
    for (const QByteArray &piece : pieces)
        writeBehind(socket, piece, 0);
    socket.flush();
}

} // namespace server
