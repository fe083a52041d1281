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

// Its turn comes before that of later ones.
bool isOnItsWay(const OutboxMessage &message)
{
    return message.state != OutboxMessage::State::Failed;
}

bool isInFlight(const OutboxMessage &message)
{
    return message.state == OutboxMessage::State::InFlight;
}

bool isWaiting(const OutboxMessage &message)
{
    return message.state == OutboxMessage::State::Queued || isInFlight(message);
}

} // namespace

bool SendFailure::isTemporary() const
{
    return std::any_of(temporaryCodes.begin(), temporaryCodes.end(),
        [this](const char *temporary) { return code == temporary; });
}

chat::Entry entryOf(const OutboxMessage &message)
{
    using Kind = OutboxMessage::Kind;
    constexpr std::array<std::pair<Kind, chat::EntryType>, 5> types{{
        {Kind::Message, chat::EntryType::Message},
        {Kind::Edit, chat::EntryType::Edit},
        {Kind::Delete, chat::EntryType::Delete},
        {Kind::Reaction, chat::EntryType::Reaction},
        {Kind::Pin, chat::EntryType::Pin},
    }};
    chat::Entry entry;
    entry.type = std::find_if(types.begin(), types.end(), [&message](const auto &type) {
        return type.first == message.kind;
    })->second;
    entry.id = message.target;
    entry.room = message.room;
    entry.text = message.text;
    entry.replyTo = message.replyTo;
    entry.emoji = message.emoji;
    entry.on = message.on;
    entry.sentAt = message.writtenAt;
    return entry;
}

Outbox::Actions Outbox::restore(std::vector<OutboxMessage> messages, qint64 now)
{
    std::map<QByteArray, std::vector<OutboxMessage>> restored;
    Actions actions;
    for (OutboxMessage &message : messages) {
        if (message.state != OutboxMessage::State::Failed)
            message.state = OutboxMessage::State::Queued;
        actions.push_back(Changed{message});
        restored[message.room].push_back(std::move(message));
    }
    for (auto &[room, earlier] : restored) {
        Lane &lane = m_lanes[room];
        lane.messages.insert(lane.messages.begin(), earlier.begin(), earlier.end());
        sendNext(lane, now, actions);
    }
    return actions;
}

Outbox::Actions Outbox::add(OutboxMessage message, qint64 now)
{
    message.state = OutboxMessage::State::Writing;
    message.writtenAt = now;
    m_lanes[message.room].messages.push_back(message);
    return {Changed{message}, Keep{message, {}}};
}

Outbox::Actions Outbox::kept(const QByteArray &room, const QByteArray &key, qint64 now)
{
    OutboxMessage *message = find(room, key);
    if (!message || message->state != OutboxMessage::State::Writing)
        return {};
    message->state = OutboxMessage::State::Queued;
    Actions actions{Changed{*message}};
    sendNext(m_lanes[room], now, actions);
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
    Actions actions{Changed{*message}, Keep{*message, {}}};
    sendNext(lane, now, actions);
    return actions;
}

// Under another key it is another message: the row of the old one goes.
Outbox::Actions Outbox::again(OutboxMessage &message, const QByteArray &newKey, qint64 now)
{
    Actions actions;
    const QByteArray old = message.key;
    if (newKey != old)
        actions.push_back(Gone{message.room, old, true});
    message.key = newKey;
    message.state = OutboxMessage::State::Writing;
    message.failure = {};
    message.isLate = false;
    message.writtenAt = now;
    actions.push_back(Changed{message});
    actions.push_back(Keep{message, newKey == old ? QByteArray() : old});
    return actions;
}

Outbox::Actions Outbox::retry(
    const QByteArray &room, const QByteArray &key, const QByteArray &newKey, qint64 now)
{
    OutboxMessage *message = find(room, key);
    if (!message || message->state != OutboxMessage::State::Failed)
        return {};
    return again(*message, message->failure.code == "key-reused" ? newKey : key, now);
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
    message->text = text;
    return again(*message, newKey, now);
}

Outbox::Actions Outbox::wake(qint64 now)
{
    Actions actions;
    for (auto &[room, lane] : m_lanes) {
        for (OutboxMessage &message : lane.messages) {
            if (!isOnItsWay(message) || message.isLate || now < message.writtenAt + lateAfter)
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
            if (isOnItsWay(message) && !message.isLate)
                consider(message.writtenAt + lateAfter);
        }
        const auto first = std::find_if(lane.messages.begin(), lane.messages.end(), isOnItsWay);
        if (m_isConnected && first != lane.messages.end()
            && first->state == OutboxMessage::State::Queued)
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

std::vector<OutboxMessage> Outbox::messages(const QByteArray &room) const
{
    const auto lane = m_lanes.find(room);
    return lane == m_lanes.end() ? std::vector<OutboxMessage>() : lane->second.messages;
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

// A wait that is longer than any is one from before the clock was set back.
void Outbox::sendNext(Lane &lane, qint64 now, Actions &actions)
{
    const qint64 wait = lane.notBefore - now;
    if (!m_isConnected || (wait > 0 && wait <= longestRetryDelay))
        return;
    const auto first = std::find_if(lane.messages.begin(), lane.messages.end(), isOnItsWay);
    if (first == lane.messages.end() || first->state != OutboxMessage::State::Queued
        || std::any_of(first, lane.messages.end(), isInFlight))
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
