#include "server/rooms/typists.h"

#include <algorithm>

namespace server {

// Within the throttle a renewal counts and is not passed on.
bool Typists::start(const Typist &typist, qint64 nowMs)
{
    const auto [place, isNew] = m_states.try_emplace({typist.room, typist.person});
    State &state = place->second;
    const bool isTooSoon = !isNew && nowMs >= state.toldAt && nowMs < state.toldAt + throttleMs;
    if (isTooSoon && !state.isTyping)
        return false;
    state.until = nowMs + expiryMs;
    m_next = std::min(m_next.value_or(state.until), state.until);
    if (isTooSoon)
        return false;
    state.name = typist.name;
    state.toldAt = nowMs;
    state.isTyping = true;
    return true;
}

bool Typists::stop(const QByteArray &room, const QByteArray &person)
{
    const auto found = m_states.find({room, person});
    return found != m_states.end() && std::exchange(found->second.isTyping, false);
}

std::vector<Typists::Typist> Typists::expire(qint64 nowMs)
{
    std::vector<Typist> stopped;
    m_next.reset();
    for (auto place = m_states.begin(); place != m_states.end();) {
        const auto &[key, state] = *place;
        if (state.until > nowMs) {
            m_next = std::min(m_next.value_or(state.until), state.until);
            ++place;
            continue;
        }
        if (state.isTyping)
            stopped.push_back({key.first, key.second, state.name});
        place = m_states.erase(place);
    }
    return stopped;
}

} // namespace server
