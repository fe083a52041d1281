#include "server/broker/publisher.h"

#include "server/broker/destination.h"
#include "server/broker/streamacknowledgements.h"

#include <algorithm>
#include <array>
#include <utility>

namespace server {

namespace {

constexpr std::array<QByteArrayView, 12> withheld = {"destination", "receipt", "transaction",
    "content-length", "message-id", "subscription", "ack", "redelivered", "delivery-count",
    "user-id", "user-name", "timestamp"};

} // namespace

stomp::Headers passedOn(const stomp::Headers &sent)
{
    stomp::Headers headers;
    headers.reserve(sent.size());
    for (const auto &[name, value] : sent) {
        const bool isWithheld = std::find(withheld.begin(), withheld.end(), name) != withheld.end();
        if (!isWithheld && !headers.contains(name))
            headers.append(name, value);
    }
    return headers;
}

Publisher::Publisher(SubscriptionRegistry &registry, BrokerActions &actions,
    BrokerStatistics &statistics, QByteArray messageIdPrefix)
    : m_registry(registry)
    , m_actions(actions)
    , m_statistics(statistics)
    , m_messageIdPrefix(std::move(messageIdPrefix))
{
}

void Publisher::publish(const Publish &publish)
{
    if (const Audience *audience = m_registry.audience(publish.destination);
        audience && (publish.seq == 0 || publish.seq > audience->skipThrough)) {
        if (audience->size > 0)
            deliver(makeMessage(publish, {}), *audience);
        return;
    }
    std::vector<Subscriber *> receivers;
    for (Subscriber *subscriber : m_registry.matching(publish.destination)) {
        const bool isSkipped = publish.seq > 0 && publish.seq <= subscriber->skipThrough;
        const bool isOwn = subscriber->isNoLocal && publish.sender == subscriber->session;
        if (isSkipped)
            subscriber->newestSkipped = std::max(subscriber->newestSkipped, publish.seq);
        else if (subscriber->isActive && !isOwn)
            receivers.push_back(subscriber);
    }
    if (!receivers.empty())
        deliver(makeMessage(publish, {}), receivers);
}

void Publisher::sendToPerson(const SendToPerson &message)
{
    std::vector<Subscriber *> receivers;
    for (Subscriber &subscriber :
        m_registry.find(personDestination(message.person, message.destination))) {
        if (subscriber.isActive && subscriber.session != message.except)
            receivers.push_back(&subscriber);
    }
    if (!receivers.empty())
        deliver(makeMessage({message.destination, message.headers, message.body}, {}), receivers);
}

bool Publisher::sendToSession(SessionId session, const char *destination,
    const stomp::Headers &headers, const QByteArray &body, const stomp::Headers &repeated)
{
    std::vector<Subscriber *> receivers;
    for (Subscriber &subscriber : m_registry.find(sessionDestination(session, destination)))
        receivers.push_back(&subscriber);
    if (!receivers.empty())
        deliver(makeMessage({destination, headers, body}, repeated), receivers);
    return !receivers.empty();
}

void Publisher::sendToSubscriber(const Subscriber &subscriber, const Publish &message)
{
    sendTo(receiverOf(subscriber), subscriber.version, message);
}

void Publisher::sendTo(const Receiver &receiver, stomp::Version version, const Publish &message)
{
    const std::shared_ptr<OutboundMessage> outbound = makeMessage(message, {});
    outbound->prepare(version);
    m_actions.toWorker(receiver.session.worker, DeliverMessage{outbound, {receiver}});
    ++m_statistics.messagesDelivered;
}

Receiver Publisher::receiverOf(const Subscriber &subscriber)
{
    Receiver receiver{subscriber.session, subscriber.header, {}};
    if (subscriber.stream != 0 && subscriber.version == stomp::Version::V12)
        receiver.ack = StreamAcknowledgements::name(subscriber.stream, ++m_lastAck);
    return receiver;
}

QByteArray Publisher::nextMessageId()
{
    return m_messageIdPrefix + '-' + QByteArray::number(++m_lastMessageId);
}

bool Publisher::hasGiven(const QByteArray &messageId) const
{
    const QByteArray prefix = m_messageIdPrefix + '-';
    const quint64 number = messageId.mid(prefix.size()).toULongLong();
    return number > 0 && number <= m_lastMessageId
        && messageId == prefix + QByteArray::number(number);
}

std::shared_ptr<OutboundMessage> Publisher::makeMessage(
    const Publish &publish, const stomp::Headers &repeated)
{
    const QByteArray id = publish.headers.value("message-id");
    stomp::Headers headers{
        {"destination", publish.destination}, {"message-id", id.isEmpty() ? nextMessageId() : id}};
    headers.reserve(publish.headers.size() + 3);
    for (const auto &[name, value] : publish.headers) {
        if (name != "content-length" && !headers.contains(name))
            headers.append(name, value);
    }
    if (publish.seq > 0 && !headers.contains("seq"))
        headers.append("seq", QByteArray::number(publish.seq));
    for (const auto &[name, value] : repeated)
        headers.append(name, value);
    const FrameKind kind = frameKind(headers, publish.body);
    return std::make_shared<OutboundMessage>(std::move(headers), publish.body, kind);
}

void Publisher::deliver(
    std::shared_ptr<OutboundMessage> message, std::span<Subscriber *const> receivers)
{
    std::vector<std::vector<Receiver>> byWorker;
    for (const Subscriber *subscriber : receivers) {
        message->prepare(subscriber->version);
        const quint32 worker = subscriber->session.worker;
        if (byWorker.size() <= worker)
            byWorker.resize(worker + 1);
        byWorker[worker].push_back(receiverOf(*subscriber));
    }
    for (std::size_t worker = 0; worker < byWorker.size(); ++worker) {
        if (!byWorker[worker].empty())
            m_actions.toWorker(
                static_cast<quint32>(worker), DeliverMessage{message, std::move(byWorker[worker])});
    }
    m_statistics.messagesDelivered += receivers.size();
}

void Publisher::deliver(std::shared_ptr<OutboundMessage> message, const Audience &audience)
{
    for (std::size_t version = 0; version < audience.versions.size(); ++version) {
        if (audience.versions[version])
            message->prepare(static_cast<stomp::Version>(version));
    }
    for (const auto &[worker, receivers] : audience.byWorker)
        m_actions.toWorker(worker, DeliverMessage{message, receivers});
    m_statistics.messagesDelivered += audience.size;
}

} // namespace server
