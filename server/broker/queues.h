#pragma once

#include "server/broker/brokeroptions.h"
#include "server/broker/brokerstatistics.h"
#include "server/broker/publisher.h"
#include "server/broker/unacknowledged.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace server {

// One who takes messages from a queue.
struct Consumer {
    SessionId session;
    QByteArray key; // the subscription, as the registry knows it
    QByteArray header; // what MESSAGE carries as `subscription`
    stomp::Version version = stomp::Version::V12;
    AckMode mode = AckMode::Auto;
    int prefetch = 0;
    int unacknowledged = 0; // in the mode auto: on their way
    qsizetype bytes = 0; // in the mode auto: on their way
};

// Where messages end that were given back for good.
inline constexpr char deadLetterQueue[] = "/queue/dead-letters";

// /queue/…: each message goes to one of those subscribed, in turn, and waits in memory when nobody
// is free. What is not acknowledged returns to its place when its session ends, or by NACK; by NACK
// the first time at once, then after a growing delay, in which others pass it. What comes back too
// often becomes a dead letter. A queue is there while it holds something or has consumers.
// /temp-queue/… (S-289): the same, but it belongs to the session that subscribed there first, is
// there until that one ends, and nobody else may subscribe; its messages leave no dead letters.
class Queues {
public:
    Queues(SubscriptionRegistry &registry, Publisher &publisher, BrokerStatistics &statistics,
        const BrokerOptions &options);

    static bool isTemporary(const QByteArray &destination)
    {
        return destination.startsWith("/temp-queue/");
    }
    static bool isQueue(const QByteArray &destination)
    {
        return destination.startsWith("/queue/") || isTemporary(destination);
    }

    // What time it is; said at the beginning of each step.
    void setNow(qint64 nowMs);
    void wake();
    std::optional<qint64> nextWake() const;

    // Messages that were found acceptable and come together.
    struct Plan {
        std::map<QByteArray, int> messages;
        int newQueues = 0;
        qsizetype bytes = 0;
    };
    // Why a message of so many bytes finds no room ("queue-full", or there is no such temporary
    // queue); else it is in the plan.
    std::optional<Problem> objection(
        SessionId session, const QByteArray &destination, qsizetype bytes, Plan &plan) const;
    void send(Publish message);

    // Why the session may not subscribe there: it is somebody else's, or one queue too many.
    std::optional<Problem> objection(SessionId session, const QByteArray &destination) const;
    // A temporary queue is the session's from now on.
    void claim(const QByteArray &destination, SessionId session);
    void subscribe(const QByteArray &destination, Consumer consumer);
    // What it has not acknowledged stays with the session, which may still do so (S-155).
    void unsubscribe(const QByteArray &destination, SessionId session, const QByteArray &key);
    void removeSession(SessionId session);
    // The connection took what it was handed without acknowledgement, up to this delivery.
    void taken(SessionId session, quint64 number);
    // The connection is gone: what it did not take returns (S-298).
    void returnUntaken(SessionId session);

    // The session was handed something that it may acknowledge, by a queue or not.
    void expectAcknowledgements(SessionId session) { m_unacknowledged.expect(session); }
    bool expectsAcknowledgements(SessionId session) const
    {
        return m_unacknowledged.isExpected(session);
    }
    // ACK (accepted) and NACK; what names no delivery is an error (S-171).
    stomp::Result<void> acknowledge(
        SessionId session, stomp::Version version, const stomp::Frame &frame, bool isAccepted);
    stomp::Result<void> checkAcknowledgement(
        SessionId session, stomp::Version version, const stomp::Frame &frame) const
    {
        return m_unacknowledged.check(session, version, frame);
    }

    // Of everything that is kept here, waiting and handed out.
    qsizetype bytes() const { return m_bytes; }
    qsizetype size() const { return static_cast<qsizetype>(m_queues.size()); }

private:
    struct Queue {
        std::deque<QueuedMessage> waiting;
        std::vector<QueuedMessage> delayed; // back-off
        int handedOut = 0;
        qint64 wake = 0; // when something expires or is due again; 0: never
        std::vector<Consumer> consumers;
        std::size_t next = 0;
        SessionId creator;
        bool isOver = false; // of a temporary one: its session has ended

        std::size_t messages() const
        {
            return waiting.size() + delayed.size() + static_cast<std::size_t>(handedOut);
        }
    };

    Queue &queueOf(const QByteArray &destination, SessionId creator);
    bool mayCreate(SessionId session, int planned) const;
    bool isMissing(const QByteArray &destination) const;
    void discardAll(Queue &queue);
    void makeRoom(const QByteArray &destination);
    void dispatch(const QByteArray &destination);
    void dispatchAllOf(SessionId session);
    Consumer *nextFree(Queue &queue, const QueuedMessage &message);
    bool isFree(const Consumer &consumer) const;
    void deliver(Queue &queue, Consumer &consumer, QueuedMessage message);
    void settle(Queue &queue, SessionId session, const Delivery &delivery);
    void takeBack(std::vector<Delivery> deliveries, std::set<QByteArray> touched);
    void giveBack(Queue &queue, QueuedMessage message);
    void putBack(Queue &queue, QueuedMessage message);
    qint64 backOff(int deliveries) const;
    void release(const QByteArray &destination, Queue &queue);
    void dropExpired(std::deque<QueuedMessage> &waiting);
    void forget(const QueuedMessage &expired);
    void bury(QueuedMessage message, const char *reason);
    void wakeFor(const QueuedMessage &message);
    void wakeAt(Queue &queue, const QByteArray &destination, qint64 time);
    void dropWhenEmpty(const QByteArray &destination);

    SubscriptionRegistry &m_registry;
    Publisher &m_publisher;
    BrokerStatistics &m_statistics;
    const BrokerOptions &m_options;
    qint64 m_nowMs = 0;
    std::unordered_map<QByteArray, Queue> m_queues;
    std::unordered_map<SessionId, int> m_created; // how many queues are there by each session
    std::unordered_map<SessionId, std::set<QByteArray>> m_consumed; // where each session consumes
    Unacknowledged m_unacknowledged;
    std::set<std::pair<qint64, QByteArray>> m_wakes; // of each queue its own
    qsizetype m_bytes = 0;
    quint64 m_lastOrder = 0;
};

} // namespace server
