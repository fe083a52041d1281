#include "tests/bench/driver/serverbudgets.h"

#include "tests/bench/driver/launchedserver.h"

#include <QElapsedTimer>
#include <QFile>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

QString number(double value, int decimals = 2)
{
    return QString::number(value, 'f', decimals);
}

// The median of what one small write and fsync takes.
double measureWrite(const QString &folder)
{
    QFile file(folder + u"/write"_s);
    std::vector<double> times(31);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 0;
    for (double &time : times) {
        QElapsedTimer clock;
        clock.start();
        file.write(QByteArray(512, 'x'));
        ::fsync(file.handle());
        time = double(clock.nsecsElapsed()) / 1e6;
    }
    std::nth_element(times.begin(), times.begin() + 15, times.end());
    return times[15];
}

Row row(const QString &what, const QString &budget, std::vector<Load> loads)
{
    Row row{what, {}, budget, true, std::move(loads), {}};
    for (const Load &load : row.loads) {
        if (const QString failure = load.failure(); !failure.isEmpty()) {
            row.isKept = false;
            row.note += u"FAILED: "_s + failure;
        }
    }
    return row;
}

void judge(Row &row, const QString &figure, bool isKept)
{
    row.figure = figure;
    row.isKept = row.isKept && isKept;
}

double ratio(double value, double reference)
{
    return reference > 0 ? value / reference : 0;
}

} // namespace

ServerBudgets::ServerBudgets(LoadRunner &runner)
    : m_runner(runner)
    , m_writeMilliseconds(measureWrite(runner.scratch()))
{
}

