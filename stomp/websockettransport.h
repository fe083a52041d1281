#pragma once

#include "stomp/clientidentity.h"
#include "stomp/transport.h"

#include <QAbstractSocket>

#include <memory>

class QSslError;
class QTimer;
class QWebSocket;

namespace stomp {

// How a WebSocketTransport differs from the usual; see ConnectOptions.
struct WebSocketOptions {
    QByteArray trustedCertificate;
    bool sendsTextMessages = false;
    qsizetype longestTextMessage = 0;
    ClientIdentity identity = {};
};

// STOMP over WebSocket, the client's side: offers v12.stomp, v11.stomp and v10.stomp, sends binary
// messages, takes both kinds. A certificate that is not accepted ends it before anything is sent.
class WebSocketTransport : public Transport {
    Q_OBJECT

public:
    // A message longer than `longestMessage` bytes ends the connection.
    explicit WebSocketTransport(
        qsizetype longestMessage, WebSocketOptions options = {}, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void open(const QUrl &url) override;
    void send(const QByteArray &bytes) override;
    void close() override;
    void abort() override;

private:
    void socketConnected();
    void socketFailed(QAbstractSocket::SocketError error);
    void socketDisconnected();
    void judgeCertificate(const QList<QSslError> &errors);
    void adjustSocket();
    void finish(const Error &error);

    Error handshakeError(QAbstractSocket::SocketError error) const;
    Error closingError() const;

    WebSocketOptions m_options;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer *m_linger; // how long close() waits for the other side
    bool m_isOpen = false;
    bool m_isClosing = false;
    bool m_isFinished = false;
};

} // namespace stomp
