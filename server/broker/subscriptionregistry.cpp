#include "server/broker/subscriptionregistry.h"

#include "server/broker/destination.h"

#include <algorithm>
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
    Listeners &listeners = m_byDestination[destination];
    std::vector<Subscriber> &subscribers = listeners.subscribers;
    const auto [place, isNew] = m_bySession[subscriber.session].try_emplace(
        subscriber.id, Place{destination, subscribers.size()});
    if (!isNew) {
        if (subscribers.empty())
            m_byDestination.erase(destination);
        return false;
    }
    subscribers.push_back(std::move(subscriber));
    listeners.isAudienceKnown = false;
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
    return found == m_byDestination.end() ? std::span<Subscriber>()
                                          : std::span(found->second.subscribers);
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

const Audience *SubscriptionRegistry::audience(const QByteArray &destination)
{
    const auto found = m_byDestination.find(destination);
    if (found == m_byDestination.end() || !m_patterns.matches(destination).empty())
        return nullptr;
    Listeners &listeners = found->second;
    if (!std::exchange(listeners.isAudienceKnown, true))
        listeners.audience = gather(listeners.subscribers);
    return listeners.audience ? &*listeners.audience : nullptr;
}

// None when some do not want what they send themselves, or acknowledge each copy by its own name.
std::optional<Audience> SubscriptionRegistry::gather(const std::vector<Subscriber> &subscribers)
{
    Audience audience;
    std::vector<std::vector<Receiver>> byWorker;
    QByteArray lastHead;
    for (const Subscriber &subscriber : subscribers) {
        if (subscriber.isNoLocal || subscriber.stream != 0)
            return std::nullopt;
        // Who is not active yet has to know what its replay must reach.
        audience.skipThrough = std::max(audience.skipThrough, subscriber.skipThrough);
        if (!subscriber.isActive)
            continue;
        const quint32 worker = subscriber.session.worker;
        if (byWorker.size() <= worker)
            byWorker.resize(worker + 1);
        Receiver &receiver =
            byWorker[worker].emplace_back(Receiver{subscriber.session, subscriber.header, {}});
        receiver.head = messageHead(receiver, subscriber.version);
        if (receiver.head == lastHead) // most clients count from the same number
            receiver.head = lastHead;
        lastHead = receiver.head;
        audience.versions[static_cast<std::size_t>(subscriber.version)] = true;
        ++audience.size;
    }
    for (std::size_t worker = 0; worker < byWorker.size(); ++worker) {
        if (!byWorker[worker].empty())
            audience.byWorker.emplace_back(
                static_cast<quint32>(worker), Receivers(std::move(byWorker[worker])));
    }
    return audience;
}

const SubscriptionRegistry::Place *SubscriptionRegistry::place(
    SessionId session, const QByteArray &id) const
{
    const auto places = m_bySession.find(session);
    if (places == m_bySession.end())
        return nullptr;
    const auto found = places->second.find(id);
    return found == places->second.end() ? nullptr : &found->second;
}

const Subscriber *SubscriptionRegistry::subscriber(SessionId session, const QByteArray &id) const
{
    const Place *found = place(session, id);
    return found ? &m_byDestination.at(found->destination).subscribers[found->index] : nullptr;
}

Subscriber *SubscriptionRegistry::changeable(SessionId session, const QByteArray &id)
{
    const Place *found = place(session, id);
    if (!found)
        return nullptr;
    Listeners &listeners = m_byDestination.at(found->destination);
    listeners.isAudienceKnown = false;
    return &listeners.subscribers[found->index];
}

QByteArray SubscriptionRegistry::destinationOf(SessionId session, const QByteArray &id) const
{
    const Place *found = place(session, id);
    return found ? found->destination : QByteArray();
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
    std::vector<Subscriber> &subscribers = found->second.subscribers;
    found->second.isAudienceKnown = false;
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
