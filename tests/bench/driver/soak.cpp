#include "tests/bench/driver/soak.h"

#include "tests/bench/driver/launchedserver.h"
#include "tests/bench/load/processwatch.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>
#include <cstdio>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double mebi = 1024.0 * 1024.0;

double largestGrowth(double before)
{
    return before * 0.05 + 2 * mebi;
}

} // namespace

Soak::Soak(LoadRunner &runner)
    : m_runner(runner)
{
}

Soak::Sample Soak::sample(const LaunchedServer &server, double seconds) const
{
    const QDir descriptors(u"/proc/%1/fd"_s.arg(server.pid()));
    const auto count =
        descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    return {seconds, double(ProcessWatch(int(server.pid())).residentBytes()), int(count.size())};
}

double Soak::memoryBetween(double from, double to) const
{
    std::vector<double> values;
    const double end = m_samples.back().seconds;
    for (const Sample &sample : m_samples) {
        if (sample.seconds >= from * end && sample.seconds <= to * end)
            values.push_back(sample.memory);
    }
    if (values.empty())
        return 0;
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

Row Soak::run(int seconds)
{
    const auto server = m_runner.startMaru();
    const Sample before = sample(*server, 0);
    const int interval = std::clamp(seconds * 1000 / 300, 500, 30'000);
    QProcess generator;
    generator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    generator.start(m_runner.program(u"loadgenerator"_s),
        with(room,
            u"--url %1 --pid %2 --rooms 10 --subscribers 10 --publishers 10 --rate 200 --visitors "
            "200 --stay 5 --seconds %3"_s.arg(server->url())
                .arg(server->pid())
                .arg(seconds)),
        QIODevice::ReadOnly);
    while (!generator.waitForFinished(interval) && generator.state() != QProcess::NotRunning)
        m_samples.push_back(sample(*server, double(clock.elapsed()) / 1000));
    const Load load{QJsonDocument::fromJson(generator.readAllStandardOutput()).object()};
    // The last of them are still leaving.
    Sample after = sample(*server, double(clock.elapsed()) / 1000);
    const QDeadlineTimer deadline(10'000);
    while (after.descriptors > before.descriptors && !deadline.hasExpired()) {
        generator.waitForStarted(200);
        after = sample(*server, double(clock.elapsed()) / 1000);
    }
    m_samples.push_back(after);
    const double early = memoryBetween(0.2, 0.4);
    const double late = memoryBetween(0.8, 1);
    const QString failure = load.failure();
    Row row{u"%1 s of 10 rooms, %2 connections came and went"_s.arg(seconds).arg(load["visitors"]),
        u"%1 MiB from 20 to 40 % of the time, %2 MiB in the last 20 %; descriptors %3 before, %4 after"_s
            .arg(early / mebi, 0, 'f', 1)
            .arg(late / mebi, 0, 'f', 1)
            .arg(before.descriptors)
            .arg(after.descriptors),
        u"memory flat (5 % and 2 MiB); no descriptor left"_s,
        failure.isEmpty() && late <= early + largestGrowth(early)
            && after.descriptors <= before.descriptors,
        {load}, failure.isEmpty() ? QString() : u"FAILED: "_s + failure};
    return row;
}

QJsonArray Soak::samples() const
{
    QJsonArray array;
    for (const Sample &sample : m_samples)
        array.append(QJsonObject{{u"seconds"_s, sample.seconds}, {u"memory"_s, sample.memory},
            {u"descriptors"_s, sample.descriptors}});
    return array;
}

} // namespace bench
