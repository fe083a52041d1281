#include "server/rooms/attendance.h"

#include <algorithm>

namespace server {

std::optional<Attendance::Shown> Attendance::arrive(const Caller &caller, qint64 nowMs)
{
    const auto [place, isNew] = m_people.try_emplace(caller.person);
    Person &person = place->second;
    if (isNew) {
        person.shown.since = nowMs;
        person.isGuest = caller.isGuest;
    }
    person.connections[caller.session] = {chat::Presence::Online, caller.isHost};
    return update(person, nowMs);
}

std::optional<Attendance::Shown> Attendance::leave(const Caller &caller, qint64 nowMs)
{
    const auto person = m_people.find(caller.person);
    if (person == m_people.end())
        return std::nullopt;
    person->second.connections.erase(caller.session);
    if (!person->second.connections.empty())
        return update(person->second, nowMs);
    m_people.erase(person);
    return std::nullopt;
}

std::optional<Attendance::Shown> Attendance::say(
    const Caller &caller, chat::Presence state, qint64 nowMs)
{
    const auto person = m_people.find(caller.person);
    if (person == m_people.end())
        return std::nullopt;
    person->second.connections[caller.session].state = state;
    return update(person->second, nowMs);
}

std::optional<Attendance::Shown> Attendance::update(Person &person, qint64 nowMs)
{
    const bool isOnline = std::any_of(person.connections.begin(), person.connections.end(),
        [](const auto &entry) { return entry.second.state == chat::Presence::Online; });
    const auto state = isOnline ? chat::Presence::Online : chat::Presence::Away;
    if (state == person.shown.state)
        return std::nullopt;
    person.shown = {state, nowMs};
    return person.shown;
}

Attendance::Shown Attendance::of(const QByteArray &person) const
{
    const auto found = m_people.find(person);
    return found == m_people.end() ? Shown() : found->second.shown;
}

qsizetype Attendance::connectionsOf(const QByteArray &person) const
{
    const auto found = m_people.find(person);
    return found == m_people.end() ? 0 : qsizetype(found->second.connections.size());
}

bool Attendance::isHost(const QByteArray &person) const
{
    const auto found = m_people.find(person);
    return found != m_people.end()
        && std::any_of(found->second.connections.begin(), found->second.connections.end(),
            [](const auto &entry) { return entry.second.isHost; });
}

bool Attendance::isGuest(const QByteArray &person) const
{
    const auto found = m_people.find(person);
    return found != m_people.end() && found->second.isGuest;
}

} // namespace server
