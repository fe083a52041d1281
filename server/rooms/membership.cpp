#include "server/rooms/membership.h"

#include <algorithm>
#include <tuple>

namespace server {

std::optional<chat::Member> Membership::join(const QByteArray &room, const chat::Member &member)
{
    Presence &presence = m_rooms[room][member.person];
    if (++presence.subscriptions > 1)
        return std::nullopt;
    presence.member = member;
    return member;
}

std::optional<chat::Member> Membership::leave(const QByteArray &room, const QByteArray &person)
{
    const auto roster = m_rooms.find(room);
    if (roster == m_rooms.end())
        return std::nullopt;
    const auto presence = roster->second.find(person);
    if (presence == roster->second.end() || --presence->second.subscriptions > 0)
        return std::nullopt;
    chat::Member member = std::move(presence->second.member);
    roster->second.erase(presence);
    if (roster->second.empty())
        m_rooms.erase(roster);
    return member;
}

std::vector<std::pair<QByteArray, chat::Member>> Membership::rename(
    const QByteArray &person, const QString &name)
{
    std::vector<std::pair<QByteArray, chat::Member>> changed;
    for (auto &[room, roster] : m_rooms) {
        const auto presence = roster.find(person);
        if (presence == roster.end())
            continue;
        presence->second.member.name = name;
        changed.emplace_back(room, presence->second.member);
    }
    std::sort(changed.begin(), changed.end(),
        [](const auto &a, const auto &b) { return a.first < b.first; });
    return changed;
}

std::vector<chat::Member> Membership::members(const QByteArray &room) const
{
    std::vector<chat::Member> members;
    const auto roster = m_rooms.find(room);
    if (roster == m_rooms.end())
        return members;
    for (const auto &[person, presence] : roster->second)
        members.push_back(presence.member);
    std::sort(members.begin(), members.end(), [](const chat::Member &a, const chat::Member &b) {
        return std::tie(a.since, a.person) < std::tie(b.since, b.person);
    });
    return members;
}

int Membership::count(const QByteArray &room) const
{
    const auto roster = m_rooms.find(room);
    return roster == m_rooms.end() ? 0 : static_cast<int>(roster->second.size());
}

} // namespace server
