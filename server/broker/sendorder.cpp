#include "server/broker/sendorder.h"

#include <algorithm>

namespace server {

bool SendOrder::isFree(const Places &places) const
{
    return m_lines.empty()
        || std::none_of(places.begin(), places.end(),
            [this](const Place &place) { return m_lines.contains(place); });
}

void SendOrder::enter(Places places, Run run)
{
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    const Ticket ticket = ++m_lastTicket;
    for (const Place &place : places)
        m_lines[place].push_back(ticket);
    m_items.emplace(ticket, Item{std::move(places), std::move(run)});
    if (isFirst(ticket))
        m_ready.push_back(ticket);
    runReady();
}

void SendOrder::leave(Ticket ticket)
{
    const auto left = m_items.extract(ticket);
    if (!left)
        return;
    for (const Place &place : left.mapped().places) {
        const auto line = m_lines.find(place);
        line->second.pop_front();
        if (line->second.empty()) {
            m_lines.erase(line);
            continue;
        }
        const Ticket next = line->second.front();
        if (isFirst(next) && std::find(m_ready.begin(), m_ready.end(), next) == m_ready.end())
            m_ready.push_back(next);
    }
    runReady();
}

bool SendOrder::isFirst(Ticket ticket) const
{
    const Places &places = m_items.at(ticket).places;
    return std::all_of(places.begin(), places.end(),
        [&](const Place &place) { return m_lines.at(place).front() == ticket; });
}

// What runs may leave at once; a long line is walked, not climbed down.
void SendOrder::runReady()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    while (!m_ready.empty()) {
        const Ticket ticket = m_ready.front();
        m_ready.pop_front();
        const Run run = std::move(m_items.at(ticket).run);
        run(ticket);
    }
    m_isRunning = false;
}

} // namespace server
