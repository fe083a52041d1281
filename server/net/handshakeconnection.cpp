#include "server/net/handshakeconnection.h"

#include "server/net/pausablesocket.h"

#include <sys/socket.h>

#include <utility>

namespace server {

HandshakeConnection::HandshakeConnection(quint64 serial, std::unique_ptr<PausableSocket> socket,
    const HandshakeRules &rules, TimePoint acceptedAt)
    : m_serial(serial)
    , m_socket(std::move(socket))
    , m_rules(rules)
    , m_acceptedAt(acceptedAt)
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HandshakeConnection::judge);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] {
        finish(m_isAnswered ? CloseReason::HandshakeRefused : CloseReason::ClientClosed);
    });
}

HandshakeConnection::~HandshakeConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void HandshakeConnection::begin()
{
    if (m_socket->bytesAvailable() > 0)
        judge();
}

std::unique_ptr<PausableSocket> HandshakeConnection::takeSocket()
{
    m_socket->disconnect(this);
    return std::move(m_socket);
}

void HandshakeConnection::judge()
{
    if (m_isAnswered) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    const QByteArray received = m_socket->peek(m_rules.longestRequest);
    std::visit(
        [this](const auto &verdict) { carryOut(verdict); }, judgeHandshake(received, m_rules));
}

void HandshakeConnection::carryOut(const HandshakeUpgrade &)
{
    disconnect(m_socket.get(), nullptr, this, nullptr);
    Q_EMIT upgradeWanted();
}

// The end of writing first, then reading until the peer ends, so that the answer is not lost to a
// reset.
void HandshakeConnection::carryOut(const HandshakeAnswer &answer)
{
    m_isAnswered = true;
    connect(
        m_socket.get(), &QTcpSocket::bytesWritten, this, &HandshakeConnection::shutDownWhenWritten);
    m_socket->skip(m_socket->bytesAvailable());
    m_socket->write(answer.bytes);
    Q_EMIT answered(answer.status);
    m_socket->flush();
}

void HandshakeConnection::carryOut(const HandshakeGarbage &)
{
    finish(CloseReason::HandshakeRefused);
}

void HandshakeConnection::shutDownWhenWritten()
{
    if (m_socket->bytesToWrite() == 0)
        ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void HandshakeConnection::finish(CloseReason reason)
{
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished(reason);
}

} // namespace server
