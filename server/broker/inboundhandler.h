#pragma once

#include "server/broker/message.h"
#include "server/broker/messagelog.h"
#include "server/broker/sessionmessages.h"
#include "stomp/frame.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

// What the broker asks of the application behind it (routes, rooms), and what the application
// answers. Everything here happens on the broker thread; nothing is done, everything is returned.
namespace server {

// Who sent a frame.
struct Caller {
    SessionId session;
    QByteArray person; // never changes; of a guest: the person of this connection
    QString name; // as others see it
    QByteArray login; // as it was asked for
    bool isGuest = true;
    bool isHost = false;
};

// What is wrong with one field of a payload (S-334).
struct FieldProblem {
    QString field;
    QString detail;

    friend bool operator==(const FieldProblem &, const FieldProblem &) = default;
};

// An application error; the sender hears of it on /user/queue/errors.
struct Problem {
    QByteArray code; // "no-such-room", "too-long", …
    QString detail;
    std::vector<FieldProblem> fields = {};

    friend bool operator==(const Problem &, const Problem &) = default;
};

// To everybody subscribed to a destination. With `seq` it is an entry of a logged room:
// subscriptions that are still replaying get it from the log instead.
struct Publish {
    QByteArray destination;
    stomp::Headers headers; // besides destination and message-id
    QByteArray body;
    qint64 seq = 0;
    // Who sent it, when a client did: subscriptions with no-local do not get their own.
    std::optional<SessionId> sender = {};
};
// To the caller: on the subscription that asked, or on /user/queue/replies.
struct Reply {
    stomp::Headers headers;
    QByteArray body;
};
// To all connections of a person that subscribed to a /user/queue/… destination.
struct SendToPerson {
    QByteArray person;
    QByteArray destination;
    stomp::Headers headers;
    QByteArray body;
    std::optional<SessionId> except;
};
struct Effect;
using Effects = std::vector<Effect>;
// Writes an entry. The receipt of the frame waits for the commit and carries `seq` and
// `message-id`; `committed` then says what to publish; for repeats `repeated` is asked instead.
struct Append {
    AppendEntry entry;
    std::function<Effects(const Appended &)> committed;
    // Nothing was written; the sender hears of it anyway. May be empty.
    std::function<Effects(const LogError &)> failed = {};
    // It had been written before. May be empty.
    std::function<Effects()> repeated = {};
};
// Writes something else. Nobody waits for it, unless something is to be done when it is on the
// disk: then the receipt of the frame waits, too.
struct Save {
    LogWrite write;
    std::function<Effects()> committed = {};
};
// Reads the log and goes on with what it found. The caller may be gone by then.
struct Ask {
    LogQuery query;
    std::function<Effects(const LogPage &)> then;
};
// The same for what was said, by its words.
struct Search {
    SearchQuery query;
    std::function<Effects(const SearchPage &)> then;
};
// The answer comes later. `begin` is called once, on the broker thread; what it is given takes the
// answer, from any thread, and carries it out on the broker thread. What the same session sends to
// the same destination waits until then.
struct Later {
    using Answer = std::function<Effects()>;
    std::function<void(std::function<void(Answer)>)> begin;
};
struct Fail {
    Problem problem;
};
// Nothing happens, on purpose; the name of the interceptor is counted.
struct Drop {
    QByteArray by;
};
// Ends a session (of a person removed, say).
struct Disconnect {
    SessionId session;
    CloseReason reason = CloseReason::Refused;
    Problem problem;
};

// Ends all subscriptions of a person to these destinations; each connection hears why.
struct EndSubscriptions {
    QByteArray person;
    std::vector<QByteArray> destinations;
    Problem problem;
};

struct Effect : std::variant<Publish, Reply, SendToPerson, Append, Save, Ask, Search, Later, Fail,
                    Drop, Disconnect, EndSubscriptions> {
    using variant::variant;
};

// Let in under this identity, with these headers in CONNECTED, or not.
struct Admission {
    QByteArray person;
    QString name;
    bool isGuest = true;
    stomp::Headers connected;
    Effects effects;
};

// How a SUBSCRIBE to the broker prefix begins: from now on, or with entries of a log first.
struct Replay {
    QByteArray room;
    LogQuery::Range range = LogQuery::Range::After; // After or Last
    qint64 position = 0; // After
    int count = 0; // Last
};
// With a Drop among the effects nobody is let in, without a word to the sender.
struct Admitted {
    std::optional<Replay> replay;
    Effects effects;
};

class InboundHandler {
public:
    virtual ~InboundHandler() = default;

    virtual stomp::BasicResult<Admission, Problem> connected(
        SessionId session, const ConnectRequest &request, qint64 nowMs) = 0;
    // The session is gone. Exactly once for each that was admitted. What is thrown here and by
    // unsubscribed() and wake() keeps nothing from being cleaned up.
    virtual Effects disconnected(const Caller &caller, qint64 nowMs) = 0;

    // A SEND, wherever it goes, before anything is done: a Fail or a Drop that happens instead of
    // it, or nothing. Asked when it comes, of a SEND in a transaction at COMMIT again (S-195,
    // S-268); not of those to the application prefix outside of transactions, which message()
    // judges.
    virtual std::optional<Effect> beforeSend(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs);
    // The same for the other frames of a session (S-326): UNSUBSCRIBE, ACK, NACK, BEGIN, COMMIT,
    // ABORT. DISCONNECT is carried out whatever is said of it. Each once, when it comes.
    virtual std::optional<Effect> beforeFrame(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs);
    // SEND to the application prefix; the destination in `frame` is whole.
    virtual Effects message(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) = 0;
    // SUBSCRIBE to the application prefix: a Reply (at once or after an Ask), or a Fail.
    virtual Effects subscription(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) = 0;
    // SUBSCRIBE to a destination that has a live stream (broker prefix, /topic, /queue,
    // /user/queue).
    virtual stomp::BasicResult<Admitted, Problem> subscribe(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) = 0;
    // A subscription ended, by UNSUBSCRIBE or with its session; `destination` is as it was
    // subscribed.
    virtual Effects unsubscribed(
        const QByteArray &destination, const Caller &caller, qint64 nowMs) = 0;
    // The body of an entry of a logged room as subscribers get it, and its headers.
    virtual Publish entryMessage(const QByteArray &room, const LogEntry &entry) const = 0;
    // Entries from..to are no longer kept.
    virtual Publish gapMessage(const QByteArray &room, qint64 from, qint64 to) const = 0;

    // Called at `nextWake` and when it is due; for what expires.
    virtual Effects wake(qint64 nowMs) = 0;
    virtual std::optional<qint64> nextWake() const = 0;
};

inline std::optional<Effect> InboundHandler::beforeSend(
    const stomp::Frame &, const Caller &, qint64)
{
    return std::nullopt;
}

inline std::optional<Effect> InboundHandler::beforeFrame(
    const stomp::Frame &, const Caller &, qint64)
{
    return std::nullopt;
}

} // namespace server
