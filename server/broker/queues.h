#pragma once

#include "server/broker/brokeroptions.h"
#include "server/broker/publisher.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace server {

enum class AckMode { Auto, Client, ClientIndividual };

// One who takes messages from a queue.
struct Consumer {
    SessionId session;
    QByteArray key; // the subscription, as the registry knows it
    QByteArray header; // what MESSAGE carries as `subscription`
    stomp::Version version = stomp::Version::V12;
    AckMode mode = AckMode::Auto;
    int prefetch = 0;
    int unacknowledged = 0;
};

// /queue/…: each message goes to one of those subscribed, in turn, and waits in memory when nobody
// is free. What is not acknowledged returns to its place when its session ends, or by NACK.
class Queues {
public:
    Queues(SubscriptionRegistry &registry, Publisher &publisher, const BrokerOptions &options);

    static bool isQueue(const QByteArray &destination) { return destination.startsWith("/queue/"); }

    // Whether a message of so many bytes would find room.
    bool accepts(const QByteArray &destination, qsizetype bytes) const;
    void send(Publish message);

    void subscribe(const QByteArray &destination, Consumer consumer);
    // What it has not acknowledged stays with the session, which may still do so (S-155).
    void unsubscribe(const QByteArray &destination, SessionId session, const QByteArray &key);
    void removeSession(SessionId session);

    // ACK (accepted) and NACK; what names no delivery is an error only to a session that was ever
    // to acknowledge any (S-159, S-171).
    stomp::Result<void> acknowledge(
        SessionId session, stomp::Version version, const stomp::Frame &frame, bool isAccepted);

    qsizetype waitingBytes() const { return m_waitingBytes; }

private:
    struct Waiting {
        Publish message;
        quint64 order = 0; // its place, also when it comes back
        int deliveries = 0;
        std::optional<std::pair<SessionId, QByteArray>> refusedBy; // others are asked first (S-175)
    };
    struct Queue {
        std::deque<Waiting> waiting;
        std::vector<Consumer> consumers;
        std::size_t next = 0;
    };
    struct Delivery {
        Waiting message;
        QByteArray key;
        QByteArray header;
        AckMode mode = AckMode::Client;
    };
    // By ack number, so in the order of delivery.
    using Deliveries = std::map<quint64, Delivery>;

    void dispatch(const QByteArray &destination);
    Consumer *nextFree(Queue &queue, const Waiting &message);
    bool isFree(const Consumer &consumer) const;
    void deliver(Consumer &consumer, Waiting message);
    void giveBack(Waiting message);
    void settle(
        SessionId session, std::vector<Delivery> deliveries, bool isAccepted, bool isRequeued);
    void dropWhenEmpty(const QByteArray &destination);

    SubscriptionRegistry &m_registry;
    Publisher &m_publisher;
    const BrokerOptions &m_options;
    std::unordered_map<QByteArray, Queue> m_queues;
    std::unordered_map<SessionId, std::set<QByteArray>> m_taken; // where each session has consumed
    std::unordered_map<SessionId, Deliveries> m_unacknowledged;
    qsizetype m_waitingBytes = 0;
    quint64 m_lastOrder = 0;
    quint64 m_lastAck = 0;
};

} // namespace server
