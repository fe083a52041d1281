#pragma once

#include "server/broker/inboundhandler.h"
#include "server/routing/accessrules.h"
#include "server/routing/handlercall.h"
#include "server/routing/handlerresult.h"
#include "server/routing/interceptor.h"
#include "server/routing/problemmapping.h"
#include "server/routing/router.h"
#include "server/routing/routetemplate.h"

#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace server {

struct RoutingOptions {
    QByteArray applicationPrefix = "/publish";
    QByteArray brokerPrefix = "/subscribe";
    // Names what the log holds and the sender only hears of. Empty: random UUIDs.
    std::function<QByteArray()> makeIncidentId;
};

// How the messages that came to routes ended; together they are all of them.
struct MessageCounts {
    quint64 published = 0;
    quint64 replied = 0;
    quint64 accepted = 0; // nobody hears of it
    quint64 dropped = 0; // by a named interceptor
    quint64 refused = 0; // a Problem went to the sender

    quint64 total() const { return published + replied + accepted + dropped + refused; }
    friend bool operator==(const MessageCounts &, const MessageCounts &) = default;
};

template<typename Route, typename Handler>
class UnsentMessageRoute;

// What clients can ask of a program, as routes: the broker's InboundHandler. Templates are written
// without the prefixes. Lives on the broker thread; routes are added before the first frame.
class Application : public InboundHandler {
public:
    explicit Application(RoutingOptions options = {});
    Application(const Application &) = delete;
    Application &operator=(const Application &) = delete;

    // SEND to the application prefix. What the handler returns as a value is published by
    // .sendTo<"/…">(), which such a route needs.
    template<Literal Text, typename Handler>
    auto message(Handler handler)
    {
        using Route = RouteTemplate<Text>;
        if constexpr (HandlerResult<ResultOf<Handler>>::isValue)
            return UnsentMessageRoute<Route, Handler>(*this, std::move(handler));
        else
            addMessageRoute<Route>(
                std::move(handler), [](const auto &, auto &&) { return Effects(); });
    }

    // SUBSCRIBE to the application prefix: one reply.
    template<Literal Text, typename Handler>
    void subscription(Handler handler)
    {
        addRoute<RouteTemplate<Text>>(
            m_subscriptions, std::move(handler), [](const Invocation &, auto &&value) {
                const EncodedBody body = toBody(value);
                return Effects{Reply{headersOf(body), body.bytes}};
            });
    }

    // SUBSCRIBE to a live stream at the broker prefix. The handler returns Admitted, Replay,
    // nothing, or a Problem; without a handler everybody may listen.
    template<Literal Text, typename Handler>
    void subscribe(Handler handler);
    template<Literal Text>
    void subscribe()
    {
        subscribe<Text>([] {});
    }

    // Who may subscribe to patterns of live streams ("/subscribe/chat/*"), which routes do not see;
    // nobody unless this is said. Interceptors are asked with the pattern as the destination.
    using PatternGuard = std::function<bool(const QByteArray &pattern, const Caller &)>;
    void admitPatterns(PatternGuard guard) { m_patternGuard = std::move(guard); }

    // The end of a subscription to a live stream.
    template<Literal Text, typename Handler>
    void unsubscribe(Handler handler)
    {
        static_assert(!HandlerResult<ResultOf<Handler>>::isValue,
            "the end of a subscription has no value to give: return Effects or nothing");
        addRoute<RouteTemplate<Text>>(m_unsubscriptions, std::move(handler),
            [](const Invocation &, auto &&) { return Effects(); });
    }

    // Asked in the order added, before any route; those of SEND wherever it goes: topics, queues
    // and the broker prefix, too (S-268). Of a SEND in a transaction they are asked when it comes
    // and at COMMIT. The session ends by DISCONNECT whatever is said of it; CONNECT is judged by
    // connected(), its end told by disconnected() (S-326).
    template<stomp::Command Command>
    void intercept(InterceptorChain::Interceptor interceptor)
    {
        static_assert(isOfSessions(Command),
            "interceptors of an application see what clients send behind CONNECT");
        m_interceptors.add(Command, std::move(interceptor));
    }

    // Who may send and subscribe where: an interceptor of both, made of a list of rules (S-335).
    void authorize(AccessRules rules);

    // Maps what handlers throw.
    template<typename Error, typename Map>
    void problem(Map map)
    {
        m_problems.add<Error>(std::move(map));
    }

    const MessageCounts &messageCounts() const { return m_counts; }

    stomp::BasicResult<Admission, Problem> connected(
        SessionId session, const ConnectRequest &request, qint64 nowMs) override;
    Effects disconnected(const Caller &caller, qint64 nowMs) override;
    // The interceptors of SEND, for what routes do not see.
    std::optional<Effect> beforeSend(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) final;
    std::optional<Effect> beforeFrame(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) final;
    Effects message(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) final;
    Effects subscription(const stomp::Frame &frame, const Caller &caller, qint64 nowMs) final;
    stomp::BasicResult<Admitted, Problem> subscribe(
        const stomp::Frame &frame, const Caller &caller, qint64 nowMs) final;
    Effects unsubscribed(const QByteArray &destination, const Caller &caller, qint64 nowMs) final;
    Publish entryMessage(const QByteArray &room, const LogEntry &entry) const override;
    Publish gapMessage(const QByteArray &room, qint64 from, qint64 to) const override;
    Effects wake(qint64 nowMs) override;
    std::optional<qint64> nextWake() const override;

private:
    template<typename Route, typename Handler>
    friend class UnsentMessageRoute;

