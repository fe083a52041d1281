#include "server/net/handshakes.h"

#include "server/net/pausablesocket.h"
#include "server/net/tcptransport.h"
#include "server/net/websockettransport.h"
#include "stomp/version.h"

#include <QHostAddress>
#include <QWebSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr int mostPendingUpgrades = 10'000;
constexpr qint64 tcpBufferSize = 64 * 1024;

QByteArray addressText(const QTcpSocket &socket)
{
    bool isIpv4 = false;
    const quint32 ipv4 = socket.peerAddress().toIPv4Address(&isIpv4);
    return (isIpv4 ? QHostAddress(ipv4) : socket.peerAddress()).toString().toLatin1();
}

// A peer that vanished without a word is found by the system after some 30 s (S-233).
void setKeepAlive(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto set = [&](int option, int value) {
        ::setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, option, &value, sizeof value);
    };
    set(TCP_KEEPIDLE, 15);
    set(TCP_KEEPINTVL, 5);
    set(TCP_KEEPCNT, 3);
}

} // namespace

Handshakes::Handshakes(const HandshakeSettings &settings, NetStatistics &statistics, Opened opened)
    : m_settings(settings)
    , m_statistics(statistics)
    , m_opened(std::move(opened))
    , m_upgrader(QString(), QWebSocketServer::NonSecureMode)
{
    m_upgrader.setMaxPendingConnections(mostPendingUpgrades);
    m_upgrader.setSupportedSubprotocols(
        {QString::fromLatin1(stomp::subprotocol(stomp::Version::V12)),
            QString::fromLatin1(stomp::subprotocol(stomp::Version::V11)),
            QString::fromLatin1(stomp::subprotocol(stomp::Version::V10))});
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, &Handshakes::takeUpgraded);
}

bool Handshakes::adopt(quint64 serial, const AcceptedConnection &accepted, TimePoint acceptedAt)
{
    auto socket = makePausableSocket(
        bufferSize(accepted.protocol), m_settings.tls ? &*m_settings.tls : nullptr);
    if (!socket->setSocketDescriptor(accepted.descriptor)) {
        ::close(int(accepted.descriptor));
        return false;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    setKeepAlive(*socket);
    auto &connection = m_connections[serial];
    connection = std::make_unique<HandshakeConnection>(
        accepted.protocol, std::move(socket), m_settings.rules, acceptedAt);
    connect(
        connection.get(), &HandshakeConnection::passed, this, [this, serial] { proceed(serial); });
    connect(connection.get(), &HandshakeConnection::answered, this, [this, serial](int status) {
        m_statistics.countRefusal(status);
        Q_EMIT answered(serial, status);
    });
    connect(connection.get(), &HandshakeConnection::finished, this,
        [this, serial](CloseReason reason) { Q_EMIT ended(serial, reason); });
    connection->begin();
    return true;
}

void Handshakes::giveUp(quint64 serial)
{
    m_connections.erase(serial);
    const auto upgrading = m_upgrading.find(serial);
    if (upgrading == m_upgrading.end())
        return;
    if (QTcpSocket *socket = upgrading->second.socket)
        socket->deleteLater();
    m_upgrading.erase(upgrading);
}

bool Handshakes::contains(quint64 serial) const
{
    return m_connections.count(serial) + m_upgrading.count(serial) > 0;
}

bool Handshakes::isAnswered(quint64 serial) const
{
    const auto found = m_connections.find(serial);
    return found != m_connections.end() && found->second->isAnswered();
}

std::vector<quint64> Handshakes::serials() const
{
    std::vector<quint64> all;
    for (const auto &[serial, connection] : m_connections)
        all.push_back(serial);
    for (const auto &[serial, upgrading] : m_upgrading)
        all.push_back(serial);
    return all;
}

// Called by the connection itself, which therefore lives on for this turn.
void Handshakes::proceed(quint64 serial)
{
    const auto found = m_connections.find(serial);
    HandshakeConnection *connection = found->second.release();
    m_connections.erase(found);
    connection->deleteLater();
    auto socket = connection->takeSocket();
    if (connection->protocol() == Protocol::Tcp)
        openTcp(serial, std::move(socket), connection->acceptedAt());
    else
        upgrade(serial, std::move(socket), connection->acceptedAt());
}

void Handshakes::openTcp(quint64 serial, std::unique_ptr<QTcpSocket> socket, TimePoint acceptedAt)
{
    const QByteArray address = addressText(*socket);
    m_opened({serial, Protocol::Tcp,
        std::make_unique<TcpTransport>(std::move(socket), m_settings.tcpLineFeeds), address,
        acceptedAt});
}

void Handshakes::upgrade(quint64 serial, std::unique_ptr<QTcpSocket> socket, TimePoint acceptedAt)
{
    m_upgrading[serial] = {socket.get(), acceptedAt};
    m_upgrader.handleConnection(socket.release());
}

void Handshakes::takeUpgraded()
{
    while (QWebSocket *webSocket = m_upgrader.nextPendingConnection()) {
        const auto found =
            std::find_if(m_upgrading.begin(), m_upgrading.end(), [&](const auto &item) {
                const QTcpSocket *socket = item.second.socket;
                return socket && socket->peerPort() == webSocket->peerPort()
                    && socket->localPort() == webSocket->localPort()
                    && socket->peerAddress() == webSocket->peerAddress();
            });
        if (found == m_upgrading.end()) {
            delete webSocket;
            continue;
        }
        const auto [serial, upgrading] = *found;
        m_upgrading.erase(found);
        // It would delete the socket as soon as that is disconnected.
        upgrading.socket->disconnect(&m_upgrader);
        openWebSocket(serial, upgrading, webSocket);
    }
}

void Handshakes::openWebSocket(quint64 serial, const Upgrading &upgrading, QWebSocket *webSocket)
{
    const QByteArray address = addressText(*upgrading.socket);
    m_opened({serial, Protocol::WebSocket,
        std::make_unique<WebSocketTransport>(
            std::unique_ptr<QWebSocket>(webSocket), upgrading.socket, m_settings.largestMessage),
        address, upgrading.acceptedAt});
}

// QWebSocket reads a frame only when the buffer holds all of it.
qint64 Handshakes::bufferSize(Protocol protocol) const
{
    return protocol == Protocol::Tcp ? tcpBufferSize : m_settings.largestMessage + tcpBufferSize;
}

} // namespace server
