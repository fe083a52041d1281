#pragma once

#include "stomp/certificatetrouble.h"
#include "stomp/clientidentity.h"
#include "stomp/transport.h"

#include <QAbstractSocket>

#include <memory>

class QSslError;
class QSslSocket;
class QTimer;

namespace stomp {

// How a TcpTransport differs from the usual.
struct TcpOptions {
    QByteArray trustedCertificate; // see ConnectOptions
    bool lineEndAfterFrames = true; // see ConnectOptions
    ClientIdentity identity = {};
};

// STOMP over TCP, the client's side: stomp:// in plain, stomp+ssl:// by TLS. A certificate that is
// not accepted ends it before anything is sent.
class TcpTransport : public Transport {
    Q_OBJECT

public:
    static constexpr quint16 defaultPort = 61613;
    static constexpr quint16 defaultTlsPort = 61614;

    explicit TcpTransport(TcpOptions options = {}, QObject *parent = nullptr);
    ~TcpTransport() override;

    void open(const QUrl &url) override;
    void send(const QByteArray &bytes) override;
    void close() override;
    void abort() override;

private:
    void socketConnected();
    void socketEncrypted();
    void socketFailed(QAbstractSocket::SocketError error);
    void judgeCertificate(const QList<QSslError> &errors);
    void finish(const Error &error);

    TcpOptions m_options;
    std::unique_ptr<QSslSocket> m_socket;
    QTimer *m_linger; // how long close() waits for what is not yet sent
    bool m_isEncrypted = false;
    bool m_isReached = false;
    bool m_isOpen = false;
    bool m_isClosing = false;
    bool m_isFinished = false;
};

} // namespace stomp
