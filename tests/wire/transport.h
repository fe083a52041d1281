#pragma once

#include "tests/wire/arrival.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <memory>

namespace wire {

enum class MessageKind { ByContent, Text, Binary };

// One connection of a script, over TCP or WebSocket: STOMP bytes out, arrivals in.
class Transport {
public:
    virtual ~Transport() = default;

    // Ready for STOMP bytes; false when the server did not let us in.
    virtual bool open() = 0;
    // One piece as one packet or one WebSocket message.
    virtual bool send(const QByteArray &piece, MessageKind kind) = 0;
    // The next thing, or Silence when the deadline has passed.
    virtual Arrival next(QDeadlineTimer deadline) = 0;
    // Ends in order, as a peer that has nothing more to say.
    virtual void close() = 0;
    virtual void reset() = 0;
    // Bytes below the framing of this transport.
    virtual bool sendBelow(const QByteArray &bytes) = 0;
};

std::unique_ptr<Transport> makeTcpTransport(quint16 port);

// What a WebSocket handshake asks for.
struct HandshakeRequest {
    QByteArray target = "/ws-connect";
    QByteArray headerLines; // further ones, each with CR LF
};
std::unique_ptr<Transport> makeWebSocketTransport(quint16 port, HandshakeRequest request);

// A masked frame of a client.
QByteArray webSocketFrame(int opcode, bool isFinal, const QByteArray &payload);

} // namespace wire
