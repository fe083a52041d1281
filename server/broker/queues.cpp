#include "server/broker/queues.h"

#include <algorithm>
#include <utility>

namespace server {

Queues::Queues(SubscriptionRegistry &registry, Publisher &publisher, BrokerStatistics &statistics,
    const BrokerOptions &options)
    : m_registry(registry)
    , m_publisher(publisher)
    , m_statistics(statistics)
    , m_options(options)
{
}

std::optional<Problem> Queues::objection(
    SessionId session, const QByteArray &destination, qsizetype bytes, Plan &plan) const
{
    if (isMissing(destination))
        return Problem{
            "no-such-destination", QStringLiteral("There is no temporary queue of this name.")};
    const auto queue = m_queues.find(destination);
    const int planned = plan.messages.contains(destination) ? plan.messages.at(destination) : 0;
    const std::size_t messages = (queue == m_queues.end() ? 0 : queue->second.messages())
        + static_cast<std::size_t>(planned);
    const bool isNew = queue == m_queues.end() && planned == 0;
    const bool mayOverflow = m_options.queueOverflow != QueueOverflow::Reject;
    if (isNew && !mayCreate(session, plan.newQueues))
        return Problem{"queue-full", QStringLiteral("There are too many queues.")};
    if (messages >= static_cast<std::size_t>(m_options.queueMessages) && !mayOverflow)
        return Problem{"queue-full",
            QStringLiteral("The queue holds %1 messages, as many as it may.").arg(messages)};
    if (m_bytes + plan.bytes + bytes > m_options.queueBytes
        && (!mayOverflow || bytes > m_options.queueBytes))
        return Problem{"queue-full", QStringLiteral("The queues hold as many bytes as they may.")};
    ++plan.messages[destination];
    plan.newQueues += isNew ? 1 : 0;
    plan.bytes += bytes;
    return std::nullopt;
}

void Queues::send(Publish message)
{
    if (!message.headers.contains("message-id"))
        message.headers.append("message-id", m_publisher.nextMessageId());
    const QByteArray destination = message.destination;
    if (isMissing(destination)) { // its session ended meanwhile
        ++m_statistics.discarded;
        return;
    }
    QueuedMessage queued;
    queued.expiresAt = expiryOf(message.headers, m_nowMs);
    queued.order = ++m_lastOrder;
    Queue &queue = queueOf(destination, message.sender.value_or(SessionId()));
    queued.message = std::move(message);
    m_bytes += queued.size();
    wakeFor(queued);
    queue.waiting.push_back(std::move(queued));
    makeRoom(destination);
    dispatch(destination);
}

Queues::Queue &Queues::queueOf(const QByteArray &destination, SessionId creator)
{
    const auto [queue, isNew] = m_queues.try_emplace(destination);
    if (isNew) {
        queue->second.creator = creator;
        ++m_created[creator];
    }
    return queue->second;
}

bool Queues::mayCreate(SessionId session, int planned) const
{
    const auto created = m_created.find(session);
    const int own = created == m_created.end() ? 0 : created->second;
    return static_cast<int>(m_queues.size()) + planned < m_options.queues
        && own + planned < m_options.queuesOfSession;
}

void Queues::subscribe(const QByteArray &destination, Consumer consumer)
{
    if (consumer.mode != AckMode::Auto)
        m_unacknowledged.expect(consumer.session);
    m_consumed[consumer.session].insert(destination);
    queueOf(destination, consumer.session).consumers.push_back(std::move(consumer));
    dispatch(destination);
}

void Queues::unsubscribe(const QByteArray &destination, SessionId session, const QByteArray &key)
{
    const auto queue = m_queues.find(destination);
    if (queue == m_queues.end())
        return;
    std::vector<Consumer> &consumers = queue->second.consumers;
    std::erase_if(consumers, [&](const Consumer &consumer) {
        return consumer.session == session && consumer.key == key;
    });
    const bool isStillThere = std::any_of(consumers.begin(), consumers.end(),
        [&](const Consumer &consumer) { return consumer.session == session; });
    if (!isStillThere && !isTemporary(destination))
        m_consumed[session].erase(destination);
    dropWhenEmpty(destination);
}

// A message that ends one session after another is as bad as one that is given back.
void Queues::removeSession(SessionId session)
{
    std::set<QByteArray> touched;
    if (auto consumed = m_consumed.extract(session))
        touched = std::move(consumed.mapped());
    for (const QByteArray &destination : touched) {
        const auto queue = m_queues.find(destination);
        if (queue == m_queues.end())
            continue;
        std::erase_if(queue->second.consumers,
            [&](const Consumer &consumer) { return consumer.session == session; });
        queue->second.isOver = isTemporary(destination);
    }
    takeBack(m_unacknowledged.takeSession(session), std::move(touched));
}

void Queues::returnUntaken(SessionId session)
{
    takeBack(m_unacknowledged.takeUntaken(session), {});
}

void Queues::takeBack(std::vector<Delivery> deliveries, std::set<QByteArray> touched)
{
    for (Delivery &delivery : deliveries) {
        const QByteArray destination = delivery.message.message.destination;
        Queue &queue = m_queues[destination];
        --queue.handedOut;
        touched.insert(destination);
        if (delivery.message.deliveries > m_options.redeliveries)
            bury(std::move(delivery.message), "max-redeliveries");
        else
            putBack(queue, std::move(delivery.message));
    }
    for (const QByteArray &destination : touched)
        dispatch(destination);
}

void Queues::taken(SessionId session, quint64 number)
{
    std::set<QByteArray> touched;
    for (const Delivery &delivery : m_unacknowledged.takeTaken(session, number)) {
        const QByteArray &destination = delivery.message.message.destination;
        settle(m_queues[destination], session, delivery);
        m_bytes -= delivery.message.size();
        touched.insert(destination);
    }
    for (const QByteArray &destination : touched)
        dispatch(destination);
}

void Queues::dispatch(const QByteArray &destination)
{
    const auto found = m_queues.find(destination);
    if (found == m_queues.end())
        return;
    Queue &queue = found->second;
    if (queue.isOver)
        discardAll(queue);
    while (!queue.waiting.empty()) {
        if (queue.waiting.front().isExpired(m_nowMs)) {
            forget(queue.waiting.front());
            queue.waiting.pop_front();
            continue;
        }
        Consumer *consumer = nextFree(queue, queue.waiting.front());
        if (!consumer)
            break;
        QueuedMessage message = std::move(queue.waiting.front());
        queue.waiting.pop_front();
        deliver(queue, *consumer, std::move(message));
    }
    dropWhenEmpty(destination);
}

// In turn; who gave the message back only when nobody else is free.
Consumer *Queues::nextFree(Queue &queue, const QueuedMessage &message)
{
    Consumer *lastChoice = nullptr;
    for (std::size_t tried = 0; tried < queue.consumers.size(); ++tried) {
        queue.next = (queue.next + 1) % queue.consumers.size();
        Consumer &consumer = queue.consumers[queue.next];
        if (!isFree(consumer))
            continue;
        if (message.refusedBy != std::pair(consumer.session, consumer.key))
            return &consumer;
        lastChoice = &consumer;
    }
    return lastChoice;
}

// A session that ends in this very step is out of the registry before it is out of here.
bool Queues::isFree(const Consumer &consumer) const
{
    const bool hasRoom = consumer.mode == AckMode::Auto
        ? consumer.unacknowledged < m_options.prefetch && consumer.bytes < m_options.window
        : consumer.unacknowledged < consumer.prefetch
            && m_unacknowledged.count(consumer.session) < m_options.unacknowledged;
    return hasRoom && m_registry.subscriber(consumer.session, consumer.key);
}

void Queues::deliver(Queue &queue, Consumer &consumer, QueuedMessage message)
{
    Publish out = message.message;
    if (message.deliveries > 0) {
        out.headers.set("redelivered", "true");
        out.headers.set("delivery-count", QByteArray::number(message.deliveries + 1));
    }
    Receiver receiver{consumer.session, consumer.header, {}};
    ++consumer.unacknowledged;
    ++queue.handedOut;
    ++message.deliveries;
    const qsizetype bytes = message.size();
    Delivery delivery{std::move(message), consumer.key, consumer.header, consumer.mode};
    if (consumer.mode == AckMode::Auto) {
        consumer.bytes += bytes;
        receiver.number = m_unacknowledged.addUntaken(consumer.session, std::move(delivery));
    } else {
        const quint64 number = m_unacknowledged.add(consumer.session, std::move(delivery));
        if (consumer.version == stomp::Version::V12)
            receiver.ack = QByteArray::number(number);
    }
    m_publisher.sendTo(receiver, consumer.version, out);
}

stomp::Result<void> Queues::acknowledge(
    SessionId session, stomp::Version version, const stomp::Frame &frame, bool isAccepted)
{
    const bool wasFull = m_unacknowledged.count(session) >= m_options.unacknowledged;
    stomp::Result<std::vector<Delivery>> taken = m_unacknowledged.take(session, version, frame);
    if (!taken)
        return taken.error();
    if (taken->empty())
        return {};
    const QByteArray destination = taken->front().message.message.destination;
    Queue &queue = m_queues[destination];
    const bool isRequeued = frame.header("requeue") != "false";
    for (Delivery &delivery : *taken) {
        settle(queue, session, delivery);
        QueuedMessage &message = delivery.message;
        if (isAccepted) {
            m_bytes -= message.size();
        } else if (!isRequeued) {
            bury(std::move(message), "rejected");
        } else if (message.deliveries > m_options.redeliveries) {
            bury(std::move(message), "max-redeliveries");
        } else {
            message.refusedBy = {session, delivery.key};
            giveBack(queue, std::move(message));
        }
    }
    dispatch(destination);
    if (wasFull)
        dispatchAllOf(session);
    return {};
}

// Whom one queue filled up, another one has waited for.
void Queues::dispatchAllOf(SessionId session)
{
    const auto consumed = m_consumed.find(session);
    if (consumed == m_consumed.end())
        return;
    for (const QByteArray &destination : std::set<QByteArray>(consumed->second))
        dispatch(destination);
}

void Queues::settle(Queue &queue, SessionId session, const Delivery &delivery)
{
    --queue.handedOut;
    for (Consumer &consumer : queue.consumers) {
        if (consumer.session != session || consumer.key != delivery.key)
            continue;
        --consumer.unacknowledged;
        if (consumer.mode == AckMode::Auto)
            consumer.bytes -= delivery.message.size();
    }
}

void Queues::dropWhenEmpty(const QByteArray &destination)
{
    const auto queue = m_queues.find(destination);
    if (queue == m_queues.end() || queue->second.messages() > 0 || !queue->second.consumers.empty())
        return;
    if (isTemporary(destination) && !queue->second.isOver)
        return;
    m_wakes.erase({queue->second.wake, destination});
    if (const auto created = m_created.find(queue->second.creator); --created->second == 0)
        m_created.erase(created);
    m_queues.erase(queue);
}

} // namespace server
