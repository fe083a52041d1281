#include "server/rooms/removals.h"

namespace server {

Removals::Removals(const std::vector<RemovalRecord> &removals)
{
    for (const RemovalRecord &removal : removals)
        m_until[{removal.person, removal.room}] = removal.until;
}

void Removals::set(const RemovalRecord &removal, qint64 nowMs)
{
    if (removal.until > nowMs)
        m_until[{removal.person, removal.room}] = removal.until;
    else
        m_until.erase({removal.person, removal.room});
}

std::optional<qint64> Removals::until(
    const QByteArray &room, const QByteArray &person, qint64 nowMs) const
{
    const auto found = m_until.find({person, room});
    if (found == m_until.end() || found->second <= nowMs)
        return std::nullopt;
    return found->second;
}

void Removals::forget(const QByteArray &person)
{
    std::erase_if(m_until, [&](const auto &removal) { return removal.first.first == person; });
}

} // namespace server
