#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/version.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

// What ClientProtocol wants done, in this order, by whoever holds the socket and the timer.
namespace stomp {

using TimePoint = std::chrono::steady_clock::time_point;

// To the server: one frame, or one end of line.
struct SendBytes {
    QByteArray bytes;

    friend bool operator==(const SendBytes &, const SendBytes &) = default;
};

// CONNECTED arrived. Send subscriptions now, then call ClientProtocol::beginSending().
struct OpenSession {
    Headers headers;
    Version version;

    friend bool operator==(const OpenSession &, const OpenSession &) = default;
};

struct DeliverMessage {
    QByteArray subscription;
    Frame message;

    friend bool operator==(const DeliverMessage &, const DeliverMessage &) = default;
};

// The server has carried out the SUBSCRIBE.
struct ConfirmSubscription {
    QByteArray subscription;

    friend bool operator==(const ConfirmSubscription &, const ConfirmSubscription &) = default;
};

// The server did not carry out the SUBSCRIBE; `problem` says why.
struct RefuseSubscription {
    QByteArray subscription;
    Frame problem;

    friend bool operator==(const RefuseSubscription &, const RefuseSubscription &) = default;
};

// What became of a SEND with a receipt, or of a request: its RECEIPT or reply, or why there is
// none.
struct Settle {
    QByteArray id;
    Result<Frame> outcome;

    friend bool operator==(const Settle &, const Settle &) = default;
};

// A failure on the errors destination that concerns nothing somebody waits for.
struct ReportProblem {
    Frame message;

    friend bool operator==(const ReportProblem &, const ReportProblem &) = default;
};

// A MESSAGE or RECEIPT that nobody waits for (any more).
struct ReportUnhandled {
    Frame frame;

    friend bool operator==(const ReportUnhandled &, const ReportUnhandled &) = default;
};

// The ERROR frame that ends the connection.
struct ReportError {
    Frame frame;

    friend bool operator==(const ReportError &, const ReportError &) = default;
};

// Call ClientProtocol::wake() then; replaces a later time that was asked for before.
struct WakeAt {
    TimePoint time;

    friend bool operator==(const WakeAt &, const WakeAt &) = default;
};

// The connection is over: in order when all is said, at once when the other side cannot be relied
// on.
struct CloseTransport {
    enum class How { InOrder, AtOnce };
    How how;
    std::optional<Error> error; // none when it was asked for

    friend bool operator==(const CloseTransport &, const CloseTransport &) = default;
};

using ClientAction =
    std::variant<SendBytes, OpenSession, DeliverMessage, ConfirmSubscription, RefuseSubscription,
        Settle, ReportProblem, ReportUnhandled, ReportError, WakeAt, CloseTransport>;
using ClientActions = std::vector<ClientAction>;

} // namespace stomp
