#include "server/broker/queues.h"

#include <algorithm>
#include <utility>

namespace server {

using stomp::Error;
using stomp::ErrorCode;

Queues::Queues(SubscriptionRegistry &registry, Publisher &publisher, const BrokerOptions &options)
    : m_registry(registry)
    , m_publisher(publisher)
    , m_options(options)
{
}

bool Queues::accepts(const QByteArray &destination, qsizetype bytes) const
{
    const auto queue = m_queues.find(destination);
    if (queue == m_queues.end())
        return static_cast<int>(m_queues.size()) < m_options.queues
            && m_waitingBytes + bytes <= m_options.queueBytes;
    return static_cast<int>(queue->second.waiting.size()) < m_options.queueMessages
        && m_waitingBytes + bytes <= m_options.queueBytes;
}

void Queues::send(Publish message)
{
    if (!message.headers.contains("message-id"))
        message.headers.append("message-id", m_publisher.nextMessageId());
    const QByteArray destination = message.destination;
    m_waitingBytes += message.body.size();
    m_queues[destination].waiting.push_back({std::move(message), ++m_lastOrder, 0, {}});
    dispatch(destination);
}

void Queues::subscribe(const QByteArray &destination, Consumer consumer)
{
    if (consumer.mode != AckMode::Auto)
        m_unacknowledged.try_emplace(consumer.session);
    m_taken[consumer.session].insert(destination);
    m_queues[destination].consumers.push_back(std::move(consumer));
    dispatch(destination);
}

void Queues::unsubscribe(const QByteArray &destination, SessionId session, const QByteArray &key)
{
    const auto queue = m_queues.find(destination);
    if (queue == m_queues.end())
        return;
    std::erase_if(queue->second.consumers, [&](const Consumer &consumer) {
        return consumer.session == session && consumer.key == key;
    });
    dropWhenEmpty(destination);
}

void Queues::removeSession(SessionId session)
{
    const auto taken = m_taken.extract(session);
    if (!taken)
        return;
    for (const QByteArray &destination : taken.mapped()) {
        if (const auto queue = m_queues.find(destination); queue != m_queues.end()) {
            std::erase_if(queue->second.consumers,
                [&](const Consumer &consumer) { return consumer.session == session; });
        }
    }
    if (auto left = m_unacknowledged.extract(session)) {
        for (auto &[number, delivery] : left.mapped())
            giveBack(std::move(delivery.message));
    }
    for (const QByteArray &destination : taken.mapped())
        dispatch(destination);
}

void Queues::dispatch(const QByteArray &destination)
{
    Queue &queue = m_queues[destination];
    while (!queue.waiting.empty()) {
        Consumer *consumer = nextFree(queue, queue.waiting.front());
        if (!consumer)
            break;
        Waiting message = std::move(queue.waiting.front());
        queue.waiting.pop_front();
        m_waitingBytes -= message.message.body.size();
        deliver(*consumer, std::move(message));
    }
    dropWhenEmpty(destination);
}

// In turn; who gave the message back only when nobody else is free.
Consumer *Queues::nextFree(Queue &queue, const Waiting &message)
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
    return (consumer.mode == AckMode::Auto || consumer.unacknowledged < consumer.prefetch)
        && m_registry.subscriber(consumer.session, consumer.key);
}

void Queues::deliver(Consumer &consumer, Waiting message)
{
    Publish out = message.message;
    if (message.deliveries > 0) {
        out.headers.set("redelivered", "true");
        out.headers.set("delivery-count", QByteArray::number(message.deliveries + 1));
    }
    Receiver receiver{consumer.session, consumer.header, {}};
    if (consumer.mode != AckMode::Auto) {
        const quint64 number = ++m_lastAck;
        if (consumer.version == stomp::Version::V12)
            receiver.ack = QByteArray::number(number);
        ++consumer.unacknowledged;
        ++message.deliveries;
        m_unacknowledged[consumer.session].emplace(
            number, Delivery{std::move(message), consumer.key, consumer.header, consumer.mode});
    }
    m_publisher.sendTo(receiver, consumer.version, out);
}

// To its old place, before everything that was sent after it (S-174, S-178).
void Queues::giveBack(Waiting message)
{
    std::deque<Waiting> &waiting = m_queues[message.message.destination].waiting;
    m_waitingBytes += message.message.body.size();
    const auto place = std::find_if(waiting.begin(), waiting.end(),
        [&](const Waiting &other) { return other.order > message.order; });
    waiting.insert(place, std::move(message));
}

namespace {

Error unknownMessage()
{
    return {ErrorCode::UnknownMessage, "no delivery of this session is named so"};
}

} // namespace

stomp::Result<void> Queues::acknowledge(
    SessionId session, stomp::Version version, const stomp::Frame &frame, bool isAccepted)
{
    const QByteArray name = frame.header(version == stomp::Version::V12 ? "id" : "message-id");
    if (name.isEmpty())
        return Error{ErrorCode::MissingHeader, "the frame does not name a message"};
    const auto own = m_unacknowledged.find(session);
    if (own == m_unacknowledged.end())
        return {};
    Deliveries &deliveries = own->second;
    const std::optional<QByteArray> subscription = frame.headers.find("subscription");
    const auto isMeant = [&](const Deliveries::value_type &delivery) {
        if (version == stomp::Version::V12)
            return QByteArray::number(delivery.first) == name;
        return delivery.second.message.message.headers.value("message-id") == name
            && (!subscription || *subscription == delivery.second.header);
    };
    const auto found = std::find_if(deliveries.begin(), deliveries.end(), isMeant);
    if (found == deliveries.end())
        return unknownMessage();

    std::vector<Delivery> settled;
    const QByteArray key = found->second.key;
    const bool isCumulative =
        found->second.mode == AckMode::Client; // of this subscription alone (S-160)
    const quint64 last = found->first;
    for (auto at = isCumulative ? deliveries.begin() : found;
         at != deliveries.end() && at->first <= last;) {
        if (at->second.key == key) {
            settled.push_back(std::move(at->second));
            at = deliveries.erase(at);
        } else {
            ++at;
        }
    }
    settle(session, std::move(settled), isAccepted, frame.header("requeue") != "false");
    return {};
}

void Queues::settle(
    SessionId session, std::vector<Delivery> deliveries, bool isAccepted, bool isRequeued)
{
    const QByteArray destination = deliveries.front().message.message.destination;
    const QByteArray key = deliveries.front().key;
    for (Consumer &consumer : m_queues[destination].consumers) {
        if (consumer.session == session && consumer.key == key)
            consumer.unacknowledged -= static_cast<int>(deliveries.size());
    }
    for (Delivery &delivery : deliveries) {
        const bool isSpent = delivery.message.deliveries > m_options.redeliveries;
        if (isAccepted || !isRequeued || isSpent)
            continue;
        delivery.message.refusedBy = {session, key};
        giveBack(std::move(delivery.message));
    }
    dispatch(destination);
}

void Queues::dropWhenEmpty(const QByteArray &destination)
{
    const auto queue = m_queues.find(destination);
    if (queue != m_queues.end() && queue->second.waiting.empty() && queue->second.consumers.empty())
        m_queues.erase(queue);
}

} // namespace server
