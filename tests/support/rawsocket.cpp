#include "tests/support/rawsocket.h"

#include <QHostAddress>
#include <QTest>

#include <utility>

namespace test {

RawSocket::RawSocket(quint16 port)
{
    QObject::connect(
        &m_socket, &QTcpSocket::readyRead, &m_socket, [this] { m_received += m_socket.readAll(); });
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    m_socket.waitForConnected(5000);
}

RawSocket::~RawSocket()
{
    m_socket.disconnect();
}

void RawSocket::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

QByteArray RawSocket::readUntil(const QByteArray &text)
{
    const auto isDone = [this, &text] { return m_received.contains(text) || !isConnected(); };
    const bool isInTime = QTest::qWaitFor(isDone, 10000);
    QByteArray received = std::exchange(m_received, {});
    return isInTime ? received : QByteArray();
}

bool RawSocket::waitForClose()
{
    return QTest::qWaitFor([this] { return !isConnected(); }, 30000);
}

QByteArray upgradeRequest(const QByteArray &path, const QByteArray &headerLines)
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + headerLines + "\r\n";
}

} // namespace test
