#include "server/broker/effectrunner.h"

#include "server/broker/destination.h"
#include "server/broker/failureframes.h"

#include <utility>

namespace server {

namespace {

void setOutcome(const RequestPointer &request, SendOutcome outcome)
{
    if (request && !request->outcome)
        request->outcome = outcome;
}

Problem problemOf(const LogError &error)
{
    return {error.code, error.detail};
}

} // namespace

EffectRunner::EffectRunner(Sessions &sessions, SubscriptionRegistry &registry, Publisher &publisher,
    Queues &queues, Answers &answers, LogRequests &log, Laters &laters,
    BrokerStatistics &statistics, const BrokerOptions &options)
    : m_sessions(sessions)
    , m_registry(registry)
    , m_publisher(publisher)
    , m_queues(queues)
    , m_answers(answers)
    , m_log(log)
    , m_laters(laters)
    , m_statistics(statistics)
    , m_options(options)
{
}

void EffectRunner::run(Effects effects, const RequestPointer &request)
{
    for (Effect &effect : effects)
        std::visit(
            [&](auto &what) { carryOut(what, request); }, static_cast<Effect::variant &>(effect));
}

void EffectRunner::carryOut(Publish &publish, const RequestPointer &request)
{
    setOutcome(request, SendOutcome::Published);
    if (Queues::isQueue(publish.destination))
        m_queues.send(std::move(publish));
    else
        m_publisher.publish(publish);
}

void EffectRunner::carryOut(Reply &reply, const RequestPointer &request)
{
    if (!request)
        return;
    setOutcome(request, SendOutcome::Replied);
    if (request->command == stomp::Command::Subscribe)
        request->then.push_back(
            [this, reply, owner = request.get()] { replyOnSubscription(reply, *owner); });
    else
        m_publisher.sendToSession(request->session, repliesQueue, reply.headers, reply.body);
}

void EffectRunner::replyOnSubscription(const Reply &reply, Request &request)
{
    const Publish message{request.destination, reply.headers, reply.body};
    if (request.reply == 0) {
        if (const Subscriber *subscriber =
                m_registry.subscriber(request.session, request.subscriptionKey))
            m_publisher.sendToSubscriber(*subscriber, message);
        return;
    }
    // One reply, and only while the subscription that asked is the one open under this id.
    const BrokerSession *session = m_sessions.find(request.session);
    const auto open = session->openReplies.find(request.subscriptionKey);
    if (open == session->openReplies.end() || open->second != request.reply || request.isReplied)
        return;
    request.isReplied = true;
    Receiver receiver{request.session, request.subscription, {}};
    if (request.stream != 0 && session->version == stomp::Version::V12)
        receiver.ack = StreamAcknowledgements::name(request.stream, 1);
    m_publisher.sendTo(receiver, session->version, message);
}

void EffectRunner::carryOut(SendToPerson &message, const RequestPointer &request)
{
    setOutcome(request, SendOutcome::Published);
    m_publisher.sendToPerson(message);
}

void EffectRunner::carryOut(Append &append, const RequestPointer &request)
{
    LogWrite write = std::move(append.entry);
    if (request) {
        request->outcome = SendOutcome::Appended;
        m_answers.hold(request);
    }
    auto then = [this, append = std::move(append), request](
                    const LogResult<Appended> &result) { appended(append, result, request); };
    m_log.write(std::move(write), std::move(then));
}

// What is published goes out before the receipt: its sender, too, sees the MESSAGE first.
void EffectRunner::appended(
    const Append &append, const LogResult<Appended> &result, const RequestPointer &request)
{
    if (!result) {
        ++m_statistics.failedWrites;
        fail(request, problemOf(result.error()));
        if (append.failed)
            run(append.failed(result.error()));
    } else {
        kept(append, *result, request);
    }
    if (request)
        m_answers.release(request);
}

void EffectRunner::kept(
    const Append &append, const Appended &appended, const RequestPointer &request)
{
    // What was so already has no number.
    const bool isNumbered = appended.seq > 0;
    if (request && isNumbered && !request->receiptHeaders.contains("seq")) {
        request->receiptHeaders.append(QByteArrayLiteral("seq"), QByteArray::number(appended.seq));
        request->receiptHeaders.append(QByteArrayLiteral("message-id"), appended.id);
    }
    if (!appended.isRepeat && append.committed)
        run(append.committed(appended), request);
    if (appended.isRepeat && append.repeated)
        run(append.repeated(), request);
}

void EffectRunner::carryOut(Save &save, const RequestPointer &request)
{
    const bool isAwaited = request && save.committed;
    if (isAwaited)
        m_answers.hold(request);
    auto saved = [this, committed = std::move(save.committed), request, isAwaited](
                     const LogResult<Appended> &result) {
        if (!result) {
            ++m_statistics.failedWrites;
            if (isAwaited)
                fail(request, problemOf(result.error()));
        } else if (committed) {
            run(committed(), request);
        }
        if (isAwaited)
            m_answers.release(request);
    };
    m_log.write(std::move(save.write), std::move(saved));
}

void EffectRunner::carryOut(Ask &ask, const RequestPointer &request)
{
    if (request)
        m_answers.hold(request);
    m_log.read(
        ask.query, [this, then = std::move(ask.then), request](const LogResult<LogPage> &page) {
            goOn(page, then, request);
        });
}

void EffectRunner::carryOut(Search &search, const RequestPointer &request)
{
    if (request)
        m_answers.hold(request);
    m_log.search(std::move(search.query),
        [this, then = std::move(search.then), request](
            const LogResult<SearchPage> &page) { goOn(page, then, request); });
}

template<typename Page>
void EffectRunner::goOn(const LogResult<Page> &page,
    const std::function<Effects(const Page &)> &then, const RequestPointer &request)
{
    if (!page)
        fail(request, problemOf(page.error()));
    else if (!request || m_sessions.find(request->session))
        run(then(*page), request);
    if (request)
        m_answers.release(request);
}

void EffectRunner::carryOut(Later &later, const RequestPointer &request)
{
    if (request)
        m_answers.hold(request);
    m_laters.ask(later, [this, request](Effects effects) {
        run(std::move(effects), request);
        if (request)
            m_answers.release(request);
    });
}

void EffectRunner::carryOut(Fail &failure, const RequestPointer &request)
{
    fail(request, std::move(failure.problem));
}

void EffectRunner::carryOut(Drop &drop, const RequestPointer &request)
{
    setOutcome(request, SendOutcome::Dropped);
    ++m_statistics.drops[drop.by];
}

void EffectRunner::carryOut(Disconnect &disconnect, const RequestPointer &)
{
    std::optional<stomp::Frame> error;
    if (!disconnect.problem.code.isEmpty())
        error = refusalFrame(disconnect.problem);
    m_sessions.close(disconnect.session, disconnect.reason, std::move(error));
}

void EffectRunner::carryOut(EndSubscriptions &ending, const RequestPointer &)
{
    for (const QByteArray &destination : ending.destinations) {
        std::vector<Request> concerned;
        for (const Subscriber &subscriber : m_registry.find(destination)) {
            const BrokerSession *session = m_sessions.find(subscriber.session);
            if (!session || session->caller.person != ending.person)
                continue;
            Request &request = concerned.emplace_back();
            request.session = subscriber.session;
            request.command = stomp::Command::Subscribe;
            request.subscription = subscriber.header;
            request.subscriptionKey = subscriber.id;
            request.destination = destination;
        }
        for (const Request &request : concerned)
            endSubscription(request, ending.problem);
    }
}

// Telling of one may have ended the session, and with it the others.
void EffectRunner::endSubscription(const Request &concerned, const Problem &problem)
{
    BrokerSession *session = m_sessions.find(concerned.session);
    if (!session)
        return;
    m_sessions.endSubscription(*session, concerned.subscriptionKey);
    session->tombstones.add(concerned.subscriptionKey, m_options.tombstones);
    ++m_statistics.problems[problem.code];
    m_answers.tell(concerned, problem);
}

// Without a request nobody hears of it; it is counted.
void EffectRunner::fail(const RequestPointer &request, Problem problem)
{
    if (request)
        m_answers.fail(request, std::move(problem));
    else
        ++m_statistics.problems[problem.code];
}

} // namespace server
