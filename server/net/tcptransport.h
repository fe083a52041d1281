#pragma once

#include "server/net/lingeringclose.h"
#include "server/net/sessiontransport.h"

#include <QTcpSocket>

#include <memory>

namespace server {

// A session over TCP, in plain or by TLS: STOMP frames one behind the other.
class TcpTransport : public SessionTransport {
    Q_OBJECT

public:
    // `socket` is connected, and encrypted if it ever will be. With `writesLineFeeds` each frame is
    // followed by an end of line, for readers of lines (S-034).
    TcpTransport(std::unique_ptr<QTcpSocket> socket, bool writesLineFeeds);
    ~TcpTransport() override;

    Framing framing() const override
    {
        return m_writesLineFeeds ? Framing::StreamOfLines : Framing::Stream;
    }
    FrameHead frameHead(FrameKind, qsizetype) const override { return {}; }
    QByteArrayView frameTail() const override;
    void write(std::span<const QByteArray> pieces) override;
    qint64 bytesWaiting() const override;
    bool hasPings() const override { return false; }
    void ping() override { }
    void setReading(bool isOn) override;
    void close(CloseReason reason) override;
    void abort() override;

private:
    void readAvailable();
    void judgeBeginning(const QByteArray &bytes);
    bool isOpen() const { return !m_isClosed && m_socket; }
    void noteClosed(CloseReason reason);

    std::unique_ptr<QTcpSocket> m_socket;
    bool m_writesLineFeeds;
    std::unique_ptr<LingeringClose> m_closing;
    QByteArray m_beginning; // until it is known that it may be STOMP
    bool m_isJudged = false;
    bool m_isClosed = false;
};

} // namespace server
