#include "tests/bench/driver/curves.h"

#include "tests/bench/driver/launchedserver.h"

#include <algorithm>
#include <cstdio>

namespace bench {

using namespace Qt::StringLiterals;

Curves::Curves(LoadRunner &runner)
    : m_runner(runner)
{
}

QJsonObject Curves::measure()
{
    std::fputs("curves\n", stderr);
    return {{u"idle"_s, idle()}, {u"subscribers"_s, subscribers()}, {u"receipts"_s, receipts()},
        {u"rooms"_s, rooms()}, {u"history"_s, history()}};
}

QJsonObject Curves::point(double x, const Load &maru)
{
    const QString failure = maru.failure();
    if (m_failure.isEmpty() && !failure.isEmpty())
        m_failure = failure;
    return {{u"x"_s, x}, {u"maru"_s, maru.values}};
}

std::vector<int> Curves::upTo(std::vector<int> values, int quickMost) const
{
    if (m_runner.isQuick())
        std::erase_if(values, [quickMost](int value) { return value > quickMost; });
    return values;
}

QJsonArray Curves::idle()
{
    QJsonArray points;
    const auto server = m_runner.startMaru();
    for (const int count : upTo({0, 1000, 2500, 5000, 10'000}, 1000)) {
        const QString numbers = u"--subscribers 20 --rate 500 --idle %1"_s.arg(count);
        points.append(point(count, m_runner.load(*server, with(topic, numbers), seconds())));
    }
    return points;
}

QJsonArray Curves::subscribers()
{
    QJsonArray points;
    for (const int count : upTo({1, 10, 30, 100, 300, 1000}, 100)) {
        const QString numbers =
            u"--subscribers %1 --window %2"_s.arg(count).arg(count > 100 ? 50 : 200);
        const Load maru = m_runner.load(*m_runner.startMaru(), with(topic, numbers), seconds());
        QJsonObject both = point(count, maru);
        both[u"bare"_s] =
            m_runner.load(*m_runner.startBare(maru), with(topic, numbers), seconds()).values;
        points.append(both);
    }
    return points;
}

QJsonArray Curves::receipts()
{
    QJsonArray points;
    const auto server = m_runner.startMaru();
    for (const int rate : upTo({500, 1000, 2000, 5000, 10'000, 15'000, 20'000}, 1000)) {
        const QString numbers =
            u"--subscribers 0 --publishers 10 --rooms 100 --receipts --rate %1"_s.arg(rate);
        points.append(point(rate, m_runner.load(*server, with(room, numbers), seconds())));
    }
    return points;
}

QJsonArray Curves::rooms()
{
    QJsonArray points;
    for (const int count : upTo({1, 10, 100, 1000, 10'000}, 100)) {
        const QString numbers = u"--subscribers 20 --window 20 --other-rooms %1"_s.arg(count - 1);
        points.append(
            point(count, m_runner.load(*m_runner.startMaru(), with(room, numbers), seconds())));
    }
    return points;
}

// A room for each point, so that the messages of one measurement are not the history of the next.
QJsonArray Curves::history()
{
    QJsonArray points;
    const auto server = m_runner.startMaru();
    for (const int count : upTo({0, 1000, 10'000, 100'000, 1'000'000}, 1000)) {
        const QString name = u"history%1"_s.arg(count);
        const QStringList own{u"--send"_s, u"/publish/chat/"_s + name, u"--subscribe"_s,
            u"/subscribe/chat/"_s + name};
        const QString filling = u"--subscribers 1 --warm-up 0 --prefill %1"_s.arg(count);
        point(count, m_runner.load(*server, with(own, filling), 0.1));
        points.append(point(count,
            m_runner.load(*server, with(own, u"--subscribers 20 --window 20"_s), seconds())));
    }
    return points;
}

} // namespace bench
