#pragma once

#include "server/broker/queuedmessage.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace server {

enum class AckMode { Auto, Client, ClientIndividual };

// A message handed out, and how it is to be acknowledged; outlives its subscription (S-155).
struct Delivery {
    QueuedMessage message;
    QByteArray key; // the subscription, as the registry knows it
    QByteArray header; // what MESSAGE carries as `subscription`
    AckMode mode = AckMode::Client;
};

// What an ACK or NACK calls its message in this version; empty when it does not.
QByteArray acknowledgedName(stomp::Version version, const stomp::Frame &frame);

// What sessions were handed and have not acknowledged yet. The names that ACK uses mean something
// in their own session only (S-169).
class Unacknowledged {
public:
    // The session has subscribed in a client mode.
    void expect(SessionId session) { m_sessions.try_emplace(session); }
    bool isExpected(SessionId session) const { return m_sessions.contains(session); }
    // The number is unique for ever, a redelivery gets another (S-168).
    quint64 add(SessionId session, Delivery delivery);

    // What an ACK or NACK covers: in the client mode all before it, of its subscription alone
    // (S-160, S-173); in the order of delivery. What is not of this session, or was
    // acknowledged already, is an error (S-169, S-171).
    stomp::Result<std::vector<Delivery>> take(
        SessionId session, stomp::Version version, const stomp::Frame &frame);
    // Whether take() would succeed.
    stomp::Result<void> check(
        SessionId session, stomp::Version version, const stomp::Frame &frame) const;
    std::vector<Delivery> takeSession(SessionId session);
    qsizetype count(SessionId session) const;

    // Handed out in the mode auto, until the connection took it (S-298).
    quint64 addUntaken(SessionId session, Delivery delivery);
    std::vector<Delivery> takeTaken(SessionId session, quint64 number);
    std::vector<Delivery> takeUntaken(SessionId session);

private:
    // By number, so in the order of delivery.
    using Deliveries = std::map<quint64, Delivery>;

    stomp::Result<quint64> find(
        const Deliveries &deliveries, stomp::Version version, const stomp::Frame &frame) const;

    std::unordered_map<SessionId, Deliveries> m_sessions;
    std::unordered_map<SessionId, Deliveries> m_untaken;
    quint64 m_lastNumber = 0;
};

} // namespace server
