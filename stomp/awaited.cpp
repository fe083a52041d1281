#include "stomp/awaited.h"

namespace stomp {

void Awaited::add(const QByteArray &id, Kind kind, TimePoint limit)
{
    m_kinds.emplace(id, kind);
    m_limits.push_back({limit, id});
}

bool Awaited::remove(const QByteArray &id)
{
    if (m_kinds.erase(id) == 0)
        return false;
    dropSettled();
    return true;
}

bool Awaited::contains(const QByteArray &id, Kind kind) const
{
    const auto found = m_kinds.find(id);
    return found != m_kinds.end() && found->second == kind;
}

std::optional<TimePoint> Awaited::nextLimit() const
{
    return m_limits.empty() ? std::nullopt : std::optional(m_limits.front().time);
}

std::vector<QByteArray> Awaited::takeOverdue(TimePoint now)
{
    std::vector<QByteArray> overdue;
    while (!m_limits.empty() && m_limits.front().time <= now) {
        overdue.push_back(m_limits.front().id);
        m_kinds.erase(overdue.back());
        dropSettled();
    }
    return overdue;
}

std::vector<QByteArray> Awaited::takeAll()
{
    return takeOverdue(TimePoint::max());
}

void Awaited::dropSettled()
{
    while (!m_limits.empty() && !m_kinds.contains(m_limits.front().id))
        m_limits.pop_front();
}

} // namespace stomp
