#pragma once

#include "server/broker/brokeraction.h"
#include "server/broker/brokeroptions.h"
#include "server/broker/request.h"
#include "server/broker/sessions.h"

#include <set>
#include <vector>

namespace server {

// How much has been received and is not done yet: frames that wait for the log, for a handler that
// answers later, or for what is before them. Beyond a limit the SENDs of a session, or of all, are
// held where they come in, until half of it is done (S-306).
class Backlog {
public:
    Backlog(Sessions &sessions, BrokerActions &actions, const BrokerOptions &options);

    // Workers are known by their sessions.
    void know(quint32 worker) { m_workers.insert(worker); }
    void add(BrokerSession &session, const Request &request);
    // `session` is null when it is gone.
    void remove(BrokerSession *session, const Request &request);
    // At the end of a step: tells the workers what has changed.
    void settle();

    qsizetype bytes() const { return m_bytes; }

private:
    void settle(BrokerSession &session);

    Sessions &m_sessions;
    BrokerActions &m_actions;
    const BrokerOptions &m_options;
    qsizetype m_bytes = 0;
    bool m_isHeld = false;
    std::set<quint32> m_workers;
    std::vector<SessionId> m_touched;
};

} // namespace server