    using StreamOutcome = stomp::BasicResult<Admitted, Problem>;

    static constexpr bool isOfSessions(stomp::Command command)
    {
        using enum stomp::Command;
        return command == Send || command == Subscribe || command == Unsubscribe || command == Ack
            || command == Nack || command == Begin || command == Commit || command == Abort
            || command == Disconnect;
    }

    template<typename Route, typename Handler, typename OnValue>
    void addRoute(Router<Effects> &router, Handler handler, OnValue onValue)
    {
        using Result = ResultOf<Handler>;
        router.add(Route::text,
            [handler = std::move(handler), onValue](const Invocation &invocation) mutable {
                return callHandler<Effects, Route>(handler, invocation, [&](auto &&...result) {
                    if constexpr (std::is_void_v<Result>)
                        return Effects();
                    else if constexpr (isFuture<Result>)
                        return HandlerResult<Result>::toEffects(std::move(result)...,
                            [onValue, kept = std::make_shared<KeptInvocation>(invocation)](
                                auto &&value) { return onValue(kept->get(), std::move(value)); });
                    else
                        return HandlerResult<Result>::toEffects(std::move(result)...,
                            [&](auto &&value) { return onValue(invocation, std::move(value)); });
                });
            });
    }
    template<typename Route, typename Handler, typename OnValue>
    void addMessageRoute(Handler handler, OnValue onValue)
    {
        addRoute<Route>(m_messages, std::move(handler), std::move(onValue));
    }
    void addStream(std::string_view route) { m_sendToStreams.emplace_back(route); }

    Effects run(const Router<Effects> &router, stomp::Command command, const stomp::Frame &frame,
        const Caller &caller, qint64 nowMs);
    StreamOutcome openStream(
        QByteArrayView path, const stomp::Frame &frame, const Caller &caller, qint64 nowMs);
    StreamOutcome openPattern(const QByteArray &pattern, const Caller &caller) const;
    void guardQuestions(Effects &effects) const;
    template<typename Question>
    void guard(Question &question) const;
    void guard(Later &later) const;
    void count(const Effects &effects);

    RoutingOptions m_options;
    Router<Effects> m_messages;
    Router<Effects> m_subscriptions;
    Router<StreamOutcome> m_streams;
    Router<Effects> m_unsubscriptions;
    std::vector<RoutePattern> m_sendToStreams;
    PatternGuard m_patternGuard;
    InterceptorChain m_interceptors;
    ProblemMapping m_problems;
    MessageCounts m_counts;
};

// A route whose handler returns a value; it is there once it says where the value goes.
template<typename Route, typename Handler>
class [[nodiscard("a handler that returns a value needs .sendTo<…>()")]] UnsentMessageRoute
{
public:
    UnsentMessageRoute(Application & application, Handler handler)
        : m_application(application)
        , m_handler(std::move(handler))
    {
    }

    template<Literal... Targets>
    void sendTo() &&
    {
        static_assert(sizeof...(Targets) > 0, "sendTo names where the value goes");
        static_assert((hasVariablesOf(Route::text, RouteTemplate<Targets>::text) && ...),
            "sendTo uses a {variable} that the route does not have");
        (m_application.addStream(RouteTemplate<Targets>::text), ...);
        m_application.addMessageRoute<Route>(std::move(m_handler),
            [targets = std::vector<TargetPath>{TargetPath(Targets.view(), Route::text)...},
                prefix = m_application.m_options.brokerPrefix](
                const Invocation &invocation, auto &&value) {
                const EncodedBody body = toBody(value);
                Effects effects;
                for (const TargetPath &target : targets)
                    effects.push_back(Publish{
                        prefix + target.filled(invocation.variables), headersOf(body), body.bytes});
                return effects;
            });
    }

private:
    Application &m_application;
    Handler m_handler;
};

// What a handler of a live stream returned, as the broker takes it.
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome()
{
    return Admitted{};
}
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome(Admitted admitted)
{
    return admitted;
}
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome(Replay replay)
{
    return Admitted{std::move(replay), {}};
}
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome(Problem problem)
{
    return problem;
}
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome(
    stomp::BasicResult<Admitted, Problem> outcome)
{
    return outcome;
}
inline stomp::BasicResult<Admitted, Problem> toStreamOutcome(
    stomp::BasicResult<void, Problem> outcome)
{
    if (!outcome)
        return outcome.error();
    return Admitted{};
}

template<Literal Text, typename Handler>
void Application::subscribe(Handler handler)
{
    m_streams.add(RouteTemplate<Text>::text,
        [handler = std::move(handler)](const Invocation &invocation) mutable {
            return callHandler<StreamOutcome, RouteTemplate<Text>>(handler, invocation,
                [](auto &&...result) { return toStreamOutcome(std::move(result)...); });
        });
}

} // namespace server
