#include "server/net/deadlinequeue.h"

namespace server {

void DeadlineQueue::schedule(quint64 serial, TimePoint at)
{
    const auto [found, isNew] = m_times.try_emplace(serial, at);
    if (!isNew && found->second <= at)
        return;
    found->second = at;
    m_items.push({at, serial});
}

void DeadlineQueue::remove(quint64 serial)
{
    m_times.erase(serial);
    dropStale();
}

std::vector<quint64> DeadlineQueue::takeDue(TimePoint now)
{
    std::vector<quint64> due;
    while (!m_items.empty() && m_items.top().at <= now) {
        const Item item = m_items.top();
        m_items.pop();
        if (isStale(item))
            continue;
        m_times.erase(item.serial);
        due.push_back(item.serial);
    }
    dropStale();
    return due;
}

std::optional<TimePoint> DeadlineQueue::earliest() const
{
    return m_items.empty() ? std::nullopt : std::optional(m_items.top().at);
}

bool DeadlineQueue::isStale(const Item &item) const
{
    const auto found = m_times.find(item.serial);
    return found == m_times.end() || found->second != item.at;
}

// The top is never stale, so that earliest() is true.
void DeadlineQueue::dropStale()
{
    while (!m_items.empty() && isStale(m_items.top()))
        m_items.pop();
}

} // namespace server