std::vector<Row> ServerBudgets::measure(const QString &only)
{
    std::vector<Row> rows;
    for (const Case &one : cases()) {
        if (!one.name.contains(only))
            continue;
        std::fprintf(stderr, "%s\n", qPrintable(one.name));
        for (Row &row : one.run())
            rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ServerBudgets::Case> ServerBudgets::cases()
{
    return {{u"fan-out-100"_s, [this] { return topicFanOut(100, 200, 2.5); }},
        {u"fan-out-1000"_s, [this] { return topicFanOut(1000, 50, 2.0); }},
        {u"fan-out-room"_s, [this] { return roomFanOut(); }},
        {u"accepted"_s, [this] { return accepted(); }},
        {u"latency"_s, [this] { return latency(); }}, {u"idle"_s, [this] { return idle(); }},
        {u"connections"_s, [this] { return connections(); }},
        {u"never-reads"_s, [this] { return neverReads(); }},
        {u"other-rooms"_s, [this] { return otherRooms(); }},
        {u"history"_s, [this] { return history(); }}};
}

std::vector<Row> ServerBudgets::topicFanOut(int subscribers, int window, double budget)
{
    const QStringList arguments =
        with(topic, u"--subscribers %1 --window %2"_s.arg(subscribers).arg(window));
    const Load maru = m_runner.load(*m_runner.startMaru(), arguments);
    const Load bare = m_runner.load(*m_runner.startBare(maru), arguments);
    Row result = row(u"fan-out on a topic, %1 subscribers"_s.arg(subscribers),
        u"≤ %1 × the bare server's CPU"_s.arg(budget), {maru, bare});
    const double times = ratio(maru["serverMicroseconds"], bare["serverMicroseconds"]);
    judge(result,
        u"%1 × (%2 µs a delivery, bare %3; %4 deliveries/s)"_s.arg(number(times),
            number(maru["serverMicroseconds"]), number(bare["serverMicroseconds"]),
            number(maru["deliveriesPerSecond"], 0)),
        times <= budget);
    return {result};
}

std::vector<Row> ServerBudgets::roomFanOut()
{
    const QString numbers = u"--subscribers 100 --window 200"_s;
    const auto server = m_runner.startMaru();
    const Load inTopic = m_runner.load(*server, with(topic, numbers));
    const Load inRoom = m_runner.load(*server, with(room, numbers));
    Row result = row(u"fan-out in a room, 100 subscribers"_s,
        u"≥ half of the topic's deliveries/s"_s, {inRoom, inTopic});
    const double share = ratio(inRoom["deliveriesPerSecond"], inTopic["deliveriesPerSecond"]);
    judge(result,
        u"%1 × (%2 deliveries/s, %3 µs each)"_s.arg(number(share),
            number(inRoom["deliveriesPerSecond"], 0), number(inRoom["serverMicroseconds"])),
        share >= 0.5);
    return {result};
}

std::vector<Row> ServerBudgets::accepted()
{
    const Load maru = m_runner.load(*m_runner.startMaru(),
        with(room, u"--subscribers 0 --publishers 10 --rooms 100 --receipts --window 40"_s));
    const double limit = 20 + 10 * m_writeMilliseconds;
    Row result = row(u"accepted in 100 rooms from 10 publishers, on disk"_s,
        u"≥ 20,000/s; receipt p99 ≤ %1 ms"_s.arg(number(limit, 1)), {maru});
    judge(result,
        u"%1/s; receipt p50 %2 ms, p99 %3 ms"_s.arg(number(maru["receiptsPerSecond"], 0),
            number(maru["receiptP50"]), number(maru["receiptP99"])),
        maru["receiptsPerSecond"] >= 20'000 && maru["receiptP99"] <= limit);
    return {result};
}

std::vector<Row> ServerBudgets::latency()
{
    const QString numbers = u"--subscribers 20 --rate 500"_s;
    const auto server = m_runner.startMaru();
    const Load inTopic = m_runner.load(*server, with(topic, numbers));
    const Load inRoom = m_runner.load(*server, with(room, numbers));
    const Load bare = m_runner.load(*m_runner.startBare(inTopic), with(topic, numbers));
    Row first = row(u"latency on a topic, 20 subscribers, 500 messages/s"_s,
        u"p50 ≤ 2.5 × the bare server's, p99 ≤ 3 ms"_s, {inTopic, bare});
    const double times = ratio(inTopic["latencyP50"], bare["latencyP50"]);
    judge(first,
        u"%1 × (p50 %2 ms, bare %3; p99 %4 ms)"_s.arg(number(times), number(inTopic["latencyP50"]),
            number(bare["latencyP50"]), number(inTopic["latencyP99"])),
        times <= 2.5 && inTopic["latencyP99"] <= 3);
    const double limit = 1 + 3 * m_writeMilliseconds;
    Row second = row(u"latency in a room, 20 subscribers, 500 messages/s"_s,
        u"p50 ≤ %1 ms"_s.arg(number(limit, 1)), {inRoom});
    judge(second,
        u"p50 %1 ms, p99 %2 ms"_s.arg(number(inRoom["latencyP50"]), number(inRoom["latencyP99"])),
        inRoom["latencyP50"] <= limit);
    return {first, second};
}

std::vector<Row> ServerBudgets::idle()
{
    const QString numbers = u"--subscribers 20 --rate 500"_s;
    const auto server = m_runner.startMaru();
    const Load alone = m_runner.load(*server, with(topic, numbers));
    const Load crowded =
        m_runner.load(*server, with(topic, numbers + u" --idle %1"_s.arg(m_runner.manyIdle())));
    Row result = row(u"the same on a topic with %1 idle connections"_s.arg(m_runner.manyIdle()),
        u"p50 and CPU per delivery ≤ 1.3 ×"_s, {crowded, alone});
    const double latency = ratio(crowded["latencyP50"], alone["latencyP50"]);
    const double time = ratio(crowded["serverMicroseconds"], alone["serverMicroseconds"]);
    judge(result,
        u"p50 %1 × (%2 ms, none %3), CPU %4 × (%5 µs, none %6)"_s.arg(number(latency),
            number(crowded["latencyP50"]), number(alone["latencyP50"]), number(time),
            number(crowded["serverMicroseconds"]), number(alone["serverMicroseconds"])),
        latency <= 1.3 && time <= 1.3);
    return {result};
}

std::vector<Row> ServerBudgets::connections()
{
    const Load maru = m_runner.load(*m_runner.startMaru(),
        with(topic, u"--subscribers 0 --publishers 0 --idle %1"_s.arg(m_runner.manyIdle())));
    Row result = row(u"%1 connections"_s.arg(m_runner.manyIdle()),
        u"≥ 3,000 connects/s; ≤ 24 KiB each"_s, {maru});
    const double each =
        ratio(maru["memoryConnected"] - maru["memoryBefore"], maru["connections"]) / 1024;
    judge(result,
        u"%1/s, %2 µs of CPU; %3 KiB each"_s.arg(number(maru["connectsPerSecond"], 0),
            number(maru["connectMicroseconds"], 0), number(each, 1)),
        maru["connectsPerSecond"] >= 3000 && each <= 24);
    return {result};
}

std::vector<Row> ServerBudgets::neverReads()
{
    constexpr double mostMemory = 64.0 * 1024 * 1024;
    const QString numbers = u"--subscribers 20 --rate 1000 --body 4096"_s;
    const Load without = m_runner.load(*m_runner.startMaru(), with(topic, numbers), 5);
    const Load beside =
        m_runner.load(*m_runner.startMaru(), with(topic, numbers + u" --silent 1"_s), 5);
    Row result = row(u"one subscriber that never reads"_s,
        u"p99 of the others ≤ 1.5 ×; memory bounded; cut with a reason"_s, {beside, without});
    const double times = ratio(beside["latencyP99"], without["latencyP99"]);
    const double more = beside["memoryLargest"] - without["memoryLargest"];
    const QString end = beside.text("silentEnd");
    judge(result,
        u"%1 × (%2 ms, without %3); %4 MiB more; end: %5"_s.arg(number(times),
            number(beside["latencyP99"]), number(without["latencyP99"]), number(more / 1048576, 1),
            end.isEmpty() ? u"none"_s : end),
        times <= 1.5 && more <= mostMemory && !end.isEmpty());
    return {result};
}

std::vector<Row> ServerBudgets::otherRooms()
{
    const int others = m_runner.isQuick() ? 500 : 10'000;
    const QString numbers = u"--subscribers 20 --window 20"_s;
    const Load few = m_runner.load(*m_runner.startMaru(), with(topic, numbers));
    const Load many = m_runner.load(
        *m_runner.startMaru(), with(topic, numbers + u" --other-rooms %1"_s.arg(others)));
    Row result = row(u"cost with %1 other destinations"_s.arg(others),
        u"≤ 1.3 × CPU per delivery"_s, {many, few});
    const double times = ratio(many["serverMicroseconds"], few["serverMicroseconds"]);
    judge(result,
        u"%1 × (%2 µs, with none %3)"_s.arg(
            number(times), number(many["serverMicroseconds"]), number(few["serverMicroseconds"])),
        times <= 1.3);
    return {result};
}

std::vector<Row> ServerBudgets::history()
{
    const int entries = m_runner.isQuick() ? 2000 : 100'000;
    const QString numbers = u"--subscribers 20 --window 20"_s;
    const Load fresh = m_runner.load(*m_runner.startMaru(), with(room, numbers));
    const Load old =
        m_runner.load(*m_runner.startMaru(), with(room, numbers + u" --prefill %1"_s.arg(entries)));
    Row result = row(u"cost in a room with %1 messages before"_s.arg(entries),
        u"≤ 1.3 × CPU per delivery"_s, {old, fresh});
    const double times = ratio(old["serverMicroseconds"], fresh["serverMicroseconds"]);
    judge(result,
        u"%1 × (%2 µs, in a new room %3)"_s.arg(
            number(times), number(old["serverMicroseconds"]), number(fresh["serverMicroseconds"])),
        times <= 1.3);
    return {result};
}

} // namespace bench
