#include "server/broker/subscriptionregistry.h"

#include "server/broker/destination.h"

#include <utility>

namespace server {

namespace {

// The registry's own names for user destinations are no patterns, whatever is in them.
bool isRegisteredPattern(const QByteArray &destination)
{
    return !destination.startsWith('\0') && isPattern(destination);
}

} // namespace

bool SubscriptionRegistry::add(const QByteArray &destination, Subscriber subscriber)
{
    std::vector<Subscriber> &subscribers = m_byDestination[destination];
    const auto [place, isNew] = m_bySession[subscriber.session].try_emplace(
        subscriber.id, Place{destination, subscribers.size()});
    if (!isNew) {
        if (subscribers.empty())
            m_byDestination.erase(destination);
        return false;
    }
    subscribers.push_back(std::move(subscriber));
    if (subscribers.size() == 1 && isRegisteredPattern(destination))
        m_patterns.add(destination);
    ++m_size;
    return true;
}

QByteArray SubscriptionRegistry::remove(SessionId session, const QByteArray &id)
{
    const auto places = m_bySession.find(session);
    if (places == m_bySession.end())
        return {};
    const auto found = places->second.find(id);
    if (found == places->second.end())
        return {};
    const Place place = std::move(found->second);
    places->second.erase(found);
    if (places->second.empty())
        m_bySession.erase(places);
    takeOut(place);
    return place.destination;
}

std::vector<SubscriptionRegistry::Entry> SubscriptionRegistry::removeSession(SessionId session)
{
    std::vector<Entry> ended;
    while (true) {
        const auto places = m_bySession.find(session);
        if (places == m_bySession.end())
            return ended;
        const QByteArray id = places->second.begin()->first;
        ended.push_back({id, remove(session, id)});
    }
}

std::span<Subscriber> SubscriptionRegistry::find(const QByteArray &destination)
{
    const auto found = m_byDestination.find(destination);
    return found == m_byDestination.end() ? std::span<Subscriber>() : std::span(found->second);
}

std::vector<Subscriber *> SubscriptionRegistry::matching(const QByteArray &destination)
{
    std::vector<Subscriber *> all;
    const auto take = [&](const QByteArray &registered) {
        for (Subscriber &subscriber : find(registered))
            all.push_back(&subscriber);
    };
    take(destination);
    for (const QByteArray &pattern : m_patterns.matches(destination)) {
        if (pattern != destination)
            take(pattern);
    }
    return all;
}

Subscriber *SubscriptionRegistry::subscriber(SessionId session, const QByteArray &id)
{
    const auto places = m_bySession.find(session);
    if (places == m_bySession.end())
        return nullptr;
    const auto found = places->second.find(id);
    if (found == places->second.end())
        return nullptr;
    return &m_byDestination.at(found->second.destination)[found->second.index];
}

QByteArray SubscriptionRegistry::destinationOf(SessionId session, const QByteArray &id) const
{
    const auto places = m_bySession.find(session);
    if (places == m_bySession.end())
        return {};
    const auto found = places->second.find(id);
    return found == places->second.end() ? QByteArray() : found->second.destination;
}

std::vector<SubscriptionRegistry::Entry> SubscriptionRegistry::ofSession(SessionId session) const
{
    std::vector<Entry> entries;
    const auto places = m_bySession.find(session);
    if (places == m_bySession.end())
        return entries;
    for (const auto &[id, place] : places->second)
        entries.push_back({id, place.destination});
    return entries;
}

int SubscriptionRegistry::count(SessionId session) const
{
    const auto places = m_bySession.find(session);
    return places == m_bySession.end() ? 0 : static_cast<int>(places->second.size());
}

// The last one moves into the gap, so that leaving a room of thousands costs the same as one of
// two.
void SubscriptionRegistry::takeOut(const Place &place)
{
    const auto found = m_byDestination.find(place.destination);
    std::vector<Subscriber> &subscribers = found->second;
    if (place.index + 1 < subscribers.size()) {
        subscribers[place.index] = std::move(subscribers.back());
        const Subscriber &moved = subscribers[place.index];
        m_bySession.at(moved.session).at(moved.id).index = place.index;
    }
    subscribers.pop_back();
    if (subscribers.empty()) {
        if (isRegisteredPattern(place.destination))
            m_patterns.remove(place.destination);
        m_byDestination.erase(found);
    }
    --m_size;
}

} // namespace server
