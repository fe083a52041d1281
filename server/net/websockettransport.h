#pragma once

#include "server/net/lingeringclose.h"
#include "server/net/sessiontransport.h"

#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

#include <memory>

namespace server {

// A session over an upgraded WebSocket. QWebSocket reads; frames are written ready-made to the TCP
// socket beside it, which works because each of the two writes whole frames.
class WebSocketTransport : public SessionTransport {
    Q_OBJECT

public:
    // `tcp` is the socket that `webSocket` was upgraded from, and belongs to it.
    WebSocketTransport(
        std::unique_ptr<QWebSocket> webSocket, QTcpSocket *tcp, qsizetype largestMessage);
    ~WebSocketTransport() override;

    Framing framing() const override { return Framing::WebSocket; }
    FrameHead frameHead(FrameKind kind, qsizetype size) const override;
    void write(std::span<const QByteArray> pieces) override;
    qint64 bytesWaiting() const override;
    bool hasPings() const override { return true; }
    void ping() override;
    void setReading(bool isOn) override;
    void close(CloseReason reason) override;
    void abort() override;

private:
    Q_INVOKABLE void noteClosed();
    bool isOpen() const { return !m_isClosed && m_tcp; }
    CloseReason reason() const;
    void detach();

    std::unique_ptr<QWebSocket> m_webSocket;
    QPointer<QTcpSocket> m_tcp;
    std::unique_ptr<LingeringClose> m_closing;
    bool m_hasWritten = false;
    bool m_isClosed = false;
};

} // namespace server
