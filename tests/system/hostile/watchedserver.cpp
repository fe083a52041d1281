#include "tests/system/hostile/watchedserver.h"

#include "tests/wire/servercommand.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <thread>

namespace hostile {
namespace {

constexpr int warmUp = 20; // rounds
constexpr std::chrono::milliseconds usualPause{5};
constexpr std::chrono::milliseconds longPause{200};
constexpr int roundsAfterEach = 3;
constexpr qint64 mayGrowKilobytes = 64 * 1024;
constexpr qint64 ownFiles = 2; // which the database opens when it first needs them

} // namespace

WatchedServer::WatchedServer(
    const wire::ServerSettings &settings, const QString &name, QTemporaryDir &folder)
    : m_settings(settings)
    , m_process(wire::serverArguments(settings, name, folder))
{
}

QByteArray WatchedServer::start()
{
    if (!m_process.start())
        return m_process.whyNot().toUtf8();
    m_firstProcess = processId();
    const bool isSlow = pause() > usualPause;
    for (const wire::Carrier carrier : {wire::Carrier::WebSocket, wire::Carrier::Tcp}) {
        m_neighbours.push_back(std::make_unique<Neighbour>(
            Neighbour::Place{carrier, port(carrier), m_settings.passcode, pause()}));
    }
    for (const auto &neighbour : m_neighbours) {
        if (const QByteArray strange = neighbour->expectRounds(isSlow ? 2 : warmUp);
            !strange.isEmpty())
            return strange;
    }
    m_figuresAtStart = figures();
    return {};
}

// Where messages are counted by the minute the neighbours have to live with it.
std::chrono::milliseconds WatchedServer::pause() const
{
    return m_settings.limits.contains("messages-per-minute") ? longPause : usualPause;
}

void WatchedServer::setWatched(bool isWatched)
{
    for (const auto &neighbour : m_neighbours)
        neighbour->setPause(isWatched ? pause() : longPause);
}

QByteArray WatchedServer::expectPeace()
{
    std::vector<int> rounds;
    for (const auto &neighbour : m_neighbours)
        rounds.push_back(neighbour->rounds() + roundsAfterEach);
    for (std::size_t index = 0; index < m_neighbours.size(); ++index) {
        const QByteArray strange = m_neighbours[index]->expectRounds(rounds[index]);
        if (!strange.isEmpty())
            return strange;
    }
    return processId() == m_firstProcess && m_firstProcess != 0 ? QByteArray()
                                                                : "it is not the same process";
}

QByteArray WatchedServer::expectCleanEnd()
{
    if (const QByteArray strange = expectPeace(); !strange.isEmpty())
        return strange;
    if (const QByteArray strange = expectLittleMore(); !strange.isEmpty())
        return strange;
    m_neighbours.clear();
    m_process.askToStop();
    const auto exit = m_process.waitForExit();
    return exit && exit->code == 0 ? QByteArray() : "it did not stop in order: " + log();
}

QByteArray WatchedServer::expectLittleMore() const
{
    if (const QByteArray left = expectFewDescriptors(); !left.isEmpty())
        return left;
    const qint64 extra = figures().residentKilobytes - m_figuresAtStart.residentKilobytes;
    return extra <= mayGrowKilobytes ? QByteArray()
                                     : QByteArray::number(extra) + " kB are not given back";
}

// Lingering connections need their time to go.
QByteArray WatchedServer::expectFewDescriptors() const
{
    const QDeadlineTimer deadline(10000);
    const auto extra = [this] { return figures().descriptors - m_figuresAtStart.descriptors; };
    while (extra() > ownFiles && !deadline.hasExpired())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return extra() <= ownFiles ? QByteArray()
                               : QByteArray::number(extra()) + " descriptors are left open";
}

QByteArray WatchedServer::expectLogged(const QByteArray &text, qsizetype times) const
{
    const QDeadlineTimer deadline(10000);
    while (log().count(text) < times && !deadline.hasExpired())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return log().count(text) >= times ? QByteArray() : "the log has no further " + text;
}

QByteArray WatchedServer::expectPeak(qint64 moreKilobytes) const
{
    const qint64 extra = figures().peakKilobytes - m_figuresAtStart.residentKilobytes;
    return extra <= moreKilobytes ? QByteArray()
                                  : "it needed " + QByteArray::number(extra) + " kB more";
}

std::chrono::milliseconds WatchedServer::longestRound() const
{
    std::chrono::milliseconds longest{0};
    for (const auto &neighbour : m_neighbours)
        longest = std::max(longest, neighbour->longestRound());
    return longest;
}

} // namespace hostile
