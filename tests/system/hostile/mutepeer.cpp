#include "tests/system/hostile/mutepeer.h"

#include "tests/wire/transport.h"

namespace hostile {
namespace {

constexpr char handshake[] =
    "GET /ws-connect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

} // namespace

MutePeer::MutePeer(const WatchedServer &server, wire::Carrier carrier)
    : m_carrier(carrier)
    , m_socket(server.port(carrier))
{
    m_socket.setReceiveBuffer(4096);
    const bool isUpgraded = carrier == wire::Carrier::Tcp
        || (m_socket.write(QByteArrayView(handshake)) && readUntil("\r\n\r\n"));
    m_isOpen = isUpgraded
        && send(QByteArray("CONNECT\naccept-version:1.2\nhost:localhost\n\n") + '\0')
        && readUntil("CONNECTED\n");
}

bool MutePeer::send(const QByteArray &bytes)
{
    const bool isBare = m_carrier == wire::Carrier::Tcp;
    return m_socket.write(isBare ? bytes : wire::webSocketFrame(2, true, bytes));
}

wire::Socket::Reading MutePeer::read(int bytes, int milliseconds)
{
    QByteArray dropped;
    return m_socket.read(dropped, QDeadlineTimer(milliseconds), bytes);
}

QByteArray MutePeer::expectEnd(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    m_socket.setReceiveBuffer(1024 * 1024); // what the system holds comes before the end
    for (;;) {
        QByteArray dropped;
        const wire::Socket::Reading reading = m_socket.read(dropped, deadline);
        if (reading == wire::Socket::Reading::TimeUp)
            return "the connection of who does not read was not ended";
        if (reading != wire::Socket::Reading::Bytes)
            return {};
    }
}

bool MutePeer::readUntil(const QByteArray &text)
{
    const QDeadlineTimer deadline(15000);
    QByteArray received;
    while (!received.contains(text)) {
        if (m_socket.read(received, deadline) != wire::Socket::Reading::Bytes)
            return false;
    }
    return true;
}

} // namespace hostile
