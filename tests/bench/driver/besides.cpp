#include "tests/bench/driver/besides.h"

#include "tests/bench/driver/launchedserver.h"

#include <cstdio>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

QString number(double value, int decimals = 2)
{
    return QString::number(value, 'f', decimals);
}

Row row(const QString &what, const QString &figure, const Load &load)
{
    const QString failure = load.failure();
    return {what, figure, u"–"_s, failure.isEmpty(), {load},
        failure.isEmpty() ? QString() : u"FAILED: "_s + failure};
}

} // namespace

std::vector<Row> measureRabbitMq(LoadRunner &runner, const QString &program)
{
    std::fputs("rabbitmq\n", stderr);
    const LaunchedServer server(program, {});
    if (!server.isReady())
        return {row(u"RabbitMQ Web-STOMP"_s, u"did not start"_s, {})};
    const auto load = [&](const QString &numbers) {
        return runner.load(server, with(topic, numbers + u" --host /"_s));
    };
    std::vector<Row> rows;
    for (const auto &[subscribers, window] : {std::pair(100, 200), std::pair(1000, 50)}) {
        const Load fanOut = load(u"--subscribers %1 --window %2"_s.arg(subscribers).arg(window));
        rows.push_back(
            row(u"RabbitMQ Web-STOMP, fan-out on a topic, %1 subscribers"_s.arg(subscribers),
                u"%1 µs a delivery, %2 deliveries/s"_s.arg(
                    number(fanOut["serverMicroseconds"]), number(fanOut["deliveriesPerSecond"], 0)),
                fanOut));
    }
    const Load latency = load(u"--subscribers 20 --rate 500"_s);
    rows.push_back(row(u"RabbitMQ Web-STOMP, latency, 20 subscribers, 500 messages/s"_s,
        u"p50 %1 ms, p99 %2 ms, %3 µs a delivery"_s.arg(number(latency["latencyP50"]),
            number(latency["latencyP99"]), number(latency["serverMicroseconds"])),
        latency));
    const Load idle = load(u"--subscribers 0 --publishers 0 --idle 1000"_s);
    const double each = (idle["memoryConnected"] - idle["memoryBefore"]) / 1000 / 1024;
    rows.push_back(row(u"RabbitMQ Web-STOMP, 1000 connections"_s,
        u"%1/s, %2 µs of CPU; %3 KiB each"_s.arg(number(idle["connectsPerSecond"], 0),
            number(idle["connectMicroseconds"], 0), number(each, 1)),
        idle));
    return rows;
}

} // namespace bench
