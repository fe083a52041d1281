#include "server/net/websockettransport.h"

#include "server/net/pausablesocket.h"
#include "server/net/socketwriting.h"
#include "server/net/websocketframe.h"

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
    std::unique_ptr<QWebSocket> webSocket, QTcpSocket *tcp, qsizetype largestMessage)
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
    // A message in fragments that does not end is a frame that is not completed.
    const auto notePart = [this](bool isLast) {
        if (!isLast)
            Q_EMIT partReceived();
    };
    connect(m_webSocket.get(), &QWebSocket::textFrameReceived, this,
        [notePart](const QString &, bool isLast) { notePart(isLast); });
    connect(m_webSocket.get(), &QWebSocket::binaryFrameReceived, this,
        [notePart](const QByteArray &, bool isLast) { notePart(isLast); });
    connect(m_webSocket.get(), &QWebSocket::pong, this, &WebSocketTransport::ponged);
    connect(m_webSocket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::noteClosed);
    // What came behind the handshake may have ended it already, before anybody listened.
    connect(m_tcp, &QTcpSocket::disconnected, this, &WebSocketTransport::noteClosed);
    if (m_tcp->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, "noteClosed", Qt::QueuedConnection);
    connectBroken(*m_tcp, *this, [this] { noteClosed(); });
    connectTaken(*m_tcp, *this, [this](qint64 bytes) { Q_EMIT taken(bytes); });
    // QWebSocket has read by now, and may have answered pings; what it left is a frame that is not
    // complete.
    connect(m_tcp, &QTcpSocket::readyRead, this, [this] {
        if (m_tcp->bytesAvailable() > 0)
            Q_EMIT partReceived();
        if (bytesWaiting() > 0)
            Q_EMIT answeredItself();
    });
}

// Destroying a QWebSocket emits disconnected().
WebSocketTransport::~WebSocketTransport()
{
    detach();
}

FrameHead WebSocketTransport::frameHead(FrameKind kind, qsizetype size) const
{
    return webSocketFrameHead(kind, size);
}

void WebSocketTransport::write(std::span<const QByteArray> pieces)
{
    if (!isOpen())
        return;
    if (std::exchange(m_hasWritten, true))
        writeFrames(*m_tcp, pieces);
    else
        writeFirstFrames(*m_tcp, pieces); // QWebSocketServer has answered by it
}

qint64 WebSocketTransport::bytesWaiting() const
{
    return isOpen() ? server::bytesWaiting(*m_tcp) : 0;
}

void WebSocketTransport::ping()
{
    const QByteArray frame = webSocketPingFrame();
    write({&frame, 1});
}

void WebSocketTransport::setReading(bool isOn)
{
    if (isOpen() && !m_closing)
        server::setReading(*m_tcp, isOn);
}

// QWebSocket::close() would close the socket with bytes unread, and the reset that follows could
// destroy what was written last (S-208). So the closing is done here: close frame, end of writing,
// reading until the peer ends.
void WebSocketTransport::close(CloseReason reason)
{
    if (m_isClosed || m_closing)
        return;
    detach();
    if (!m_tcp || m_tcp->state() != QAbstractSocket::ConnectedState)
        return noteClosed();
    const QByteArray frame = webSocketCloseFrame(webSocketCloseCode(reason));
    write({&frame, 1});
    m_closing = std::make_unique<LingeringClose>(*m_tcp);
    connect(m_closing.get(), &LingeringClose::finished, this, &WebSocketTransport::noteClosed);
    m_closing->begin();
}

void WebSocketTransport::abort()
{
    detach();
    m_isClosed = true;
    if (m_closing)
        m_closing.release()->deleteLater(); // it may be what called
    if (m_tcp)
        m_tcp->abort();
}

void WebSocketTransport::noteClosed()
{
    if (!std::exchange(m_isClosed, true))
        Q_EMIT closed(reason());
}

CloseReason WebSocketTransport::reason() const
{
    const CloseReason byCode = reasonOf(m_webSocket->closeCode());
    return byCode == CloseReason::ClientClosed && m_tcp ? closeReasonOf(*m_tcp) : byCode;
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
