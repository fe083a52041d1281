#include "stomp/websockettransport.h"

#include "stomp/certificatecheck.h"
#include "stomp/loopback.h"
#include "stomp/textpieces.h"
#include "stomp/version.h"

#include <QNetworkProxy>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace stomp {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds lingerTime{1000};

QByteArray describeStatus(int status)
{
    switch (status) {
    case 403:
        return "the server refuses connections from here (HTTP 403)";
    case 404:
        return "the server has no STOMP endpoint at this path (HTTP 404)";
    case 426:
        return "the server does not speak this version of WebSocket (HTTP 426)";
    case 503:
        return "the server takes no connections at the moment (HTTP 503)";
    default:
        return "the server answered with HTTP status " + QByteArray::number(status);
    }
}

// Qt gives the status of a refused handshake in its text only, and calls it ConnectionRefusedError.
std::optional<int> httpStatus(const QString &errorString)
{
    static const QRegularExpression pattern(u"status code: ?(\\d{3})"_s);
    const QRegularExpressionMatch match = pattern.match(errorString);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

} // namespace

WebSocketTransport::WebSocketTransport(
    qsizetype longestMessage, WebSocketOptions options, QObject *parent)
    : Transport(parent)
    , m_options(std::move(options))
    , m_socket(std::make_unique<QWebSocket>())
    , m_linger(new QTimer(this))
{
    m_linger->setSingleShot(true);
    connect(m_linger, &QTimer::timeout, this, [this] { finish(closingError()); });

    m_socket->setMaxAllowedIncomingFrameSize(quint64(longestMessage));
    m_socket->setMaxAllowedIncomingMessageSize(quint64(longestMessage));
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::connected, this, &WebSocketTransport::socketConnected);
    connect(socket, &QWebSocket::disconnected, this, &WebSocketTransport::socketDisconnected);
    // errorOccurred() came with Qt 6.5.
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        &WebSocketTransport::socketFailed);
    connect(socket, &QWebSocket::sslErrors, this, &WebSocketTransport::judgeCertificate);
    connect(socket, &QWebSocket::binaryMessageReceived, this, &Transport::received);
    connect(socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
}

WebSocketTransport::~WebSocketTransport()
{
    // ~QWebSocket emits disconnected().
    m_socket->disconnect(this);
}

void WebSocketTransport::open(const QUrl &url)
{
    if (isThisMachine(url.host()))
        m_socket->setProxy(QNetworkProxy::NoProxy);
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols({
        QString::fromLatin1(subprotocol(Version::V12)),
        QString::fromLatin1(subprotocol(Version::V11)),
        QString::fromLatin1(subprotocol(Version::V10)),
    });
    const Result<QSslConfiguration> tls = tlsConfiguration(m_options.identity);
    if (!tls)
        return finish(tls.error());
    m_socket->setSslConfiguration(*tls);
    m_socket->open(url, handshake);
    adjustSocket();
}

// QWebSocket keeps its socket to itself. What raised no errors can be judged there before the
// request for the upgrade leaves, and the request need not wait for anything (S-230).
void WebSocketTransport::adjustSocket()
{
    auto *tcp = m_socket->findChild<QAbstractSocket *>();
    if (!tcp)
        return;
    connect(tcp, &QAbstractSocket::connected, tcp,
        [tcp] { tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    if (auto *tls = qobject_cast<QSslSocket *>(tcp))
        connect(tls, &QSslSocket::encrypted, this,
            [this, tls] { judgeCertificate(tls->sslHandshakeErrors()); });
}

void WebSocketTransport::send(const QByteArray &bytes)
{
    if (!m_isOpen || m_isClosing)
        return;
    if (!m_options.sendsTextMessages || !QByteArrayView(bytes).isValidUtf8()) {
        m_socket->sendBinaryMessage(bytes);
        return;
    }
    for (const QByteArrayView piece : textPieces(bytes, m_options.longestTextMessage))
        m_socket->sendTextMessage(QString::fromUtf8(piece));
}

void WebSocketTransport::close()
{
    if (m_isFinished || m_isClosing)
        return;
    m_isClosing = true;
    if (!m_isOpen)
        return finish(closingError());
    m_linger->start(lingerTime);
    m_socket->close();
}

void WebSocketTransport::abort()
{
    m_isFinished = true;
    m_linger->stop();
    m_socket->disconnect(this);
    m_socket->abort();
}

void WebSocketTransport::socketConnected()
{
    // Again, for a QWebSocket that hides its socket: at least no frame leaves.
    if (m_socket->requestUrl().scheme() == "wss"_L1)
        judgeCertificate({});
    if (m_isFinished)
        return;
    m_isOpen = true;
    Q_EMIT opened();
}

void WebSocketTransport::socketFailed(QAbstractSocket::SocketError error)
{
    if (!m_isOpen)
        finish(handshakeError(error));
    else if (error != QAbstractSocket::RemoteHostClosedError) // disconnected() knows the close code
        finish({ErrorCode::ConnectionLost, m_socket->errorString().toUtf8()});
}

void WebSocketTransport::socketDisconnected()
{
    finish(m_isOpen ? closingError() : handshakeError(m_socket->error()));
}

void WebSocketTransport::judgeCertificate(const QList<QSslError> &errors)
{
    const auto *tls = m_socket->findChild<QSslSocket *>();
    const QSslCertificate certificate =
        tls ? tls->peerCertificate() : m_socket->sslConfiguration().peerCertificate();
    const std::optional<CertificateTrouble> trouble =
        findTrouble(certificate, errors, m_options.trustedCertificate);
    if (!trouble) {
        m_socket->ignoreSslErrors(errors);
        return;
    }
    Q_EMIT certificateRejected(*trouble);
    finish(toError(*trouble));
}

void WebSocketTransport::finish(const Error &error)
{
    if (m_isFinished)
        return;
    abort();
    Q_EMIT closed(error);
}

// Qt says ConnectionRefusedError of both; a peer was reached when it has a port.
Error WebSocketTransport::handshakeError(QAbstractSocket::SocketError error) const
{
    const QString text = m_socket->errorString();
    if (m_socket->peerPort() == 0)
        return {ErrorCode::ConnectionRefused, text.toUtf8()};
    if (const std::optional<int> status = httpStatus(text))
        return {ErrorCode::HandshakeFailed, describeStatus(*status)};
    if (error == QAbstractSocket::RemoteHostClosedError)
        return {ErrorCode::HandshakeFailed, "the connection was closed during the handshake"};
    return {ErrorCode::HandshakeFailed, text.toUtf8()};
}

// closeCode() also says 1000 when the connection just broke: no sign of an end in order.
Error WebSocketTransport::closingError() const
{
    const QWebSocketProtocol::CloseCode code = m_socket->closeCode();
    if (m_isClosing || code == QWebSocketProtocol::CloseCodeNormal)
        return {ErrorCode::ConnectionLost, "the connection was closed"};
    const QByteArray reason = m_socket->closeReason().toUtf8();
    if (code == QWebSocketProtocol::CloseCodeGoingAway)
        return {ErrorCode::ServerStopped, reason.isEmpty() ? "the server has stopped" : reason};
    return {ErrorCode::ConnectionLost,
        "the connection was closed with code " + QByteArray::number(int(code)) + ": " + reason};
}

} // namespace stomp
