#include "server/broker/sessions.h"

#include "server/broker/destination.h"

#include <utility>

namespace server {

Sessions::Sessions(SubscriptionRegistry &registry, BrokerActions &actions)
    : m_registry(registry)
    , m_actions(actions)
{
}

BrokerSession &Sessions::add(Caller caller, stomp::Version version)
{
    const SessionId id = caller.session;
    BrokerSession &session = m_sessions[id];
    session.caller = std::move(caller);
    session.version = version;
    return session;
}

BrokerSession *Sessions::find(SessionId session)
{
    const auto found = m_sessions.find(session);
    return found == m_sessions.end() ? nullptr : &found->second;
}

void Sessions::close(SessionId session, CloseReason reason, std::optional<stomp::Frame> error)
{
    if (!find(session))
        return;
    m_actions.toWorker(session.worker, CloseSession{session, reason, std::move(error)});
    remove(session);
}

void Sessions::remove(SessionId session)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    const Caller caller = std::move(found->second.caller);
    m_sessions.erase(found);
    for (const SubscriptionRegistry::Entry &ended : m_registry.removeSession(session))
        m_farewells.push_back({caller, asSubscribed(ended.destination)});
    m_farewells.push_back({caller, {}});
}

void Sessions::endSubscription(const BrokerSession &session, const QByteArray &id)
{
    const QByteArray destination = m_registry.remove(session.caller.session, id);
    if (!destination.isEmpty())
        m_farewells.push_back({session.caller, asSubscribed(destination)});
}

std::vector<Sessions::Farewell> Sessions::takeFarewells()
{
    return std::exchange(m_farewells, {});
}

} // namespace server
