#pragma once

#include "stomp/decoder.h"
#include "stomp/frame.h"

#include <QByteArray>
#include <QSslSocket>

#include <optional>

namespace test {

// A person at a STOMP connection over TCP, in plain or by TLS (any certificate will do), who writes
// bytes by hand and can stop reading. Uses the frame codec of stomp/ and nothing else of the
// product.
class TcpDialogue {
public:
    enum class Encryption { None, Tls };

    explicit TcpDialogue(quint16 port, Encryption encryption = Encryption::None,
        QSsl::SslProtocol tls = QSsl::SecureProtocols);
    ~TcpDialogue();

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool connectAs(const QByteArray &login);

    // One frame without its NUL, in lines: "SEND\ndestination:/topic/a\n\nhello".
    void send(const QByteArray &frame);
    void sendRaw(const QByteArray &bytes);
    qint64 bytesWaiting() const;

    // While off, what comes fills the system's buffers and then the peer's.
    void setReading(bool isOn);

    // The next frame; nothing after 20 s or when the connection has ended first.
    std::optional<stomp::Frame> next();
    // All bytes that came and were not taken as frames, as soon as this text is among them.
    QByteArray readUntil(const QByteArray &text);
    QByteArray takeBytes();
    bool waitForClose();

    QSslSocket &socket() { return m_socket; }
    const stomp::Headers &connectedHeaders() const { return m_connectedHeaders; }

private:
    void read();

    QSslSocket m_socket;
    stomp::Decoder m_decoder;
    stomp::Headers m_connectedHeaders;
    QByteArray m_received;
    bool m_isReading = true;
};

} // namespace test
