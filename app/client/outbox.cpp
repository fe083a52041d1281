#include "app/client/outbox.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr std::array temporaryCodes{"connection", "timeout", "log-unavailable", "storage-failed",
    "disk-full", "too-fast", "server-stopping", "busy"};

qint64 retryDelay(int failures)
{
    const int doublings = std::min(failures - 1, 10);
    return std::min(Outbox::firstRetryDelay << doublings, Outbox::longestRetryDelay);
}

bool isWaiting(const OutboxMessage &message)
{
    return message.state != OutboxMessage::State::Failed;
}

bool isInFlight(const OutboxMessage &message)
{
    return message.state == OutboxMessage::State::InFlight;
}

} // namespace

bool SendFailure::isTemporary() const
{
    return std::any_of(temporaryCodes.begin(), temporaryCodes.end(),
        [this](const char *temporary) { return code == temporary; });
}

void Outbox::restore(std::vector<OutboxMessage> messages)
{
    for (OutboxMessage &message : messages) {
        if (message.state == OutboxMessage::State::InFlight)
            message.state = OutboxMessage::State::Queued;
        m_lanes[message.room].messages.push_back(std::move(message));
    }
}

Outbox::Actions Outbox::add(OutboxMessage message, qint64 now)
{
    message.state = OutboxMessage::State::Queued;
    message.writtenAt = now;
    Lane &lane = m_lanes[message.room];
    lane.messages.push_back(message);
    Actions actions{Changed{std::move(message)}};
    sendNext(lane, now, actions);
    return actions;
}

Outbox::Actions Outbox::connected(qint64 now)
{
    m_isConnected = true;
    Actions actions;
    for (auto &[room, lane] : m_lanes) {
        lane.notBefore = 0;
        lane.failures = 0;
        sendNext(lane, now, actions);
    }
    return actions;
}

Outbox::Actions Outbox::disconnected()
{
    m_isConnected = false;
    Actions actions;
    for (auto &[room, lane] : m_lanes) {
        for (OutboxMessage &message : lane.messages) {
            if (message.state != OutboxMessage::State::InFlight)
                continue;
            message.state = OutboxMessage::State::Queued;
            actions.push_back(Changed{message});
        }
    }
    return actions;
}

Outbox::Actions Outbox::receipted(const QByteArray &room, const QByteArray &key, qint64 now)
{
    if (!find(room, key))
        return {};
    Lane &lane = m_lanes[room];
    lane.failures = 0;
    lane.notBefore = 0;
    return discard(room, key, now);
}

Outbox::Actions Outbox::failed(
    const QByteArray &room, const QByteArray &key, const SendFailure &failure, qint64 now)
{
    OutboxMessage *message = find(room, key);
    if (!message || message->state == OutboxMessage::State::Failed)
        return {};
    Lane &lane = m_lanes[room];
    if (failure.isTemporary()) {
        message->state = OutboxMessage::State::Queued;
        lane.notBefore = now + retryDelay(++lane.failures);
        return {Changed{*message}};
    }
    message->state = OutboxMessage::State::Failed;
    message->failure = failure;
    Actions actions{Changed{*message}};
    sendNext(lane, now, actions);
    return actions;
}

Outbox::Actions Outbox::retry(const QByteArray &room, const QByteArray &key, qint64 now)
{
    OutboxMessage *message = find(room, key);
    if (!message || message->state != OutboxMessage::State::Failed)
        return {};
    message->state = OutboxMessage::State::Queued;
    message->failure = {};
    message->isLate = false;
    message->writtenAt = now;
    Actions actions{Changed{*message}};
    sendNext(m_lanes[room], now, actions);
    return actions;
}

Outbox::Actions Outbox::discard(const QByteArray &room, const QByteArray &key, qint64 now)
{
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end() || std::erase_if(lane->second.messages, [&key](const auto &message) {
            return message.key == key;
        }) == 0)
        return {};
    Actions actions{Gone{room, key}};
    sendNext(lane->second, now, actions);
    return actions;
}

Outbox::Actions Outbox::edit(const QByteArray &room, const QByteArray &key,
    const QByteArray &newKey, const QString &text, qint64 now)
{
    OutboxMessage *message = find(room, key);
    if (!message || message->state != OutboxMessage::State::Failed)
        return {};
    Actions actions{Gone{room, key}};
    message->key = newKey;
    message->text = text;
    const Actions sent = retry(room, newKey, now);
    actions.insert(actions.end(), sent.begin(), sent.end());
    return actions;
}

Outbox::Actions Outbox::wake(qint64 now)
{
    Actions actions;
    for (auto &[room, lane] : m_lanes) {
        for (OutboxMessage &message : lane.messages) {
            if (!isWaiting(message) || message.isLate || now < message.writtenAt + lateAfter)
                continue;
            message.isLate = true;
            actions.push_back(Changed{message});
        }
        sendNext(lane, now, actions);
    }
    return actions;
}

std::optional<qint64> Outbox::nextWake() const
{
    std::optional<qint64> next;
    const auto consider = [&next](qint64 time) { next = next ? std::min(*next, time) : time; };
    for (const auto &[room, lane] : m_lanes) {
        for (const OutboxMessage &message : lane.messages) {
            if (isWaiting(message) && !message.isLate)
                consider(message.writtenAt + lateAfter);
        }
        if (m_isConnected && std::any_of(lane.messages.begin(), lane.messages.end(), isWaiting)
            && std::none_of(lane.messages.begin(), lane.messages.end(), isInFlight))
            consider(lane.notBefore);
    }
    return next;
}

int Outbox::waitingCount() const
{
    qsizetype count = 0;
    for (const auto &[room, lane] : m_lanes)
        count += std::count_if(lane.messages.begin(), lane.messages.end(), isWaiting);
    return static_cast<int>(count);
}

const OutboxMessage *Outbox::find(const QByteArray &room, const QByteArray &key) const
{
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end())
        return nullptr;
    const auto message = std::find_if(lane->second.messages.begin(), lane->second.messages.end(),
        [&key](const OutboxMessage &other) { return other.key == key; });
    return message == lane->second.messages.end() ? nullptr : &*message;
}

OutboxMessage *Outbox::find(const QByteArray &room, const QByteArray &key)
{
    return const_cast<OutboxMessage *>(std::as_const(*this).find(room, key));
}

void Outbox::sendNext(Lane &lane, qint64 now, Actions &actions)
{
    if (!m_isConnected || now < lane.notBefore)
        return;
    const auto first = std::find_if(lane.messages.begin(), lane.messages.end(), isWaiting);
    if (first == lane.messages.end()
        || std::any_of(lane.messages.begin(), lane.messages.end(), isInFlight))
        return;
    first->state = OutboxMessage::State::InFlight;
    actions.push_back(Send{*first});
}

QByteArray makeIdempotencyKey()
{
    std::array<quint32, 4> bits;
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    const QByteArray bytes(reinterpret_cast<const char *>(bits.data()), sizeof(bits));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace app
