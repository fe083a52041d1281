#include "server/broker/broker.h"

#include "server/broker/destination.h"
#include "server/broker/failureframes.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace server {

using stomp::Command;
using stomp::Error;
using stomp::ErrorCode;
using stomp::Frame;

namespace {

CloseReason closeReasonOf(const Problem &problem)
{
    if (problem.code == "authentication-failed")
        return CloseReason::AuthenticationFailed;
    if (problem.code == "too-many-connections")
        return CloseReason::TooManyConnections;
    return problem.code == "internal-error" ? CloseReason::InternalError : CloseReason::Refused;
}

} // namespace

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
    else if (const auto *taken = std::get_if<DeliveriesTaken>(&event))
        m_queues.taken(taken->session, taken->number);
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

std::vector<BrokerAction> Broker::handle(const LaterAnswer &answer, qint64 nowMs)
{
    setNow(nowMs);
    m_laters.answer(answer);
    return finish();
}

std::vector<BrokerAction> Broker::wake(qint64 nowMs)
{
    setNow(nowMs);
    if (const auto due = m_handler.nextWake(); due && *due <= nowMs)
        m_effects.run(wakeHandler());
    m_queues.wake();
    m_laters.wake();
    return finish();
}

std::optional<qint64> Broker::nextWake() const
{
    std::optional<qint64> next;
    for (const auto wish : {m_handler.nextWake(), m_queues.nextWake(), m_laters.nextWake()}) {
        if (wish)
            next = std::min(*wish, next.value_or(*wish));
    }
    return next;
}

void Broker::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_queues.setNow(nowMs);
    m_laters.setNow(nowMs);
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
        for (const Sessions::Farewell &farewell : farewells) {
            if (farewell.destination.isEmpty())
                m_queues.removeSession(farewell.caller.session);
            m_effects.run(tellOfEnd(farewell));
        }
    }
    for (const SessionId session : std::exchange(m_gone, {}))
        m_queues.returnUntaken(session);
    m_backlog.settle();
    return m_actions.take();
}

// M-116: an end is complete, whatever the application throws about it.
Effects Broker::tellOfEnd(const Sessions::Farewell &farewell)
try {
    const auto &[caller, destination] = farewell;
    return destination.isEmpty() ? m_handler.disconnected(caller, m_nowMs)
                                 : m_handler.unsubscribed(destination, caller, m_nowMs);
} catch (...) {
    ++m_statistics.problems["internal-error"];
    qWarning("the application threw at the end of a session or subscription");
    return {};
}

Effects Broker::wakeHandler()
try {
    return m_handler.wake(m_nowMs);
} catch (...) {
    ++m_statistics.problems["internal-error"];
    qWarning("the application threw when it was woken");
    return {};
}

void Broker::opened(const SessionOpened &event)
{
    auto admission = admit(event);
    if (!admission) {
        const Problem &problem = admission.error();
        const CloseReason reason = closeReasonOf(problem);
        ++m_statistics.problems[problem.code];
        m_actions.toWorker(
            event.session.worker, CloseSession{event.session, reason, refusalFrame(problem)});
        return;
    }
    ++m_statistics.sessionsOpened;
    m_backlog.know(event.session.worker);
    m_sessions.add({event.session, admission->person, admission->name, event.request.login,
                       admission->isGuest, event.request.isHost},
        event.request.version);
    m_actions.toWorker(
        event.session.worker, AcceptSession{event.session, std::move(admission->connected)});
    m_effects.run(std::move(admission->effects));
}

// What an application throws is its own affair, and ends the one session.
stomp::BasicResult<Admission, Problem> Broker::admit(const SessionOpened &event)
try {
    return m_handler.connected(event.session, event.request, m_nowMs);
} catch (...) {
    return Problem{"internal-error", QStringLiteral("The server has a fault.")};
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
    else if (!isIntercepted(*session, event.frame))
        dispatch(*session, event.frame);
}

// SEND and SUBSCRIBE are judged on ways of their own.
bool Broker::isIntercepted(BrokerSession &session, const Frame &frame)
{
    if (frame.command == Command::Send || frame.command == Command::Subscribe)
        return false;
    auto instead = m_handler.beforeFrame(frame, session.caller, m_nowMs);
    if (!instead || frame.command == Command::Disconnect)
        return false;
    const bool isUnsubscribe = frame.command == Command::Unsubscribe;
    const RequestPointer request =
        m_answers.begin(session, frame, {}, isUnsubscribe ? frame.header("id") : QByteArray());
    m_effects.run({*std::move(instead)}, request);
    m_answers.release(request);
    return true;
}

void Broker::closed(const SessionClosed &event)
{
    m_sessions.remove(event.session);
    m_gone.push_back(event.session);
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
    if (frame.headers.contains("transaction"))
        return enlist(session, frame);
    const RequestPointer request = m_answers.begin(session, frame, destination);
    const SendOrder::Places place{{session.caller.session, destination}};
    if (m_order.isFree(place))
        return sendNow(frame, session.caller, request);
    m_order.enter(place, [this, frame, caller = session.caller, request](SendOrder::Ticket ticket) {
        request->done = [this, ticket] { m_order.leave(ticket); };
        sendNow(frame, caller, request);
    });
}

void Broker::sendNow(const Frame &frame, const Caller &caller, const RequestPointer &request)
{
    Queues::Plan alone;
    Effects effects = judge(frame, caller, alone);
    const bool isAnsweredLater = std::any_of(effects.begin(), effects.end(),
        [](const Effect &effect) { return std::holds_alternative<Later>(effect); });
    if (isAnsweredLater && !request->done) {
        m_order.enter({{caller.session, frame.header("destination")}},
            [this, request](SendOrder::Ticket ticket) {
                request->done = [this, ticket] { m_order.leave(ticket); };
            });
    }
    m_effects.run(std::move(effects), request);
    m_answers.release(request);
}

Effects Broker::judge(const Frame &frame, const Caller &caller, Queues::Plan &plan)
{
    const QByteArray destination = frame.header("destination");
    const DestinationKind kind = destinationKind(destination, m_options);
    if (kind == DestinationKind::Application)
        return m_handler.message(frame, caller, m_nowMs);
    if (auto instead = m_handler.beforeSend(frame, caller, m_nowMs))
        return {*std::move(instead)};
    if (frame.headers.contains("retain")) // S-282
        return {Fail{{"not-supported", QStringLiteral("Nothing retains a last value.")}}};
    switch (kind) {
    case DestinationKind::Queue:
        if (auto problem = m_queues.objection(caller.session, destination, frame.body.size(), plan))
            return {Fail{*std::move(problem)}};
        [[fallthrough]];
    case DestinationKind::Topic:
        return {Publish{destination, passedOn(frame.headers), frame.body, 0, caller.session}};
    case DestinationKind::PersonQueue:
        return {SendToPerson{caller.person, destination, passedOn(frame.headers), frame.body, {}}};
    case DestinationKind::Broker:
    case DestinationKind::SessionQueue:
        return {Fail{{"not-for-clients", QStringLiteral("only the server publishes here")}}};
    case DestinationKind::Foreign:
        return {Fail{{"not-allowed", QStringLiteral("this belongs to somebody else")}}};
    default:
        return {Fail{{"no-such-destination", QStringLiteral("nothing listens there")}}};
    }
}

void Broker::disconnect(BrokerSession &session, const Frame &frame)
{
    session.transactions = {};
    m_answers.leave(session, frame.header("receipt"));
}

} // namespace server
