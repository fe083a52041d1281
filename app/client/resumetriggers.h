#pragma once

#include <QStringList>
#include <QtGlobal>

#include <optional>

namespace app {

// Decides when a connection is to be made anew at once, though nothing has said that it is broken:
// a core. Told of the clocks once a second, of sleep and of the network as it happens. Of what
// comes together (waking, a jump, another network) one try is made, and one more when the network
// changed once that had begun.
class ResumeTriggers {
public:
    enum class Reason {
        Wake, // the machine slept
        Jump, // this program stood still
        Network, // another network, or one again
    };
    // Milliseconds. `running` stands still while the machine sleeps, `passing` does not
    // (CLOCK_MONOTONIC, CLOCK_BOOTTIME).
    struct Clocks {
        qint64 running = 0;
        qint64 passing = 0;
    };

    static constexpr qint64 tick = 1'000;
    static constexpr qint64 longestTick = 10'000; // beyond it the program stood still
    static constexpr qint64 shortestSleep = 3'000;
    static constexpr qint64 quiet = 3'000; // between two tries

    std::optional<Reason> ticked(Clocks now);
    std::optional<Reason> sleepChanged(bool isGoingToSleep, Clocks now);
    std::optional<Reason> reachabilityChanged(bool isReachable, Clocks now);
    // Of this machine, without those of the loopback interface.
    std::optional<Reason> addressesChanged(const QStringList &addresses, Clocks now);

private:
    std::optional<Reason> trigger(Reason reason, Clocks now);

    std::optional<Clocks> m_last; // tick
    std::optional<qint64> m_lastTry; // passing
    std::optional<Reason> m_waiting; // until the quiet is over
    std::optional<QStringList> m_addresses;
    std::optional<bool> m_isReachable;
};

} // namespace app
