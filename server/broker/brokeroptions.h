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
    int queueMessages = 10000; // waiting in one of them
    qsizetype queueBytes = 64 * 1024 * 1024; // waiting in all of them
    int prefetch = 256; // unacknowledged at one consumer, unless it asks otherwise
    int redeliveries = 16; // a message given back more often is discarded
};

} // namespace server
