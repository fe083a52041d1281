#include "server/routing/application.h"

#include "server/broker/destination.h"

#include <QUuid>

namespace server {

namespace {

RoutingOptions completed(RoutingOptions options)
{
    if (!options.makeIncidentId)
        options.makeIncidentId = [] {
            return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        };
    return options;
}

Problem noSuchRoute()
{
    return Problem{"no-such-route", QStringLiteral("Nothing answers at this destination.")};
}

template<typename Alternative>
bool holds(const Effects &effects)
{
    return std::any_of(effects.begin(), effects.end(),
        [](const Effect &effect) { return std::holds_alternative<Alternative>(effect); });
}

} // namespace

Application::Application(RoutingOptions options)
    : m_options(completed(std::move(options)))
    , m_problems(m_options.makeIncidentId)
{
}

stomp::BasicResult<Admission, Problem> Application::connected(
    SessionId session, const ConnectRequest &request, qint64)
{
    Admission admission;
    admission.person =
        "guest-" + QByteArray::number(session.worker) + '-' + QByteArray::number(session.serial);
    admission.name = QString::fromUtf8(request.login);
    return admission;
}

Effects Application::disconnected(const Caller &, qint64)
{
    return {};
}

Effects Application::message(const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
{
    Effects effects = run(m_messages, stomp::Command::Send, frame, caller, nowMs);
    count(effects);
    return effects;
}

Effects Application::subscription(const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
{
    return run(m_subscriptions, stomp::Command::Subscribe, frame, caller, nowMs);
}

Effects Application::run(const Router<Effects> &router, stomp::Command command,
    const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
try {
    if (const Verdict verdict = m_interceptors.judge(command, frame, caller); verdict.instead())
        return {*verdict.instead()};
    const QByteArray destination = frame.header("destination");
    const auto path = withoutPrefix(destination, m_options.applicationPrefix);
    if (!path)
        return refused<Effects>(noSuchRoute());
    const auto segments = splitPath(*path);
    if (!segments)
        return refused<Effects>(segments.error());
    Invocation invocation{frame, caller, nowMs, {}};
    const auto *route = router.find(*segments, invocation.variables);
    if (!route)
        return refused<Effects>(noSuchRoute());
    Effects effects = (*route)(invocation);
    guardQuestions(effects);
    return effects;
} catch (...) {
    return refused<Effects>(m_problems.problemOf(std::current_exception()));
}

// What goes on later may throw as the handler itself may.
void Application::guardQuestions(Effects &effects) const
{
    for (Effect &effect : effects) {
        if (auto *ask = std::get_if<Ask>(&effect))
            guard(*ask);
        else if (auto *search = std::get_if<Search>(&effect))
            guard(*search);
        else if (auto *later = std::get_if<Later>(&effect))
            guard(*later);
    }
}

template<typename Question>
void Application::guard(Question &question) const
{
    question.then = [this, then = std::move(question.then)](const auto &page) {
        try {
            return then(page);
        } catch (...) {
            return refused<Effects>(m_problems.problemOf(std::current_exception()));
        }
    };
}

void Application::guard(Later &later) const
{
    later.begin = [this, begin = std::move(later.begin)](std::function<void(Later::Answer)> take) {
        begin([this, take](Later::Answer answer) {
            take([this, answer = std::move(answer)] {
                try {
                    Effects effects = answer();
                    guardQuestions(effects);
                    return effects;
                } catch (...) {
                    return refused<Effects>(m_problems.problemOf(std::current_exception()));
                }
            });
        });
    };
}

void Application::authorize(AccessRules rules)
{
    const auto judge = [rules = std::make_shared<AccessRules>(std::move(rules))](
                           const stomp::Frame &frame, const Caller &caller) {
        return rules->judge(frame, caller);
    };
    intercept<stomp::Command::Send>(judge);
    intercept<stomp::Command::Subscribe>(judge);
}

std::optional<Effect> Application::beforeSend(
    const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
{
    return beforeFrame(frame, caller, nowMs);
}

std::optional<Effect> Application::beforeFrame(
    const stomp::Frame &frame, const Caller &caller, qint64)
try {
    return m_interceptors.judge(frame.command, frame, caller).instead();
} catch (...) {
    return Effect(Fail{m_problems.problemOf(std::current_exception())});
}

stomp::BasicResult<Admitted, Problem> Application::subscribe(
    const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
try {
    const Verdict verdict = m_interceptors.judge(stomp::Command::Subscribe, frame, caller);
    if (const auto &instead = verdict.instead()) {
        if (const auto *fail = std::get_if<Fail>(&*instead))
            return fail->problem;
        return Admitted{std::nullopt, {*instead}};
    }
    const QByteArray destination = frame.header("destination");
    const auto path = withoutPrefix(destination, m_options.brokerPrefix);
    if (!path)
        return Admitted{}; // a topic, a queue: not the routes' business
    if (isPattern(destination))
        return openPattern(destination, caller);
    return openStream(*path, frame, caller, nowMs);
} catch (...) {
    return m_problems.problemOf(std::current_exception());
}

Application::StreamOutcome Application::openPattern(
    const QByteArray &pattern, const Caller &caller) const
{
    if (!m_patternGuard || !m_patternGuard(pattern, caller))
        return Problem{
            "no-patterns", QStringLiteral("Patterns of these destinations are not for everybody.")};
    return Admitted{};
}

Application::StreamOutcome Application::openStream(
    QByteArrayView path, const stomp::Frame &frame, const Caller &caller, qint64 nowMs)
{
    const auto segments = splitPath(path);
    if (!segments)
        return segments.error();
    Invocation invocation{frame, caller, nowMs, {}};
    if (const auto *route = m_streams.find(*segments, invocation.variables))
        return (*route)(invocation);
    const bool isSentTo = std::any_of(m_sendToStreams.begin(), m_sendToStreams.end(),
        [&](const RoutePattern &pattern) { return pattern.matches(*segments); });
    if (!isSentTo)
        return noSuchRoute();
    return Admitted{};
}

Effects Application::unsubscribed(const QByteArray &destination, const Caller &caller, qint64 nowMs)
try {
    const auto path = withoutPrefix(destination, m_options.brokerPrefix);
    if (!path || isPattern(destination))
        return {};
    const auto segments = splitPath(*path);
    const stomp::Frame frame{stomp::Command::Unsubscribe, {{"destination", destination}}, {}};
    Invocation invocation{frame, caller, nowMs, {}};
    const auto *route =
        segments ? m_unsubscriptions.find(*segments, invocation.variables) : nullptr;
    return route ? (*route)(invocation) : Effects();
} catch (...) {
    m_problems.problemOf(std::current_exception()); // for the log: nobody is there to hear of it
    return {};
}

Publish Application::entryMessage(const QByteArray &room, const LogEntry &entry) const
{
    return Publish{m_options.brokerPrefix + '/' + room,
        {{"message-id", entry.id}, {"seq", QByteArray::number(entry.seq)}}, entry.payload,
        entry.seq};
}

Publish Application::gapMessage(const QByteArray &room, qint64 from, qint64 to) const
{
    return Publish{m_options.brokerPrefix + '/' + room,
        {{"gap-from", QByteArray::number(from)}, {"gap-to", QByteArray::number(to)}}, {}};
}

Effects Application::wake(qint64)
{
    return {};
}

std::optional<qint64> Application::nextWake() const
{
    return std::nullopt;
}

// A message ends in exactly one way: the worst news of its effects, else the best.
void Application::count(const Effects &effects)
{
    if (holds<Fail>(effects))
        ++m_counts.refused;
    else if (holds<Drop>(effects))
        ++m_counts.dropped;
    else if (holds<Publish>(effects) || holds<Append>(effects) || holds<SendToPerson>(effects))
        ++m_counts.published;
    else if (holds<Reply>(effects) || holds<Ask>(effects) || holds<Search>(effects)
        || holds<Later>(effects))
        ++m_counts.replied;
    else
        ++m_counts.accepted;
}

} // namespace server
