// The limits that a configuration file may set. Times are milliseconds, sizes bytes unless the name
// says count.
#include "server/optiontable.h"

#include <type_traits>

namespace server {

namespace {

using std::chrono::milliseconds;

constexpr qint64 day = 24LL * 60 * 60 * 1000;
constexpr qint64 gibibyte = 1024LL * 1024 * 1024;
constexpr qint64 million = 1'000'000;

// A limit that is one member of the options, which `access` names.
template<typename Access>
LimitDefinition limit(const char *name, qint64 smallest, qint64 largest, Access)
{
    return {name, smallest, largest,
        [](ServerOptions &options, qint64 value) {
            auto &member = Access()(options);
            member = std::remove_reference_t<decltype(member)>(value);
        },
        [](const ServerOptions &options) {
            const auto &member = Access()(options);
            if constexpr (requires { member.count(); })
                return qint64(member.count());
            else
                return qint64(member);
        }};
}

void setHeartBeat(ServerOptions &options, qint64 value)
{
    options.worker.session.protocol.heartBeat = {milliseconds(value), milliseconds(value)};
}

qint64 heartBeat(const ServerOptions &options)
{
    return options.worker.session.protocol.heartBeat.sends.count();
}

void setIdLength(ServerOptions &options, qint64 value)
{
    options.worker.session.protocol.idLength = value;
    options.broker.idLength = value;
}

qint64 idLength(const ServerOptions &options)
{
    return options.broker.idLength;
}

const std::vector<LimitDefinition> &connectionLimits()
{
    static const std::vector<LimitDefinition> table{
        limit(
            "connections", 1, million, [](auto &o) -> auto & { return o.mostConnections; }),
        limit(
            "connections-per-address", 0, million,
            [](auto &o) -> auto & { return o.mostPerAddress; }),
        limit(
            "handshake-time", 100, day,
            [](auto &o) -> auto & { return o.worker.handshakeTimeout; }),
        limit(
            "login-time", 100, day,
            [](auto &o) -> auto & { return o.worker.session.protocol.loginTimeout; }),
        limit(
            "login-bytes", 1024, 16 * million,
            [](auto &o) -> auto & { return o.worker.session.protocol.loginBytes; }),
        limit(
            "held-bytes", 1024, gibibyte,
            [](auto &o) -> auto & { return o.worker.session.protocol.heldBytes; }),
        limit(
            "failed-logins", 0, million, [](auto &o) -> auto & { return o.failedLogins; }),
        limit(
            "count-loopback", 0, 1, [](auto &o) -> auto & { return o.countsLoopback; }),
        limit(
            "frame-time", 100, day,
            [](auto &o) -> auto & { return o.worker.session.protocol.frameTimeout; }),
        limit(
            "linger-time", 0, 4000, [](auto &o) -> auto & { return o.worker.session.linger; }),
        {"heart-beat", 0, day, setHeartBeat, heartBeat},
        limit(
            "smallest-heart-beat", 10, day,
            [](auto &o) -> auto & { return o.worker.session.protocol.smallestHeartBeat; }),
        limit(
            "ping-interval", 100, day,
            [](auto &o) -> auto & { return o.worker.session.protocol.pingInterval; }),
        limit(
            "ping-time", 100, day,
            [](auto &o) -> auto & { return o.worker.session.protocol.pingTimeout; }),
        limit(
            "waiting-bytes", 1024, gibibyte,
            [](auto &o) -> auto & { return o.worker.session.slowReader.bytes; }),
        limit(
            "waiting-time", 100, day,
            [](auto &o) -> auto & { return o.worker.session.slowReader.time; }),
        limit(
            "waiting-rate", 0, gibibyte,
            [](auto &o) -> auto & { return o.worker.session.slowReader.rate; }),
        limit(
            "waiting-stops-reading", 1024, gibibyte,
            [](auto &o) -> auto & { return o.worker.session.slowReader.readingStops; }),
    };
    return table;
}

const std::vector<LimitDefinition> &frameLimits()
{
    static const std::vector<LimitDefinition> table{
        limit(
            "body", 1024, gibibyte,
            [](auto &o) -> auto & { return o.worker.session.protocol.limits.body; }),
        limit(
            "tcp-body", 1024, gibibyte, [](auto &o) -> auto & { return o.worker.tcpBody; }),
        limit(
            "header-count", 10, 10'000,
            [](auto &o) -> auto & { return o.worker.session.protocol.limits.headerCount; }),
        limit(
            "header-line", 256, million,
            [](auto &o) -> auto & { return o.worker.session.protocol.limits.headerLine; }),
        limit(
            "headers", 1024, 16 * million,
            [](auto &o) -> auto & { return o.worker.session.protocol.limits.headers; }),
        {"id-length", 16, 65'536, setIdLength, idLength},
        limit(
            "destination-length", 64, 65'536,
            [](auto &o) -> auto & { return o.broker.destinationLength; }),
    };
    return table;
}

const std::vector<LimitDefinition> &brokerLimits()
{
    static const std::vector<LimitDefinition> table{
        limit(
            "subscriptions", 1, million, [](auto &o) -> auto & { return o.broker.subscriptions; }),
        limit(
            "open-transactions", 0, million,
            [](auto &o) -> auto & { return o.broker.openTransactions; }),
        limit(
            "transaction-frames", 1, million,
            [](auto &o) -> auto & { return o.broker.transactionFrames; }),
        limit(
            "transaction-bytes", 1024, gibibyte,
            [](auto &o) -> auto & { return o.broker.transactionBytes; }),
        limit(
            "session-backlog", 1024, gibibyte,
            [](auto &o) -> auto & { return o.broker.sessionBacklog; }),
        limit(
            "backlog", 1024, 64 * gibibyte, [](auto &o) -> auto & { return o.broker.backlog; }),
        limit(
            "mailbox", 1024, 64 * gibibyte, [](auto &o) -> auto & { return o.broker.mailbox; }),
        limit(
            "handler-time", 100, day, [](auto &o) -> auto & { return o.broker.handlerTime; }),
        limit(
            "queues-per-session", 1, million,
            [](auto &o) -> auto & { return o.broker.queuesOfSession; }),
        limit(
            "unacknowledged", 1, million,
            [](auto &o) -> auto & { return o.broker.unacknowledged; }),
        limit(
            "window", 1024, gibibyte, [](auto &o) -> auto & { return o.broker.window; }),
        limit(
            "queues", 1, million, [](auto &o) -> auto & { return o.broker.queues; }),
        limit(
            "queue-messages", 1, 100 * million,
            [](auto &o) -> auto & { return o.broker.queueMessages; }),
        limit(
            "queue-bytes", 1024, 64 * gibibyte,
            [](auto &o) -> auto & { return o.broker.queueBytes; }),
        limit(
            "prefetch", 1, million, [](auto &o) -> auto & { return o.broker.prefetch; }),
        limit(
            "largest-prefetch", 1, million,
            [](auto &o) -> auto & { return o.broker.largestPrefetch; }),
        limit(
            "redeliveries", 0, million, [](auto &o) -> auto & { return o.broker.redeliveries; }),
        limit(
            "redelivery-delay", 0, day, [](auto &o) -> auto & { return o.broker.redeliveryDelay; }),
        limit(
            "longest-redelivery-delay", 0, day,
            [](auto &o) -> auto & { return o.broker.longestRedeliveryDelay; }),
        limit(
            "dead-letters", 0, million, [](auto &o) -> auto & { return o.broker.deadLetters; }),
        limit(
            "text", 1, 16 * million, [](auto &o) -> auto & { return o.rooms.maxText; }),
        limit(
            "messages-per-minute", 0, million,
            [](auto &o) -> auto & { return o.rooms.messagesPerMinute; }),
        limit(
            "connections-per-person", 0, million,
            [](auto &o) -> auto & { return o.rooms.mostConnections; }),
        limit(
            "rooms", 1, 10 * million, [](auto &o) -> auto & { return o.rooms.maxRooms; }),
        limit(
            "room-entries", 0, 1'000'000'000'000,
            [](auto &o) -> auto & { return o.log.maximumEntries; }),
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

QByteArray limitsAsToml(const ServerOptions &options)
{
    QByteArray text = "[limits]\n";
    for (const LimitDefinition &limit : limitTable()) {
        text += QByteArray(limit.name) + " = " + QByteArray::number(limit.read(options)) + " # "
            + QByteArray::number(limit.smallest) + " to " + QByteArray::number(limit.largest)
            + '\n';
    }
    return text;
}

} // namespace server
