// The limits that a configuration file may set. Times are milliseconds, sizes bytes unless the name
// says count.
#include "server/optiontable.h"

namespace server {

namespace {

using std::chrono::milliseconds;

constexpr qint64 day = 24LL * 60 * 60 * 1000;
constexpr qint64 gibibyte = 1024LL * 1024 * 1024;
constexpr qint64 million = 1'000'000;

void setHeartBeat(ServerOptions &options, qint64 value)
{
    options.worker.session.protocol.heartBeat = {milliseconds(value), milliseconds(value)};
}

const std::vector<LimitDefinition> &connectionLimits()
{
    using O = ServerOptions;
    static const std::vector<LimitDefinition> table{
        {"connections", 1, million, [](O &o, qint64 v) { o.mostConnections = v; }},
        {"connections-per-address", 0, million, [](O &o, qint64 v) { o.mostPerAddress = int(v); }},
        {"handshake-time", 100, day,
            [](O &o, qint64 v) { o.worker.handshakeTimeout = milliseconds(v); }},
        {"login-time", 100, day,
            [](O &o, qint64 v) { o.worker.session.protocol.loginTimeout = milliseconds(v); }},
        {"login-bytes", 1024, 16 * million,
            [](O &o, qint64 v) { o.worker.session.protocol.loginBytes = v; }},
        {"held-bytes", 1024, gibibyte,
            [](O &o, qint64 v) { o.worker.session.protocol.heldBytes = v; }},
        {"failed-logins", 0, million, [](O &o, qint64 v) { o.failedLogins = int(v); }},
        {"frame-time", 100, day,
            [](O &o, qint64 v) { o.worker.session.protocol.frameTimeout = milliseconds(v); }},
        {"linger-time", 0, 4000, [](O &o, qint64 v) { o.worker.session.linger = milliseconds(v); }},
        {"heart-beat", 0, day, setHeartBeat},
        {"smallest-heart-beat", 10, day,
            [](O &o, qint64 v) { o.worker.session.protocol.smallestHeartBeat = milliseconds(v); }},
        {"ping-interval", 100, day,
            [](O &o, qint64 v) { o.worker.session.protocol.pingInterval = milliseconds(v); }},
        {"ping-time", 100, day,
            [](O &o, qint64 v) { o.worker.session.protocol.pingTimeout = milliseconds(v); }},
        {"waiting-bytes", 1024, gibibyte,
            [](O &o, qint64 v) { o.worker.session.slowReader.bytes = v; }},
        {"waiting-time", 100, day,
            [](O &o, qint64 v) { o.worker.session.slowReader.time = milliseconds(v); }},
        {"waiting-rate", 0, gibibyte, [](O &o, qint64 v) { o.worker.session.slowReader.rate = v; }},
        {"waiting-stops-reading", 1024, gibibyte,
            [](O &o, qint64 v) { o.worker.session.slowReader.readingStops = v; }},
    };
    return table;
}

const std::vector<LimitDefinition> &frameLimits()
{
    using O = ServerOptions;
    static const std::vector<LimitDefinition> table{
        {"body", 1024, gibibyte, [](O &o, qint64 v) { o.worker.session.protocol.limits.body = v; }},
        {"tcp-body", 1024, gibibyte, [](O &o, qint64 v) { o.worker.tcpBody = v; }},
        {"header-count", 10, 10'000,
            [](O &o, qint64 v) { o.worker.session.protocol.limits.headerCount = int(v); }},
        {"header-line", 256, million,
            [](O &o, qint64 v) { o.worker.session.protocol.limits.headerLine = v; }},
        {"headers", 1024, 16 * million,
            [](O &o, qint64 v) { o.worker.session.protocol.limits.headers = v; }},
        {"id-length", 16, 65'536,
            [](O &o, qint64 v) {
                o.worker.session.protocol.idLength = v;
                o.broker.idLength = v;
            }},
        {"destination-length", 64, 65'536, [](O &o, qint64 v) { o.broker.destinationLength = v; }},
    };
    return table;
}

const std::vector<LimitDefinition> &brokerLimits()
{
    using O = ServerOptions;
    static const std::vector<LimitDefinition> table{
        {"subscriptions", 1, million, [](O &o, qint64 v) { o.broker.subscriptions = int(v); }},
        {"open-transactions", 0, million,
            [](O &o, qint64 v) { o.broker.openTransactions = int(v); }},
        {"transaction-frames", 1, million,
            [](O &o, qint64 v) { o.broker.transactionFrames = int(v); }},
        {"transaction-bytes", 1024, gibibyte,
            [](O &o, qint64 v) { o.broker.transactionBytes = v; }},
        {"session-backlog", 1024, gibibyte, [](O &o, qint64 v) { o.broker.sessionBacklog = v; }},
        {"backlog", 1024, 64 * gibibyte, [](O &o, qint64 v) { o.broker.backlog = v; }},
        {"mailbox", 1024, 64 * gibibyte, [](O &o, qint64 v) { o.broker.mailbox = v; }},
        {"handler-time", 100, day, [](O &o, qint64 v) { o.broker.handlerTime = v; }},
        {"queues-per-session", 1, million,
            [](O &o, qint64 v) { o.broker.queuesOfSession = int(v); }},
        {"unacknowledged", 1, million, [](O &o, qint64 v) { o.broker.unacknowledged = int(v); }},
        {"window", 1024, gibibyte, [](O &o, qint64 v) { o.broker.window = v; }},
        {"queues", 1, million, [](O &o, qint64 v) { o.broker.queues = int(v); }},
        {"queue-messages", 1, 100 * million,
            [](O &o, qint64 v) { o.broker.queueMessages = int(v); }},
        {"queue-bytes", 1024, 64 * gibibyte, [](O &o, qint64 v) { o.broker.queueBytes = v; }},
        {"prefetch", 1, million, [](O &o, qint64 v) { o.broker.prefetch = int(v); }},
        {"largest-prefetch", 1, million, [](O &o, qint64 v) { o.broker.largestPrefetch = int(v); }},
        {"redeliveries", 0, million, [](O &o, qint64 v) { o.broker.redeliveries = int(v); }},
        {"redelivery-delay", 0, day, [](O &o, qint64 v) { o.broker.redeliveryDelay = v; }},
        {"longest-redelivery-delay", 0, day,
            [](O &o, qint64 v) { o.broker.longestRedeliveryDelay = v; }},
        {"dead-letters", 0, million, [](O &o, qint64 v) { o.broker.deadLetters = int(v); }},
        {"text", 1, 16 * million, [](O &o, qint64 v) { o.rooms.maxText = int(v); }},
        {"messages-per-minute", 0, million,
            [](O &o, qint64 v) { o.rooms.messagesPerMinute = int(v); }},
        {"rooms", 1, 10 * million, [](O &o, qint64 v) { o.rooms.maxRooms = int(v); }},
        {"room-entries", 0, 1'000'000'000'000, [](O &o, qint64 v) { o.log.maximumEntries = v; }},
    };
    return table;
}

std::vector<LimitDefinition> join()
{
    std::vector<LimitDefinition> all;
    for (const auto *part : {&connectionLimits(), &frameLimits(), &brokerLimits()})
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

} // namespace

const std::vector<LimitDefinition> &limitTable()
{
    static const std::vector<LimitDefinition> table = join();
    return table;
}

} // namespace server
