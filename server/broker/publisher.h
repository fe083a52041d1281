#pragma once

#include "server/broker/brokeraction.h"
#include "server/broker/brokerstatistics.h"
#include "server/broker/inboundhandler.h"
#include "server/broker/subscriptionregistry.h"

#include <span>

namespace server {

// Makes MESSAGEs and hands them out: encoded once per version that somebody needs, one action per
// worker.
class Publisher {
public:
    Publisher(SubscriptionRegistry &registry, BrokerActions &actions, BrokerStatistics &statistics,
        QByteArray messageIdPrefix);

    // To everybody subscribed, except who gets it by a replay.
    void publish(const Publish &publish);
    void sendToPerson(const SendToPerson &message);
    // To every subscription of this session to one of its own destinations; false when there is
    // none.
    bool sendToSession(SessionId session, const char *destination, const stomp::Headers &headers,
        const QByteArray &body, const stomp::Headers &repeated = {});
    // To one subscription, whatever its state.
    void sendToSubscriber(const Subscriber &subscriber, const Publish &message);
    // To one receiver that the registry does not know, or that acknowledges.
    void sendTo(const Receiver &receiver, stomp::Version version, const Publish &message);

    QByteArray nextMessageId();
    // Whether nextMessageId() was ever this one.
    bool hasGiven(const QByteArray &messageId) const;

private:
    std::shared_ptr<OutboundMessage> makeMessage(
        const Publish &publish, const stomp::Headers &repeated);
    Receiver receiverOf(const Subscriber &subscriber);
    void deliver(std::shared_ptr<OutboundMessage> message, std::span<Subscriber *const> receivers);
    void deliver(std::shared_ptr<OutboundMessage> message, const Audience &audience);

    SubscriptionRegistry &m_registry;
    BrokerActions &m_actions;
    BrokerStatistics &m_statistics;
    QByteArray m_messageIdPrefix;
    quint64 m_lastMessageId = 0;
    quint64 m_lastAck = 0;
};

// The headers of a SEND that its receivers see: all but the transport's and those that only the
// broker may write (S-128, S-129); of a name that repeats the first.
stomp::Headers passedOn(const stomp::Headers &sent);

} // namespace server
