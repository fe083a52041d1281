#include "app/client/comings.h"

#include <algorithm>

namespace app {

void Comings::note(const chat::Member &member, bool isHere)
{
    const auto known = std::find_if(m_changes.begin(), m_changes.end(),
        [&member](const Change &change) { return change.person == member.person; });
    if (known == m_changes.end())
        m_changes.push_back({member.person, member.name, isHere});
    else if (known->isHere != isHere)
        m_changes.erase(known);
}

QStringList Comings::names(bool areHere) const
{
    QStringList names;
    for (const Change &change : m_changes) {
        if (change.isHere == areHere)
            names += change.name;
    }
    return names;
}

} // namespace app
