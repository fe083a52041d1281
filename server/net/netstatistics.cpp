#include "server/net/netstatistics.h"

#include <algorithm>

namespace server {

void NetStatistics::countAccepted()
{
    m_open.fetch_add(1, std::memory_order_relaxed);
    m_accepted.fetch_add(1, std::memory_order_relaxed);
}

void NetStatistics::countClose(CloseReason reason)
{
    m_closed.at(std::size_t(reason)).fetch_add(1, std::memory_order_relaxed);
}

void NetStatistics::countRefusal(int httpStatus)
{
    const auto found = std::find(statuses.begin(), statuses.end(), httpStatus);
    if (found != statuses.end())
        m_refused.at(std::size_t(found - statuses.begin())).fetch_add(1, std::memory_order_relaxed);
}

NetStatistics::Snapshot NetStatistics::snapshot() const
{
    Snapshot snapshot;
    snapshot.open = open();
    snapshot.accepted = m_accepted.load(std::memory_order_relaxed);
    snapshot.dropped = m_dropped.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < m_closed.size(); ++i)
        snapshot.closed.at(i) = m_closed.at(i).load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        if (const quint64 count = m_refused.at(i).load(std::memory_order_relaxed); count > 0)
            snapshot.refusedByStatus[statuses.at(i)] = count;
    }
    return snapshot;
}

} // namespace server
