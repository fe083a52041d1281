#pragma once

#include "server/broker/broker.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <vector>

// A broker with an application made of functions, and its actions as lines of text to compare.
namespace server {

// An InboundHandler whose answers a test sets; what it was called with is written down.
class FakeHandler : public InboundHandler {
public:
    std::function<stomp::BasicResult<Admission, Problem>(SessionId, const ConnectRequest &)>
        onConnected;
    std::function<std::optional<Effect>(const stomp::Frame &, const Caller &)> onBeforeSend;
    std::function<std::optional<Effect>(const stomp::Frame &, const Caller &)> onBeforeFrame;
    std::function<Effects(const stomp::Frame &, const Caller &)> onMessage;
    std::function<Effects(const stomp::Frame &, const Caller &)> onSubscription;
    std::function<stomp::BasicResult<Admitted, Problem>(const stomp::Frame &, const Caller &)>
        onSubscribe;
    std::function<Effects(const QByteArray &, const Caller &)> onUnsubscribed;
    std::function<Effects(const Caller &)> onDisconnected;
    std::function<Effects(qint64)> onWake;
    std::optional<qint64> due;
    std::vector<QByteArray> calls;

    stomp::BasicResult<Admission, Problem> connected(
        SessionId session, const ConnectRequest &request, qint64 nowMs) override;
    Effects disconnected(const Caller &caller, qint64 nowMs) override;
    std::optional<Effect> beforeSend(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) override;
    std::optional<Effect> beforeFrame(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) override;
    Effects message(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) override;
    Effects subscription(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) override;
    stomp::BasicResult<Admitted, Problem> subscribe(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) override;
    Effects unsubscribed(
        const QByteArray &destination, const Caller &caller, qint64 nowMs) override;
    Publish entryMessage(const QByteArray &room, const LogEntry &entry) const override;
    Publish gapMessage(const QByteArray &room, qint64 from, qint64 to) const override;
    Effects wake(qint64 nowMs) override;
    std::optional<qint64> nextWake() const override { return due; }
};

// An Append to the room of a SEND to /publish/chat/ROOM that publishes its body once it is
// committed.
Effects say(const stomp::Frame &frame, const Caller &caller);

// Drives a Broker. Every call returns what it caused, one line an action:
//   "a: MESSAGE s1 /topic/x body"   to session a under subscription s1
//   "a: RECEIPT r1 seq=5"           "a: ERROR code receipt=r1"   "a: CLOSE reason"   "a: CONNECTED"
//   "a: HOLD"   "all: GO ON"         its SENDs are held, or no longer
//   "log: WRITE room key"           "log: READ room after 5 limit 200"
class BrokerHarness {
public:
    explicit BrokerHarness(BrokerOptions options = defaultOptions());

    static BrokerOptions defaultOptions();

    using Lines = std::vector<QByteArray>;

    // Opens a session that the harness calls `name`; its person is "p-NAME" unless said otherwise.
    Lines open(const QByteArray &name, const QByteArray &person = {},
        stomp::Version version = stomp::Version::V12, quint32 worker = 0);
    Lines frame(const QByteArray &name, stomp::Command command, stomp::Headers headers,
        QByteArray body = {});
    Lines send(const QByteArray &name, const QByteArray &destination, QByteArray body,
        stomp::Headers more = {});
    Lines subscribe(const QByteArray &name, const QByteArray &id, const QByteArray &destination,
        stomp::Headers more = {});
    Lines unsubscribe(const QByteArray &name, const QByteArray &id, stomp::Headers more = {});
    Lines gone(const QByteArray &name);
    Lines wake(qint64 at); // turns the clock

    // Answers the oldest write or read that is waiting.
    Lines written(LogResult<Appended> result);
    Lines page(LogResult<LogPage> page);
    Lines answer(LogAnswer answer);
    // The oldest answer that a handler gave later arrives.
    Lines later();
    // The connection took its numbered deliveries up to this one.
    Lines taken(const QByteArray &name, quint64 number);

    Lines lines(std::vector<BrokerAction> actions);
    SessionId id(const QByteArray &name) const { return m_ids.at(name); }
    QByteArray name(SessionId id) const;

    qint64 nowMs = 0; // the hand-turned clock
    FakeHandler handler;
    Broker broker;
    std::vector<BrokerAction> last; // the actions of the last call, whole
    std::vector<WriteRequest> writes; // not answered yet
    std::vector<ReadRequest> reads;
    std::vector<LaterAnswer> laters; // given and not arrived yet
    bool takesAtOnce = true; // connections take what they are handed

private:
    void describe(const ToWorker &message, Lines &out) const;
    QByteArray describe(const LogRequest &request);
    void takeNumbered(Lines &out);
    void begin(const BeginLater &later);

    std::map<QByteArray, SessionId> m_ids;
    quint64 m_lastSerial = 0;
};

LogPage pageOf(qint64 from, qint64 to, qint64 lastSeq, qint64 firstSeq = 1);

} // namespace server
