#include "server/broker/broker.h"

#include <utility>

// ACK and NACK, alone and at the end of a transaction.
namespace server {

using stomp::Command;
using stomp::Error;
using stomp::ErrorCode;
using stomp::Frame;

void Broker::acknowledge(BrokerSession &session, const Frame &frame)
{
    if (frame.command == Command::Nack && session.version == stomp::Version::V10) // S-172
        return fail(session, frame, {ErrorCode::UnknownCommand, "STOMP 1.0 has no NACK"});
    if (frame.headers.contains("transaction"))
        enlist(session, frame);
    else
        acknowledgeNow(session.caller.session, frame);
}

void Broker::acknowledgeNow(SessionId id, const Frame &frame)
{
    BrokerSession *session = m_sessions.find(id);
    if (!session)
        return;
    const RequestPointer request = m_answers.begin(*session, frame, {});
    const auto done =
        m_queues.acknowledge(id, session->version, frame, frame.command == Command::Ack);
    if (!done && !isHarmless(*session, frame, done.error()))
        return fail(*session, frame, done.error());
    m_answers.release(request);
}

// What no queue knows may be of a topic, which takes nothing back (S-179), or need no ACK.
bool Broker::isHarmless(const BrokerSession &session, const Frame &frame, const Error &error) const
{
    return error.code == ErrorCode::UnknownMessage
        && (session.streams.covers(session.version, frame) || isOfAuto(session, frame));
}

// A session that is to acknowledge nothing may do so all the same with what it was handed (S-159).
// These messages are not remembered, but an id that nobody was ever given is nobody's (S-171).
bool Broker::isOfAuto(const BrokerSession &session, const Frame &frame) const
{
    if (!session.isHandedAuto || m_queues.expectsAcknowledgements(session.caller.session))
        return false;
    return session.isHandedByApplication
        || m_publisher.hasGiven(acknowledgedName(session.version, frame));
}

// An ACK that names nothing ends the session, and nothing of the transaction is done.
bool Broker::checkAcknowledgements(BrokerSession &session,
    const std::vector<stomp::Frame> &acknowledgements, const QByteArray &receipt)
{
    for (const stomp::Frame &frame : acknowledgements) {
        const auto checked =
            m_queues.checkAcknowledgement(session.caller.session, session.version, frame);
        if (!checked && !isHarmless(session, frame, checked.error())) {
            // It is COMMIT that has no answer yet.
            fail(session, {Command::Commit, {{"receipt", receipt}}, {}}, checked.error());
            return false;
        }
    }
    return true;
}

} // namespace server
