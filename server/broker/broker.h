#pragma once

#include "server/broker/answers.h"
#include "server/broker/backlog.h"
#include "server/broker/brokeraction.h"
#include "server/broker/brokeroptions.h"
#include "server/broker/brokerstatistics.h"
#include "server/broker/effectrunner.h"
#include "server/broker/inboundhandler.h"
#include "server/broker/laters.h"
#include "server/broker/logrequests.h"
#include "server/broker/publisher.h"
#include "server/broker/queues.h"
#include "server/broker/replays.h"
#include "server/broker/sendorder.h"
#include "server/broker/sessions.h"
#include "server/broker/subscriptionregistry.h"
#include "server/broker/subscriptions.h"

#include <optional>
#include <vector>

namespace server {

// The core of the server: what sessions say and the log answers goes in, actions come out. Knows no
// thread, no socket and no clock. One method per frame; what they share is in the parts below.
//
// Order at one session: the MESSAGEs that a SEND causes for its own sender come before its RECEIPT;
// the RECEIPT of a SUBSCRIBE comes before the first MESSAGE of that subscription.
class Broker {
public:
    Broker(BrokerOptions options, InboundHandler &handler);

    Broker(const Broker &) = delete;
    Broker &operator=(const Broker &) = delete;

    std::vector<BrokerAction> handle(const FromWorker &event, qint64 nowMs);
    std::vector<BrokerAction> handle(const LogAnswer &answer, qint64 nowMs);
    std::vector<BrokerAction> handle(const LaterAnswer &answer, qint64 nowMs);
    std::vector<BrokerAction> wake(qint64 nowMs);
    std::optional<qint64> nextWake() const;

    BrokerStatistics statistics() const;
    // Writes that the log has not answered yet.
    qsizetype pendingWrites() const { return m_log.pendingWrites(); }

private:
    void opened(const SessionOpened &event);
    stomp::BasicResult<Admission, Problem> admit(const SessionOpened &event);
    void received(const SessionFrame &event);
    void closed(const SessionClosed &event);

    // Something else happened instead.
    bool isIntercepted(BrokerSession &session, const stomp::Frame &frame);
    void dispatch(BrokerSession &session, const stomp::Frame &frame);
    void send(BrokerSession &session, const stomp::Frame &frame);
    void sendNow(const stomp::Frame &frame, const Caller &caller, const RequestPointer &request);
    void acknowledge(BrokerSession &session, const stomp::Frame &frame);
    void begin(BrokerSession &session, const stomp::Frame &frame);
    void commit(BrokerSession &session, const stomp::Frame &frame);
    void abort(BrokerSession &session, const stomp::Frame &frame);
    void disconnect(BrokerSession &session, const stomp::Frame &frame);

    // What a SEND causes, before any of it is done.
    Effects judge(const stomp::Frame &frame, const Caller &caller, Queues::Plan &plan);
    void setNow(qint64 nowMs);
    bool checkAcknowledgements(BrokerSession &session,
        const std::vector<stomp::Frame> &acknowledgements, const QByteArray &receipt);
    bool isHarmless(
        const BrokerSession &session, const stomp::Frame &frame, const stomp::Error &error) const;
    bool isOfAuto(const BrokerSession &session, const stomp::Frame &frame) const;
    void acknowledgeNow(SessionId id, const stomp::Frame &frame);
    void enlist(BrokerSession &session, stomp::Frame frame);
    bool admitToTransaction(BrokerSession &session, const stomp::Frame &frame);

    // A COMMIT on its way.
    struct Commit {
        Caller caller;
        Transactions::Held held;
        RequestPointer request;
    };
    using Sends = std::vector<EffectRunner::JudgedSend>;
    void carryOut(const Commit &commit);
    Sends judgeSends(const Commit &commit);
    void conclude(const Commit &commit, Sends sends);
    void refuse(Sends sends, const RequestPointer &commit);
    std::optional<stomp::Error> check(const stomp::Frame &frame) const;
    void fail(const BrokerSession &session, const stomp::Frame &frame, const stomp::Error &error);
    std::vector<BrokerAction> finish();
    Effects tellOfEnd(const Sessions::Farewell &farewell);
    Effects wakeHandler();

    const BrokerOptions m_options;
    InboundHandler &m_handler;
    qint64 m_nowMs = 0;
    std::vector<SessionId> m_gone; // in this step, their connections
    BrokerStatistics m_statistics;
    BrokerActions m_actions;
    SubscriptionRegistry m_registry;
    Sessions m_sessions{m_registry, m_actions};
    Backlog m_backlog{m_sessions, m_actions, m_options};
    LogRequests m_log{m_actions};
    Laters m_laters{m_actions, m_options};
    SendOrder m_order;
    Publisher m_publisher{m_registry, m_actions, m_statistics, m_options.messageIdPrefix};
    Queues m_queues{m_registry, m_publisher, m_statistics, m_options};
    Answers m_answers{m_sessions, m_publisher, m_backlog, m_actions, m_statistics};
    EffectRunner m_effects{m_sessions, m_registry, m_publisher, m_queues, m_answers, m_log,
        m_laters, m_statistics, m_options};
    Replays m_replays{
        m_handler, m_registry, m_sessions, m_publisher, m_answers, m_log, m_statistics, m_options};
    Subscriptions m_subscriptions{
        m_handler, m_registry, m_sessions, m_queues, m_answers, m_effects, m_replays, m_options};
};

} // namespace server
