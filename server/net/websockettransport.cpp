#include "server/net/websockettransport.h"

#include "server/net/websocketframe.h"

#include <sys/socket.h>

#include <utility>

namespace server {

namespace {

// QWebSocket closes by itself what breaks its own rules, and tells only by the code.
CloseReason reasonOf(QWebSocketProtocol::CloseCode code)
{
    switch (code) {
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeDatatypeNotSupported:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
        return CloseReason::ProtocolError;
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return CloseReason::LimitExceeded;
    default:
        return CloseReason::ClientClosed;
    }
}

} // namespace

WebSocketTransport::WebSocketTransport(
    std::unique_ptr<QWebSocket> webSocket, PausableSocket *tcp, qsizetype largestMessage)
    : m_webSocket(std::move(webSocket))
    , m_tcp(tcp)
{
    m_webSocket->setParent(nullptr);
    m_tcp->setParent(m_webSocket.get());
    m_webSocket->setMaxAllowedIncomingFrameSize(quint64(largestMessage));
    m_webSocket->setMaxAllowedIncomingMessageSize(quint64(largestMessage));
    connect(m_webSocket.get(), &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    connect(
        m_webSocket.get(), &QWebSocket::binaryMessageReceived, this, &WebSocketTransport::received);
    connect(m_webSocket.get(), &QWebSocket::pong, this, &WebSocketTransport::ponged);
    connect(m_webSocket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::noteClosed);
    // What came behind the handshake may have ended it already, before anybody listened.
    connect(m_tcp, &QTcpSocket::disconnected, this, &WebSocketTransport::noteClosed);
    if (m_tcp->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, "noteClosed", Qt::QueuedConnection);
    connect(m_tcp, &QTcpSocket::bytesWritten, this, &WebSocketTransport::taken);
    // QWebSocket has read by now; what it left is a frame that is not complete.
    connect(m_tcp, &QTcpSocket::readyRead, this, [this] {
        if (m_tcp->bytesAvailable() > 0)
            Q_EMIT partReceived();
    });
}

// Destroying a QWebSocket emits disconnected().
WebSocketTransport::~WebSocketTransport()
{
    detach();
}

QByteArray WebSocketTransport::frameHead(FrameKind kind, qsizetype size) const
{
    return webSocketFrameHead(kind, size);
}

void WebSocketTransport::write(QByteArrayView bytes)
{
    if (!isOpen())
        return;
    m_tcp->write(bytes.data(), bytes.size());
    m_tcp->flush();
}

qint64 WebSocketTransport::bytesWaiting() const
{
    return isOpen() ? m_tcp->bytesToWrite() : 0;
}

void WebSocketTransport::ping()
{
    if (isOpen())
        m_webSocket->ping();
}

void WebSocketTransport::setReading(bool isOn)
{
    if (isOpen())
        m_tcp->setReading(isOn);
}

// QWebSocket::close() would close the socket with bytes unread, and the reset that follows could
// destroy what was written last (S-208). So the closing is done here: close frame, end of writing,
// reading until the peer ends.
void WebSocketTransport::close(CloseReason reason)
{
    if (m_isClosed)
        return;
    detach();
    if (!m_tcp || m_tcp->state() != QAbstractSocket::ConnectedState)
        return noteClosed();
    connect(m_tcp, &QTcpSocket::readyRead, this, [this] { m_tcp->skip(m_tcp->bytesAvailable()); });
    connect(m_tcp, &QTcpSocket::bytesWritten, this, &WebSocketTransport::shutDownWhenWritten);
    connect(m_tcp, &QTcpSocket::disconnected, this, &WebSocketTransport::noteClosed);
    m_tcp->setReading(true);
    m_tcp->skip(m_tcp->bytesAvailable());
    write(webSocketCloseFrame(webSocketCloseCode(reason)));
    shutDownWhenWritten();
}

void WebSocketTransport::abort()
{
    detach();
    m_isClosed = true;
    if (m_tcp)
        m_tcp->abort();
}

void WebSocketTransport::shutDownWhenWritten()
{
    if (m_tcp->bytesToWrite() == 0 && !std::exchange(m_isShutDown, true))
        ::shutdown(int(m_tcp->socketDescriptor()), SHUT_WR);
}

void WebSocketTransport::noteClosed()
{
    if (!std::exchange(m_isClosed, true))
        Q_EMIT closed(reasonOf(m_webSocket->closeCode()));
}

// From here on QWebSocket does not read, and nobody hears of it. It still learns of the socket's
// end.
void WebSocketTransport::detach()
{
    m_webSocket->disconnect(this);
    if (!m_tcp)
        return;
    m_tcp->disconnect(this);
    disconnect(m_tcp, &QTcpSocket::readyRead, m_webSocket.get(), nullptr);
}

} // namespace server
