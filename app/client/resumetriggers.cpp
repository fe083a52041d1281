#include "app/client/resumetriggers.h"

#include <utility>

namespace app {

std::optional<ResumeTriggers::Reason> ResumeTriggers::ticked(Clocks now)
{
    const Clocks last = std::exchange(m_last, now).value_or(now);
    const qint64 ran = now.running - last.running;
    const qint64 passed = now.passing - last.passing;
    if (passed - ran >= shortestSleep)
        return trigger(Reason::Wake, now);
    if (ran >= longestTick)
        return trigger(Reason::Jump, now);
    if (m_waiting)
        return trigger(*m_waiting, now);
    return std::nullopt;
}

std::optional<ResumeTriggers::Reason> ResumeTriggers::sleepChanged(bool isGoingToSleep, Clocks now)
{
    return isGoingToSleep ? std::nullopt : trigger(Reason::Wake, now);
}

std::optional<ResumeTriggers::Reason> ResumeTriggers::reachabilityChanged(
    bool isReachable, Clocks now)
{
    const bool was = std::exchange(m_isReachable, isReachable).value_or(isReachable);
    return isReachable && !was ? trigger(Reason::Network, now) : std::nullopt;
}

std::optional<ResumeTriggers::Reason> ResumeTriggers::addressesChanged(
    const QStringList &addresses, Clocks now)
{
    const QStringList old = std::exchange(m_addresses, addresses).value_or(addresses);
    return addresses != old && !addresses.isEmpty() ? trigger(Reason::Network, now) : std::nullopt;
}

// Within the quiet what has just begun may already have found the way that is new.
std::optional<ResumeTriggers::Reason> ResumeTriggers::trigger(Reason reason, Clocks now)
{
    if (m_lastTry && now.passing - *m_lastTry < quiet) {
        if (reason == Reason::Network)
            m_waiting = reason;
        return std::nullopt;
    }
    m_waiting.reset();
    m_lastTry = now.passing;
    return reason;
}

} // namespace app
