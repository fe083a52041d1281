#include "server/broker/broker.h"

#include "server/broker/destination.h"
#include "server/broker/failureframes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace server {

using stomp::Command;
using stomp::Error;
using stomp::ErrorCode;
using stomp::Frame;

Broker::Broker(BrokerOptions options, InboundHandler &handler)
    : m_options(std::move(options))
    , m_handler(handler)
{
}

std::vector<BrokerAction> Broker::handle(const FromWorker &event, qint64 nowMs)
{
    setNow(nowMs);
    if (const auto *opening = std::get_if<SessionOpened>(&event))
        opened(*opening);
    else if (const auto *frame = std::get_if<SessionFrame>(&event))
        received(*frame);
    else
        closed(std::get<SessionClosed>(event));
    return finish();
}

std::vector<BrokerAction> Broker::handle(const LogAnswer &answer, qint64 nowMs)
{
    setNow(nowMs);
    m_log.answer(answer);
    return finish();
}

std::vector<BrokerAction> Broker::wake(qint64 nowMs)
{
    setNow(nowMs);
    if (const auto due = m_handler.nextWake(); due && *due <= nowMs)
        m_effects.run(m_handler.wake(nowMs));
    m_queues.wake();
    return finish();
}

std::optional<qint64> Broker::nextWake() const
{
    const auto one = m_handler.nextWake();
    const auto other = m_queues.nextWake();
    return one && other ? std::min(*one, *other) : one ? one : other;
}

void Broker::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_queues.setNow(nowMs);
}

BrokerStatistics Broker::statistics() const
{
    BrokerStatistics statistics = m_statistics;
    statistics.sessions = m_sessions.size();
    statistics.subscriptions = m_registry.size();
    return statistics;
}

// What ended in this step is told to the application; that may end more.
std::vector<BrokerAction> Broker::finish()
{
    for (auto farewells = m_sessions.takeFarewells(); !farewells.empty();
         farewells = m_sessions.takeFarewells()) {
        for (const auto &[caller, destination] : farewells) {
            if (!destination.isEmpty()) {
                m_effects.run(m_handler.unsubscribed(destination, caller, m_nowMs));
                continue;
            }
            m_queues.removeSession(caller.session);
            m_effects.run(m_handler.disconnected(caller, m_nowMs));
        }
    }
    return m_actions.take();
}

void Broker::opened(const SessionOpened &event)
{
    auto admission = m_handler.connected(event.session, event.request, m_nowMs);
    if (!admission) {
        const Problem &problem = admission.error();
        const CloseReason reason = problem.code == "authentication-failed"
            ? CloseReason::AuthenticationFailed
            : CloseReason::Refused;
        ++m_statistics.problems[problem.code];
        m_actions.toWorker(
            event.session.worker, CloseSession{event.session, reason, refusalFrame(problem)});
        return;
    }
    ++m_statistics.sessionsOpened;
    m_sessions.add({event.session, admission->person, admission->name, event.request.login,
                       admission->isGuest, event.request.isHost},
        event.request.version);
    m_actions.toWorker(
        event.session.worker, AcceptSession{event.session, std::move(admission->connected)});
    m_effects.run(std::move(admission->effects));
}

void Broker::received(const SessionFrame &event)
{
    BrokerSession *session = m_sessions.find(event.session);
    // Nothing counts behind DISCONNECT (S-206), or on the way of a close.
    if (!session || session->isLeaving)
        return;
    ++m_statistics.frame(event.frame.command);
    if (const auto error = check(event.frame))
        fail(*session, event.frame, *error);
    else
        dispatch(*session, event.frame);
}

void Broker::closed(const SessionClosed &event)
{
    m_sessions.remove(event.session);
}

void Broker::dispatch(BrokerSession &session, const Frame &frame)
{
    switch (frame.command) {
    case Command::Send:
        return send(session, frame);
    case Command::Subscribe:
        return m_subscriptions.subscribe(session, frame, m_nowMs);
    case Command::Unsubscribe:
        return m_subscriptions.unsubscribe(session, frame);
    case Command::Ack:
    case Command::Nack:
        return acknowledge(session, frame);
    case Command::Begin:
        return begin(session, frame);
    case Command::Commit:
        return commit(session, frame);
    case Command::Abort:
        return abort(session, frame);
    case Command::Disconnect:
        return disconnect(session, frame);
    default:
        fail(session, frame, {ErrorCode::UnexpectedCommand, "this command does not belong here"});
    }
}

// What is kept of a frame is of a limited length (S-082).
std::optional<Error> Broker::check(const Frame &frame) const
{
    static constexpr std::array<const char *, 3> ids = {"id", "receipt", "transaction"};
    for (const char *name : ids) {
        if (frame.header(name).size() > m_options.idLength)
            return Error{ErrorCode::IdTooLong, QByteArray(name) + " is too long"};
    }
    return {};
}

