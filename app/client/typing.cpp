#include "app/client/typing.h"

#include <algorithm>

namespace app {

void Typing::heard(const chat::Typing &typing, qint64 now)
{
    std::erase_if(m_people, [now](const auto &person) { return person.second.until <= now; });
    if (typing.on)
        m_people.insert_or_assign(typing.person, Person{typing.name, now + expiresAfter});
    else
        m_people.erase(typing.person);
}

QStringList Typing::names(qint64 now) const
{
    QStringList names;
    for (const auto &[id, person] : m_people) {
        if (person.until > now)
            names += person.name;
    }
    names.sort();
    return names;
}

std::optional<bool> Typing::wrote(bool hasText, qint64 now)
{
    m_wroteAt = now;
    if (!hasText) {
        const bool wasTold = m_toldAt.has_value();
        m_toldAt.reset();
        return wasTold ? std::optional(false) : std::nullopt;
    }
    if (m_toldAt && now - *m_toldAt < repeatedAfter)
        return std::nullopt;
    m_toldAt = now;
    return true;
}

std::optional<bool> Typing::wake(qint64 now)
{
    if (!m_toldAt || now - m_wroteAt < stopsAfter)
        return std::nullopt;
    m_toldAt.reset();
    return false;
}

std::optional<qint64> Typing::nextWake() const
{
    std::optional<qint64> next;
    const auto consider = [&next](qint64 time) { next = next ? std::min(*next, time) : time; };
    for (const auto &[id, person] : m_people)
        consider(person.until);
    if (m_toldAt)
        consider(m_wroteAt + stopsAfter);
    return next;
}

} // namespace app
