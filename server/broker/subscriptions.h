#pragma once

#include "server/broker/destination.h"
#include "server/broker/effectrunner.h"
#include "server/broker/replays.h"

namespace server {

// SUBSCRIBE and UNSUBSCRIBE.
class Subscriptions {
public:
    Subscriptions(InboundHandler &handler, SubscriptionRegistry &registry, Sessions &sessions,
        Queues &queues, Answers &answers, EffectRunner &effects, Replays &replays,
        const BrokerOptions &options);

    void subscribe(BrokerSession &session, const stomp::Frame &frame, qint64 nowMs);
    void unsubscribe(BrokerSession &session, const stomp::Frame &frame);

private:
    // A SUBSCRIBE as it was understood.
    struct Wish {
        QByteArray key; // names the subscription in its session
        QByteArray header; // its id; empty in 1.0 without one
        QByteArray destination;
        AckMode mode = AckMode::Auto;
        int prefetch = 0;
        bool isNoLocal = false;
    };

    stomp::Result<Wish> understand(BrokerSession &session, const stomp::Frame &frame) const;
    stomp::Result<void> checkFree(const BrokerSession &session, const QByteArray &key) const;
    std::optional<Problem> objection(
        SessionId session, const Wish &wish, DestinationKind kind) const;
    void ask(BrokerSession &session, const stomp::Frame &frame, const Wish &wish,
        const RequestPointer &request, qint64 nowMs);
    quint64 addStream(BrokerSession &session, const Wish &wish);
    void join(BrokerSession &session, const stomp::Frame &frame, const Wish &wish,
        DestinationKind kind, const RequestPointer &request, qint64 nowMs);
    void add(BrokerSession &session, const Wish &wish, DestinationKind kind);
    void activate(SessionId session, const Wish &wish, DestinationKind kind);
    void refuse(BrokerSession &session, const RequestPointer &request, Problem problem);
    stomp::Result<std::vector<QByteArray>> keysToEnd(
        const BrokerSession &session, const stomp::Frame &frame) const;
    bool end(BrokerSession &session, const QByteArray &key);

    InboundHandler &m_handler;
    SubscriptionRegistry &m_registry;
    Sessions &m_sessions;
    Queues &m_queues;
    Answers &m_answers;
    EffectRunner &m_effects;
    Replays &m_replays;
    const BrokerOptions &m_options;
    quint64 m_lastReply = 0;
    quint64 m_lastStream = 0;
};

} // namespace server
