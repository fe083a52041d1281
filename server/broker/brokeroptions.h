#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace server {

// What becomes of messages when a queue is full.
enum class QueueOverflow { Reject, DropOldest, DeadLetter };

// What the broker's core is told once, at its start.
struct BrokerOptions {
    QByteArray applicationPrefix = "/publish";
    QByteArray brokerPrefix = "/subscribe";
    // Makes message-ids unique across restarts; BrokerLoop draws one when it is empty.
    QByteArray messageIdPrefix;

    // Limits of one session.
    int subscriptions = 1000; // S-079
    int openTransactions = 16; // S-080
    int transactionFrames = 1000;
    qsizetype transactionBytes = 8 * 1024 * 1024; // of all its open transactions together (S-197)
    qsizetype sessionBacklog = 4 * 1024 * 1024; // received and not done; beyond it SENDs are held
    qsizetype backlog = 64 * 1024 * 1024; // the same of all sessions together
    qsizetype mailbox = 64 * 1024 * 1024; // bytes that wait for the broker's thread (S-306)
    int tombstones = 1000; // ids of subscriptions that ended without an UNSUBSCRIBE
    qsizetype idLength = 255; // subscription, receipt, transaction (S-082)
    qsizetype destinationLength = 1024; // S-084

    qint64 handlerTime = 30'000; // ms for a handler that answers later

    int replayPage = 200; // entries asked from the log at once

    // Of /queue/…
    int queues = 10000; // that hold something or have consumers
    int queueMessages = 10000; // in one of them, waiting or not acknowledged
    qsizetype queueBytes = 64 * 1024 * 1024; // in all of them, waiting or not acknowledged
    int queuesOfSession = 1000; // that exist because one session sent or subscribed there (S-083)
    QueueOverflow queueOverflow = QueueOverflow::Reject; // S-309
    qsizetype window = 1024 * 1024; // bytes on their way to one consumer that does not acknowledge
    int unacknowledged = 20'000; // at one session, by all its subscriptions (S-081)
    int prefetch = 256; // unacknowledged at one consumer, unless it asks otherwise
    int largestPrefetch = 10000; // whatever it asks
    int redeliveries = 16; // a message given back more often is a dead letter
    qint64 redeliveryDelay = 100; // ms before the second redelivery; doubled with each further one
    qint64 longestRedeliveryDelay = 30'000;
    int deadLetters = 1000; // kept, the newest; 0: none
};

} // namespace server
