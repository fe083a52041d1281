#pragma once

#include <QByteArray>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

// Bytes of a STOMP server as they are on the wire, read without any code of the product.
namespace wire {

// One frame; names and values as they were written, escapes and all.
struct RawFrame {
    QByteArray command;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool wasBinary = false; // of a WebSocket message
};
struct HeartBeat { };
struct HttpAnswer {
    QByteArray text;
};
struct Ping {
    QByteArray payload;
};
struct Pong {
    QByteArray payload;
};
// The connection ended in order; over WebSocket with this code.
struct Closed {
    std::optional<int> code;
};
struct Silence { };
// Something came that nobody may send, or the connection broke.
struct Fault {
    QByteArray text;
};
using Arrival = std::variant<Silence, RawFrame, HeartBeat, HttpAnswer, Ping, Pong, Closed, Fault>;

// For messages of failures: "MESSAGE\\nsubscription:1…" on one line.
QByteArray describe(const Arrival &arrival);

// Takes the frame that the bytes begin with; nothing when it is not complete.
std::variant<Silence, RawFrame, Fault> takeFrame(QByteArray &bytes);

} // namespace wire
