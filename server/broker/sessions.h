#pragma once

#include "server/broker/brokeraction.h"
#include "server/broker/request.h"
#include "server/broker/streamacknowledgements.h"
#include "server/broker/subscriptionregistry.h"
#include "server/broker/tombstones.h"
#include "server/broker/transactions.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace server {

// What the broker knows of one connection.
struct BrokerSession {
    Caller caller;
    stomp::Version version = stomp::Version::V12;
    Tombstones tombstones;
    Transactions transactions;
    StreamAcknowledgements streams;
    // SUBSCRIBEs to the application prefix whose reply is still to come, by id.
    std::unordered_map<QByteArray, quint64> openReplies;
    // Requests with a receipt that are not answered yet, by destination.
    std::unordered_map<QByteArray, std::deque<RequestPointer>> lines;
    int openRequests = 0;
    qsizetype openBytes = 0; // of requests that are not done
    // It has had a subscription in the mode auto; one whose messages the application names.
    bool isHandedAuto = false;
    bool isHandedByApplication = false;
    bool isHeld = false; // its worker was told to hold its SENDs
    bool isLeaving = false; // DISCONNECT came, and waits for the requests before it
    QByteArray lastReceipt;
};

// The sessions, and the end of each: whoever closes one leaves a farewell, which the broker passes
// on to the application when the step is over. So nothing ends while something else is being done
// with it.
class Sessions {
public:
    // A subscription that ended; or a session, when `destination` is empty.
    struct Farewell {
        Caller caller;
        QByteArray destination;
    };

    Sessions(SubscriptionRegistry &registry, BrokerActions &actions);

    BrokerSession &add(Caller caller, stomp::Version version);
    BrokerSession *find(SessionId session);
    qsizetype size() const { return static_cast<qsizetype>(m_sessions.size()); }

    // Takes the session out of everything; it gets nothing more. The worker is told to close it.
    void close(SessionId session, CloseReason reason, std::optional<stomp::Frame> error = {});
    // The same for one that is gone already.
    void remove(SessionId session);
    // Ends one subscription; `destination` is the registry's.
    void endSubscription(const BrokerSession &session, const QByteArray &id);

    std::vector<Farewell> takeFarewells();

private:
    SubscriptionRegistry &m_registry;
    BrokerActions &m_actions;
    std::unordered_map<SessionId, BrokerSession> m_sessions;
    std::vector<Farewell> m_farewells;
};

} // namespace server
