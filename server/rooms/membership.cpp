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
    presence.joinedAt = member.since;
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

template<typename Change>
Membership::Changed Membership::changeEach(const QByteArray &person, Change change)
{
    Changed changed;
    for (auto &[room, roster] : m_rooms) {
        const auto presence = roster.find(person);
        if (presence == roster.end())
            continue;
        change(presence->second.member);
        changed.emplace_back(room, presence->second.member);
    }
    std::sort(changed.begin(), changed.end(),
        [](const auto &a, const auto &b) { return a.first < b.first; });
    return changed;
}

Membership::Changed Membership::rename(const QByteArray &person, const QString &name)
{
    return changeEach(person, [&](chat::Member &member) { member.name = name; });
}

Membership::Changed Membership::setPresence(
    const QByteArray &person, chat::Presence state, qint64 since)
{
    return changeEach(person, [&](chat::Member &member) {
        member.state = state;
        member.since = since;
    });
}

std::vector<chat::Member> Membership::members(const QByteArray &room) const
{
    const auto roster = m_rooms.find(room);
    if (roster == m_rooms.end())
        return {};
    std::vector<const Presence *> present;
    for (const auto &[person, presence] : roster->second)
        present.push_back(&presence);
    std::sort(present.begin(), present.end(), [](const Presence *a, const Presence *b) {
        return std::tie(a->joinedAt, a->member.person) < std::tie(b->joinedAt, b->member.person);
    });
    std::vector<chat::Member> members;
    for (const Presence *presence : present)
        members.push_back(presence->member);
    return members;
}

int Membership::count(const QByteArray &room) const
{
    const auto roster = m_rooms.find(room);
    return roster == m_rooms.end() ? 0 : static_cast<int>(roster->second.size());
}

} // namespace server
