#include "server/broker/replays.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

Problem unavailable(const QString &detail)
{
    return {"log-unavailable", detail};
}

} // namespace

Replays::Replays(const InboundHandler &handler, SubscriptionRegistry &registry, Sessions &sessions,
    Publisher &publisher, Answers &answers, LogRequests &log, BrokerStatistics &statistics,
    const BrokerOptions &options)
    : m_handler(handler)
    , m_registry(registry)
    , m_sessions(sessions)
    , m_publisher(publisher)
    , m_answers(answers)
    , m_log(log)
    , m_statistics(statistics)
    , m_options(options)
{
}

void Replays::start(const Replay &replay, const RequestPointer &request, Subscriber &subscriber)
{
    const auto running = std::make_shared<Running>();
    running->number = ++m_lastNumber;
    running->replay = replay;
    running->request = request;
    running->concerned.session = request->session;
    running->concerned.command = request->command;
    running->concerned.subscription = request->subscription;
    running->concerned.subscriptionKey = request->subscriptionKey;
    running->concerned.destination = request->destination;
    subscriber.replay = running->number;
    subscriber.skipThrough = Subscriber::skipAll;
    m_answers.hold(request);
    ask(running, firstQuery(*running));
}

LogQuery Replays::firstQuery(Running &running) const
{
    const Replay &replay = running.replay;
    if (replay.range == LogQuery::Range::Last) {
        // More than a page cannot be read from its end: look where that is, then read forward.
        running.isProbe = replay.count > m_options.replayPage;
        return {replay.room, LogQuery::Range::Last, 0, running.isProbe ? 1 : replay.count};
    }
    running.position = replay.position;
    return {replay.room, LogQuery::Range::After, replay.position, m_options.replayPage};
}

void Replays::ask(const RunningPointer &running, LogQuery query)
{
    running->query = query;
    m_log.read(std::move(query),
        [this, running](const LogResult<LogPage> &page) { pageArrived(running, page); });
}

void Replays::askAfter(const RunningPointer &running)
{
    ask(running,
        {running->replay.room, LogQuery::Range::After, running->position, m_options.replayPage});
}

void Replays::pageArrived(const RunningPointer &running, const LogResult<LogPage> &page)
{
    const RequestPointer request = std::exchange(running->request, nullptr);
    if (!request) {
        if (page)
            handOver(running, *page);
        else
            fail(*running, page.error().detail);
        return;
    }
    if (page)
        request->then.push_back([this, running, page = *page] { handOver(running, page); });
    else if (end(*running))
        m_answers.fail(request, unavailable(page.error().detail));
    m_answers.release(request);
}

void Replays::handOver(const RunningPointer &running, const LogPage &page)
{
    Subscriber *to = subscriber(*running);
    if (!to)
        return;
    setStart(*running, page, *to);
    const bool isProbe = std::exchange(running->isProbe, false);
    if (!isProbe)
        sendEntries(*running, page, *to);
    const bool isEnd = running->position >= page.lastSeq || (page.isEnd && !isProbe);
    if (isEnd && running->position >= to->newestSkipped) {
        to->skipThrough = running->position;
        to->replay = 0;
        return;
    }
    const bool isStuck =
        isEnd ? running->position < running->mustReach : !isProbe && page.entries.empty();
    if (isStuck) {
        fail(*running, QStringLiteral("the log does not give what it has"));
        return;
    }
    running->mustReach = to->newestSkipped;
    askAfter(running);
}

// Where the entries of this page follow on, and what is no longer there before them.
void Replays::setStart(Running &running, const LogPage &page, const Subscriber &subscriber)
{
    if (running.query.range == LogQuery::Range::Last)
        running.position = std::max<qint64>(page.lastSeq - running.replay.count, 0);
    else if (running.position > page.lastSeq)
        running.position = page.lastSeq; // Nothing was ever numbered so high: from now on, then.
    announceGap(running, page.firstSeq, subscriber);
}

// Everything between the position and `next` is missing.
void Replays::announceGap(Running &running, qint64 next, const Subscriber &subscriber)
{
    if (running.position + 1 >= next)
        return;
    m_publisher.sendToSubscriber(
        subscriber, m_handler.gapMessage(running.replay.room, running.position + 1, next - 1));
    running.position = next - 1;
}

void Replays::sendEntries(Running &running, const LogPage &page, const Subscriber &subscriber)
{
    for (const LogEntry &entry : page.entries) {
        if (entry.seq <= running.position)
            continue;
        announceGap(running, entry.seq, subscriber);
        m_publisher.sendToSubscriber(
            subscriber, m_handler.entryMessage(running.replay.room, entry));
        running.position = entry.seq;
    }
}

// False when the subscription was over already.
bool Replays::end(const Running &running)
{
    BrokerSession *session = m_sessions.find(running.concerned.session);
    if (!session || !subscriber(running))
        return false;
    m_sessions.endSubscription(*session, running.concerned.subscriptionKey);
    session->tombstones.add(running.concerned.subscriptionKey, m_options.tombstones);
    return true;
}

// The receipt was given already: the failure names the subscription alone.
void Replays::fail(const Running &running, const QString &detail)
{
    if (!end(running))
        return;
    const Problem problem = unavailable(detail);
    ++m_statistics.problems[problem.code];
    m_answers.tell(running.concerned, problem);
}

Subscriber *Replays::subscriber(const Running &running)
{
    const Request &concerned = running.concerned;
    Subscriber *found = m_registry.changeable(concerned.session, concerned.subscriptionKey);
    return found && found->replay == running.number ? found : nullptr;
}

} // namespace server
