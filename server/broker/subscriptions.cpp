#include "server/broker/subscriptions.h"

#include <algorithm>
#include <utility>

namespace server {

using stomp::Error;
using stomp::ErrorCode;
using stomp::Version;

namespace {

// 1.0 may subscribe without an id; the destination names the subscription then. NUL cannot be sent,
// so this never meets an id.
QByteArray keyOfDestination(const QByteArray &destination)
{
    return QByteArray(1, '\0').append(destination);
}

// What other brokers have and this one has not: told, not passed over (S-148, S-283, S-286, S-287,
// S-291).
std::optional<Problem> unsupported(const stomp::Frame &frame)
{
    if (frame.headers.contains("selector"))
        return Problem{"not-supported", QStringLiteral("There are no selectors.")};
    if (frame.header("browser") == "true")
        return Problem{"not-supported", QStringLiteral("Queues cannot be browsed.")};
    for (const char *name : {"exclusive", "activemq.exclusive"}) {
        if (frame.header(name) == "true")
            return Problem{"not-supported", QStringLiteral("There are no exclusive consumers.")};
    }
    for (const char *name : {"durable", "persistent"}) {
        if (frame.header(name) == "true")
            return Problem{"not-supported", QStringLiteral("There are no durable subscriptions.")};
    }
    for (const char *name :
        {"activemq.subscriptionName", "subscription-name", "durable-subscription-name"}) {
        if (frame.headers.contains(name))
            return Problem{"not-supported", QStringLiteral("There are no durable subscriptions.")};
    }
    return std::nullopt;
}

bool isDropped(const Effects &effects)
{
    return std::any_of(effects.begin(), effects.end(),
        [](const Effect &effect) { return std::holds_alternative<Drop>(effect); });
}

stomp::Result<AckMode> ackMode(const stomp::Frame &frame)
{
    const QByteArray mode = frame.headers.find("ack").value_or("auto");
    if (mode == "auto")
        return AckMode::Auto;
    if (mode == "client")
        return AckMode::Client;
    if (mode == "client-individual")
        return AckMode::ClientIndividual;
    return Error{ErrorCode::InvalidHeader, "ack must be auto, client or client-individual"};
}

// Under the names that brokers give it (S-299); what is no number is not asked.
std::optional<int> askedPrefetch(const stomp::Frame &frame)
{
    for (const char *name : {"prefetch-count", "activemq.prefetchSize"}) {
        bool isNumber = false;
        const int count = frame.header(name).toInt(&isNumber);
        if (isNumber && count > 0)
            return count;
    }
    return std::nullopt;
}

} // namespace

Subscriptions::Subscriptions(InboundHandler &handler, SubscriptionRegistry &registry,
    Sessions &sessions, Queues &queues, Answers &answers, EffectRunner &effects, Replays &replays,
    const BrokerOptions &options)
    : m_handler(handler)
    , m_registry(registry)
    , m_sessions(sessions)
    , m_queues(queues)
    , m_answers(answers)
    , m_effects(effects)
    , m_replays(replays)
    , m_options(options)
{
}

void Subscriptions::subscribe(BrokerSession &session, const stomp::Frame &frame, qint64 nowMs)
{
    const stomp::Result<Wish> wish = understand(session, frame);
    if (!wish) {
        m_answers.protocolError(session.caller.session, frame, wish.error());
        return;
    }
    session.tombstones.remove(wish->key);
    const RequestPointer request = m_answers.begin(session, frame, wish->destination, wish->header);
    request->subscriptionKey = wish->key;
    if (auto problem = unsupported(frame)) {
        refuse(session, request, *std::move(problem));
        m_answers.release(request);
        return;
    }
    switch (const DestinationKind kind = destinationKind(wish->destination, m_options)) {
    case DestinationKind::Application:
        ask(session, frame, *wish, request, nowMs);
        break;
    case DestinationKind::Foreign:
        refuse(session, request, {"not-allowed", QStringLiteral("this belongs to somebody else")});
        break;
    case DestinationKind::Unknown:
        refuse(session, request,
            {"no-such-destination", QStringLiteral("nothing can be subscribed there")});
        break;
    default:
        join(session, frame, *wish, kind, request, nowMs);
    }
    m_answers.release(request);
}

stomp::Result<Subscriptions::Wish> Subscriptions::understand(
    BrokerSession &session, const stomp::Frame &frame) const
{
    Wish wish;
    wish.destination = frame.header("destination");
    wish.header = frame.header("id");
    if (const auto error = checkDestination(wish.destination, m_options))
        return *error;
    if (wish.header.isEmpty() && session.version != Version::V10)
        return Error{ErrorCode::MissingHeader, "SUBSCRIBE needs an id"};
    wish.key = wish.header.isEmpty() ? keyOfDestination(wish.destination) : wish.header;
    const stomp::Result<AckMode> mode = ackMode(frame);
    if (!mode)
        return mode.error();
    wish.mode = *mode;
    wish.prefetch =
        std::min(askedPrefetch(frame).value_or(m_options.prefetch), m_options.largestPrefetch);
    wish.isNoLocal = frame.header("no-local") == "true";
    if (const auto isFree = checkFree(session, wish.key); !isFree)
        return isFree.error();
    return wish;
}

stomp::Result<void> Subscriptions::checkFree(
    const BrokerSession &session, const QByteArray &key) const
{
    const SessionId id = session.caller.session;
    if (m_registry.subscriber(id, key) || session.openReplies.contains(key))
        return Error{ErrorCode::DuplicateSubscription, "duplicate subscription id"};
    if (m_registry.count(id) + static_cast<int>(session.openReplies.size())
        >= m_options.subscriptions)
        return Error{ErrorCode::TooManySubscriptions, "too many subscriptions"};
    return {};
}

// To the application prefix: one reply, and the subscription is over.
void Subscriptions::ask(BrokerSession &session, const stomp::Frame &frame, const Wish &wish,
    const RequestPointer &request, qint64 nowMs)
{
    request->stream = addStream(session, wish);
    session.isHandedByApplication = true;
    request->reply = ++m_lastReply;
    session.openReplies[request->subscriptionKey] = request->reply;
    request->atEnd = [this, request = request.get()] {
        BrokerSession &session = *m_sessions.find(request->session);
        session.streams.end(request->stream, m_options.tombstones);
        const auto open = session.openReplies.find(request->subscriptionKey);
        if (open == session.openReplies.end() || open->second != request->reply)
            return;
        session.openReplies.erase(open);
        session.tombstones.add(request->subscriptionKey, m_options.tombstones);
    };
    m_effects.run(m_handler.subscription(frame, session.caller, nowMs), request);
}

// In the client modes its MESSAGEs have names to be acknowledged by.
quint64 Subscriptions::addStream(BrokerSession &session, const Wish &wish)
{
    if (wish.mode == AckMode::Auto) {
        session.isHandedAuto = true;
        return 0;
    }
    session.streams.add(++m_lastStream, wish.header);
    m_queues.expectAcknowledgements(session.caller.session);
    return m_lastStream;
}

std::optional<Problem> Subscriptions::objection(
    SessionId session, const Wish &wish, DestinationKind kind) const
{
    const bool mayBePattern = kind == DestinationKind::Topic || kind == DestinationKind::Broker;
    if (isPattern(wish.destination) && !mayBePattern)
        return Problem{"no-patterns", QStringLiteral("patterns cannot be subscribed here")};
    if (isPattern(wish.destination) && !isWellFormedPattern(wish.destination))
        return Problem{"bad-pattern",
            QStringLiteral("a pattern has * and ? in its segments, {names} and ** as segments")};
    return kind == DestinationKind::Queue ? m_queues.objection(session, wish.destination)
                                          : std::nullopt;
}

// To a live stream.
void Subscriptions::join(BrokerSession &session, const stomp::Frame &frame, const Wish &wish,
    DestinationKind kind, const RequestPointer &request, qint64 nowMs)
{
    const SessionId id = session.caller.session;
    if (auto problem = objection(id, wish, kind)) {
        refuse(session, request, *std::move(problem));
        return;
    }
    auto admitted = m_handler.subscribe(frame, session.caller, nowMs);
    if (!admitted) {
        refuse(session, request, admitted.error());
        return;
    }
    if (isDropped(admitted->effects)) {
        // Away with it, without trace for the sender; nobody was let in.
        session.tombstones.add(wish.key, m_options.tombstones);
        m_effects.run(std::move(admitted->effects), request);
        return;
    }
    add(session, wish, kind);
    request->then.push_back([this, id, wish, kind] { activate(id, wish, kind); });
    const std::optional<Replay> &replay = admitted->replay;
    if (replay && (replay->range != LogQuery::Range::Last || replay->count > 0))
        m_replays.start(*replay, request, *m_registry.changeable(id, wish.key));
    m_effects.run(std::move(admitted->effects), request);
    BrokerSession *stillThere = m_sessions.find(id);
    if (request->problem && stillThere) {
        stillThere->streams.end(m_registry.subscriber(id, wish.key)->stream, m_options.tombstones);
        m_sessions.endSubscription(*stillThere, wish.key);
        refuse(*stillThere, request, *request->problem);
    }
}

void Subscriptions::add(BrokerSession &session, const Wish &wish, DestinationKind kind)
{
    const Caller &caller = session.caller;
    QByteArray destination = wish.destination;
    if (kind == DestinationKind::SessionQueue)
        destination = sessionDestination(caller.session, wish.destination);
    else if (kind == DestinationKind::PersonQueue)
        destination = personDestination(caller.person, wish.destination);
    Subscriber subscriber{caller.session, wish.key, wish.header, session.version};
    subscriber.isActive = false;
    subscriber.isNoLocal = wish.isNoLocal && kind == DestinationKind::Topic;
    if (kind != DestinationKind::Queue)
        subscriber.stream = addStream(session, wish);
    else if (wish.mode == AckMode::Auto)
        session.isHandedAuto = true;
    m_queues.claim(wish.destination, caller.session);
    if (kind == DestinationKind::Broker)
        session.isHandedByApplication = true;
    m_registry.add(destination, std::move(subscriber));
}

// Right behind the receipt, so that it comes before the first MESSAGE (S-149).
void Subscriptions::activate(SessionId session, const Wish &wish, DestinationKind kind)
{
    Subscriber *subscriber = m_registry.changeable(session, wish.key);
    if (!subscriber || subscriber->isActive)
        return;
    subscriber->isActive = true;
    if (kind == DestinationKind::Queue) {
        m_queues.subscribe(wish.destination,
            {session, wish.key, wish.header, subscriber->version, wish.mode, wish.prefetch});
    }
}

void Subscriptions::refuse(BrokerSession &session, const RequestPointer &request, Problem problem)
{
    session.tombstones.add(request->subscriptionKey, m_options.tombstones);
    m_answers.fail(request, std::move(problem));
}

void Subscriptions::unsubscribe(BrokerSession &session, const stomp::Frame &frame)
{
    const stomp::Result<std::vector<QByteArray>> keys = keysToEnd(session, frame);
    if (!keys) {
        m_answers.protocolError(session.caller.session, frame, keys.error());
        return;
    }
    if (auto problem = unsupported(frame)) { // S-284: nothing of anybody's is deleted
        const RequestPointer request = m_answers.begin(session, frame, {}, frame.header("id"));
        m_answers.fail(request, *std::move(problem));
        m_answers.release(request);
        return;
    }
    QByteArray destination;
    bool isKnown = false;
    for (const QByteArray &key : *keys) {
        if (const QByteArray of = m_registry.destinationOf(session.caller.session, key);
            !of.isEmpty())
            destination = asSubscribed(of);
        isKnown = end(session, key) || isKnown;
    }
    if (!isKnown) {
        m_answers.protocolError(session.caller.session, frame,
            {ErrorCode::UnknownSubscription, "no subscription of this id"});
        return;
    }
    m_answers.release(m_answers.begin(session, frame, destination, frame.header("id")));
}

// 1.0 may name the destination instead: everything this session subscribed there ends (S-152).
stomp::Result<std::vector<QByteArray>> Subscriptions::keysToEnd(
    const BrokerSession &session, const stomp::Frame &frame) const
{
    const QByteArray id = frame.header("id");
    if (!id.isEmpty())
        return std::vector{id};
    const QByteArray destination = frame.header("destination");
    if (session.version != Version::V10 || destination.isEmpty())
        return Error{ErrorCode::MissingHeader, "UNSUBSCRIBE needs an id"};
    std::vector<QByteArray> keys;
    for (const SubscriptionRegistry::Entry &subscription :
        m_registry.ofSession(session.caller.session)) {
        if (asSubscribed(subscription.destination) == destination)
            keys.push_back(subscription.id);
    }
    if (keys.empty())
        keys.push_back(keyOfDestination(destination));
    return keys;
}

bool Subscriptions::end(BrokerSession &session, const QByteArray &key)
{
    const SessionId id = session.caller.session;
    const bool wasOpen = session.openReplies.erase(key) > 0;
    const bool wasBuried = session.tombstones.remove(key);
    const QByteArray destination = m_registry.destinationOf(id, key);
    if (destination.isEmpty())
        return wasOpen || wasBuried;
    session.streams.end(m_registry.subscriber(id, key)->stream, m_options.tombstones);
    if (Queues::isQueue(destination))
        m_queues.unsubscribe(destination, id, key);
    m_sessions.endSubscription(session, key);
    return true;
}

} // namespace server
