#include "stomp/tcptransport.h"

#include "stomp/certificatecheck.h"
#include "stomp/loopback.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace stomp {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds lingerTime{1000};

} // namespace

TcpTransport::TcpTransport(TcpOptions options, QObject *parent)
    : Transport(parent)
    , m_options(std::move(options))
    , m_socket(std::make_unique<QSslSocket>())
    , m_linger(new QTimer(this))
{
    const Error closed{ErrorCode::ConnectionLost, "the connection was closed"};
    m_linger->setSingleShot(true);
    connect(m_linger, &QTimer::timeout, this, [this, closed] { finish(closed); });

    QSslSocket *socket = m_socket.get();
    connect(socket, &QSslSocket::connected, this, &TcpTransport::socketConnected);
    connect(socket, &QSslSocket::encrypted, this, &TcpTransport::socketEncrypted);
    connect(socket, &QSslSocket::sslErrors, this, &TcpTransport::judgeCertificate);
    connect(socket, &QSslSocket::errorOccurred, this, &TcpTransport::socketFailed);
    connect(socket, &QSslSocket::disconnected, this, [this, closed] { finish(closed); });
    connect(socket, &QSslSocket::readyRead, this, [this] { Q_EMIT received(m_socket->readAll()); });
}

TcpTransport::~TcpTransport()
{
    m_socket->disconnect(this);
}

void TcpTransport::open(const QUrl &url)
{
    m_isEncrypted = url.scheme() == "stomp+ssl"_L1;
    if (isThisMachine(url.host()))
        m_socket->setProxy(QNetworkProxy::NoProxy);
    if (m_isEncrypted) {
        const Result<QSslConfiguration> tls = tlsConfiguration(m_options.identity);
        if (!tls)
            return finish(tls.error());
        m_socket->setSslConfiguration(*tls);
        m_socket->connectToHostEncrypted(url.host(), quint16(url.port(defaultTlsPort)));
    } else {
        m_socket->connectToHost(url.host(), quint16(url.port(defaultPort)));
    }
}

// S-034: a line end behind each frame, which servers that read by lines wait for.
void TcpTransport::send(const QByteArray &bytes)
{
    if (!m_isOpen || m_isClosing)
        return;
    m_socket->write(bytes);
    if (m_options.lineEndAfterFrames && bytes.endsWith('\0'))
        m_socket->write("\n");
}

void TcpTransport::close()
{
    if (m_isFinished || m_isClosing)
        return;
    m_isClosing = true;
    if (!m_isOpen)
        return finish({ErrorCode::ConnectionLost, "the connection was closed"});
    m_linger->start(lingerTime);
    m_socket->disconnectFromHost();
}

void TcpTransport::abort()
{
    m_isFinished = true;
    m_linger->stop();
    m_socket->disconnect(this);
    m_socket->abort();
}

void TcpTransport::socketConnected()
{
    m_isReached = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // S-230
    if (m_isEncrypted)
        return;
    m_isOpen = true;
    Q_EMIT opened();
}

// A certificate that raised no errors was not judged yet.
void TcpTransport::socketEncrypted()
{
    judgeCertificate(m_socket->sslHandshakeErrors());
    if (m_isFinished)
        return;
    m_isOpen = true;
    Q_EMIT opened();
}

void TcpTransport::judgeCertificate(const QList<QSslError> &errors)
{
    const std::optional<CertificateTrouble> trouble =
        findTrouble(m_socket->peerCertificate(), errors, m_options.trustedCertificate);
    if (!trouble) {
        m_socket->ignoreSslErrors(errors);
        return;
    }
    Q_EMIT certificateRejected(*trouble);
    finish(toError(*trouble));
}

void TcpTransport::socketFailed(QAbstractSocket::SocketError error)
{
    const QByteArray text = m_socket->errorString().toUtf8();
    if (!m_isReached)
        finish({ErrorCode::ConnectionRefused, text});
    else if (!m_isOpen)
        finish({ErrorCode::HandshakeFailed, text});
    else if (error != QAbstractSocket::RemoteHostClosedError) // disconnected() follows
        finish({ErrorCode::ConnectionLost, text});
}

void TcpTransport::finish(const Error &error)
{
    if (m_isFinished)
        return;
    abort();
    Q_EMIT closed(error);
}

} // namespace stomp
