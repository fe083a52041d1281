#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace server {

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
    int tombstones = 1000; // ids of subscriptions that ended without an UNSUBSCRIBE
    qsizetype idLength = 255; // subscription, receipt, transaction (S-082)
    qsizetype destinationLength = 1024; // S-084

    int replayPage = 200; // entries asked from the log at once

    // Of /queue/…
    int queues = 10000; // that hold something or have consumers
    int queueMessages = 10000; // in one of them, waiting or not acknowledged
    qsizetype queueBytes = 64 * 1024 * 1024; // in all of them, waiting or not acknowledged
    int prefetch = 256; // unacknowledged at one consumer, unless it asks otherwise
    int largestPrefetch = 10000; // whatever it asks
    int redeliveries = 16; // a message given back more often is a dead letter
    qint64 redeliveryDelay = 100; // ms before the second redelivery; doubled with each further one
    qint64 longestRedeliveryDelay = 30'000;
    int deadLetters = 1000; // kept, the newest; 0: none
};

} // namespace server
