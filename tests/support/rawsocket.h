#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace test {

// A plain TCP connection that writes whatever bytes a test likes.
class RawSocket {
public:
    // Connected to this port of loopback, or not: isConnected().
    explicit RawSocket(quint16 port);
    ~RawSocket();

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray &bytes);

    // What came until this text was in it or the peer closed; nothing after 10 s without either.
    QByteArray readUntil(const QByteArray &text);
    // True when the peer has closed the connection within 30 s; what it sent before is dropped.
    bool waitForClose();
    void close() { m_socket.abort(); }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

// An HTTP request for the handshake of a WebSocket; more header lines end in CR LF each.
QByteArray upgradeRequest(const QByteArray &path, const QByteArray &headerLines = {});

} // namespace test