void Broker::fail(const BrokerSession &session, const Frame &frame, const Error &error)
{
    m_answers.protocolError(session.caller.session, frame, error);
}

void Broker::send(BrokerSession &session, const Frame &frame)
{
    const QByteArray destination = frame.header("destination");
    if (const auto error = checkDestination(destination, m_options))
        return fail(session, frame, *error);
    const DestinationKind kind = destinationKind(destination, m_options);
    const bool isBroadcast = kind == DestinationKind::Topic || kind == DestinationKind::Queue;
    if (isBroadcast && isPattern(destination)) // S-275
        return fail(session, frame, {ErrorCode::InvalidHeader, "a pattern cannot be sent to"});
    if (enlist(session, frame))
        return;
    const RequestPointer request = m_answers.begin(session, frame, destination);
    Queues::Plan alone;
    m_effects.run(judge(frame, session.caller, alone), request);
    m_answers.release(request);
}

Effects Broker::judge(const Frame &frame, const Caller &caller, Queues::Plan &plan)
{
    const QByteArray destination = frame.header("destination");
    switch (destinationKind(destination, m_options)) {
    case DestinationKind::Application:
        return m_handler.message(frame, caller, m_nowMs);
    case DestinationKind::Queue:
        if (auto problem = m_queues.objection(destination, frame.body.size(), plan))
            return {Fail{*std::move(problem)}};
        return {Publish{destination, passedOn(frame.headers), frame.body}};
    case DestinationKind::Topic:
        return {Publish{destination, passedOn(frame.headers), frame.body, 0, caller.session}};
    case DestinationKind::PersonQueue:
        return {SendToPerson{caller.person, destination, passedOn(frame.headers), frame.body, {}}};
    case DestinationKind::Broker:
    case DestinationKind::SessionQueue:
        return {Fail{{"not-for-clients", QStringLiteral("only the server publishes here")}}};
    case DestinationKind::Foreign:
        return {Fail{{"not-allowed", QStringLiteral("this belongs to somebody else")}}};
    case DestinationKind::Unknown:
        break;
    }
    return {Fail{{"no-such-destination", QStringLiteral("nothing listens there")}}};
}

// True when the frame names a transaction: it waits for COMMIT, or the session has failed. Its
// receipt says that it was taken (D11); only what the application answers has more to say, later.
bool Broker::enlist(BrokerSession &session, const Frame &frame)
{
    const std::optional<QByteArray> transaction = frame.headers.find("transaction");
    if (!transaction)
        return false;
    const QByteArray destination = frame.header("destination");
    const bool isAnsweredAtCommit = frame.command == Command::Send
        && destinationKind(destination, m_options) == DestinationKind::Application;
    Frame held = frame;
    if (!isAnsweredAtCommit)
        held.headers.remove("receipt");
    const auto added = session.transactions.add(*transaction, std::move(held), m_options);
    if (!added) {
        fail(session, frame, added.error());
    } else if (!isAnsweredAtCommit) {
        const RequestPointer request = m_answers.begin(session, frame, destination);
        request->isEnlisting = true;
        m_answers.release(request);
    }
    return true;
}

void Broker::acknowledge(BrokerSession &session, const Frame &frame)
{
    if (frame.command == Command::Nack && session.version == stomp::Version::V10) // S-172
        return fail(session, frame, {ErrorCode::UnknownCommand, "STOMP 1.0 has no NACK"});
    if (!enlist(session, frame))
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
    if (!done)
        return fail(*session, frame, done.error());
    m_answers.release(request);
}

void Broker::begin(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "BEGIN needs a transaction"});
    if (const auto begun = session.transactions.begin(transaction, m_options); !begun)
        return fail(session, frame, begun.error());
    m_answers.release(m_answers.begin(session, frame, {}));
}

void Broker::commit(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "COMMIT needs a transaction"});
    const auto frames = session.transactions.take(transaction);
    if (!frames)
        return fail(session, frame, frames.error());
    const RequestPointer request = m_answers.begin(session, frame, {});
    carryOut(session, *frames, request);
    m_answers.release(request);
}

void Broker::abort(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "ABORT needs a transaction"});
    if (const auto frames = session.transactions.take(transaction); !frames)
        return fail(session, frame, frames.error());
    m_answers.release(m_answers.begin(session, frame, {}));
}

void Broker::disconnect(BrokerSession &session, const Frame &frame)
{
    session.transactions = {};
    m_answers.leave(session, frame.header("receipt"));
}

} // namespace server
