#pragma once

#include "server/broker/closereason.h"
#include "server/broker/message.h"
#include "server/net/framehead.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>

#include <span>

namespace server {

// The connection under a session, whatever carries it. Lives on one worker's thread.
class SessionTransport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Transports of the same framing put the same bytes around a frame.
    enum class Framing { WebSocket, Stream, StreamOfLines };
    virtual Framing framing() const = 0;
    // What stands before a STOMP frame of this many bytes on the wire.
    virtual FrameHead frameHead(FrameKind kind, qsizetype size) const = 0;
    // What stands behind each frame, and behind no heart-beat.
    virtual QByteArrayView frameTail() const { return {}; }
    // Whole frames with their heads and tails, in pieces; handed to the system at once.
    virtual void write(std::span<const QByteArray> pieces) = 0;
    // Bytes that the peer did not take yet.
    virtual qint64 bytesWaiting() const = 0;

    virtual bool hasPings() const = 0;
    virtual void ping() = 0;
    // While off, nothing is received and the peer feels it.
    virtual void setReading(bool isOn) = 0;

    // Ends in order: what was written arrives, and what comes is thrown away; closed() follows when
    // the peer has closed too.
    virtual void close(CloseReason reason) = 0;
    // Ends at once; closed() does not follow.
    virtual void abort() = 0;

Q_SIGNALS:
    void received(const QByteArray &bytes);
    // Some of a message came that is not complete yet.
    void partReceived();
    void ponged();
    // The peer's side took this much of what was written.
    void taken(qint64 bytes);
    // The transport itself has written something.
    void answeredItself();
    // Once, unless abort() was called; nothing follows.
    void closed(server::CloseReason reason);
};

} // namespace server
