#include "server/broker/backlog.h"

#include <utility>

namespace server {

namespace {

// Held above the limit, and until half of it.
bool shallBeHeld(qsizetype bytes, qsizetype limit, bool isHeld)
{
    return bytes > (isHeld ? limit / 2 : limit);
}

} // namespace

Backlog::Backlog(Sessions &sessions, BrokerActions &actions, const BrokerOptions &options)
    : m_sessions(sessions)
    , m_actions(actions)
    , m_options(options)
{
}

void Backlog::add(BrokerSession &session, const Request &request)
{
    m_bytes += request.bytes;
    session.openBytes += request.bytes;
    if (shallBeHeld(session.openBytes, m_options.sessionBacklog, session.isHeld) != session.isHeld)
        m_touched.push_back(session.caller.session);
}

void Backlog::remove(BrokerSession *session, const Request &request)
{
    m_bytes -= request.bytes;
    if (!session)
        return;
    session->openBytes -= request.bytes;
    if (session->isHeld)
        m_touched.push_back(session->caller.session);
}

void Backlog::settle()
{
    for (const SessionId id : std::exchange(m_touched, {})) {
        if (BrokerSession *session = m_sessions.find(id))
            settle(*session);
    }
    const bool isHeld = shallBeHeld(m_bytes, m_options.backlog, m_isHeld);
    if (std::exchange(m_isHeld, isHeld) == isHeld)
        return;
    for (const quint32 worker : m_workers)
        m_actions.toWorker(worker, HoldSends{std::nullopt, isHeld});
}

void Backlog::settle(BrokerSession &session)
{
    const bool isHeld = shallBeHeld(session.openBytes, m_options.sessionBacklog, session.isHeld);
    if (std::exchange(session.isHeld, isHeld) == isHeld)
        return;
    const SessionId id = session.caller.session;
    m_actions.toWorker(id.worker, HoldSends{id, isHeld});
}

} // namespace server
