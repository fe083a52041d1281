#include "app/client/serverconnection.h"

#include "app/client/log.h"

#include <algorithm>

// ServerConnection's part that listens: subscriptions and the lists that go with them.
namespace app {

namespace {

constexpr int firstEntries = 50; // of a room never seen

bool isLive(const QPointer<stomp::Subscription> &subscription)
{
    return subscription && subscription->state() != stomp::Subscription::State::Ended;
}

// Whose body cannot be read is logged and left out.
template<typename Parsed>
bool isReadable(const Parsed &parsed)
{
    if (!parsed)
        qCWarning(clientLog) << "unreadable:" << parsed.error().text;
    return parsed.hasValue();
}

} // namespace

void ServerConnection::subscribeToServer()
{
    if (isLive(m_roomsSubscription))
        return;
    m_roomsSubscription = m_client->subscribe(m_destinations.rooms());
    connect(m_roomsSubscription, &stomp::Subscription::messageReceived, this,
        [this](const stomp::Frame &message) {
            if (const auto change = chat::parseRoomChange(message.body); isReadable(change))
                m_report(RoomChangeEvent{*change});
        });
    const stomp::Subscription *read = m_client->subscribe(chat::readDestination);
    connect(read, &stomp::Subscription::messageReceived, this, [this](const stomp::Frame &message) {
        if (const auto marker = chat::parseReadMarker(message.body); isReadable(marker))
            m_report(ReadEvent{*marker});
    });
}

void ServerConnection::watch(const QByteArray &room)
{
    if (!isLive(m_rooms[room].entries))
        subscribeToEntries(room);
    if (!isLive(m_rooms[room].members))
        subscribeToMembers(room);
    if (!isLive(m_rooms[room].typing))
        subscribeToTyping(room);
    requestMembers(room);
}

void ServerConnection::subscribeToEntries(const QByteArray &room)
{
    const auto headers = [this, room]() -> stomp::Headers {
        const auto watched = m_rooms.find(room);
        const qint64 newest = watched == m_rooms.end() ? 0 : watched->second.newest;
        if (newest > 0) // once more what is known: only of the same history it is the same
            return {{"after", QByteArray::number(newest - 1)}};
        return {{"last", QByteArray::number(firstEntries)}};
    };
    stomp::Subscription *entries = m_client->subscribe(m_destinations.room(room), headers());
    entries->setHeadersProvider(headers);
    connect(entries, &stomp::Subscription::messageReceived, this,
        [this, room](const stomp::Frame &message) { onEntry(room, message); });
    connect(entries, &stomp::Subscription::refused, this,
        [this, room](const stomp::Frame &problem) { reportProblem(room, problem.body); });
    m_rooms[room].entries = entries;
}

void ServerConnection::subscribeToMembers(const QByteArray &room)
{
    stomp::Subscription *members = m_client->subscribe(m_destinations.roomMembers(room));
    connect(members, &stomp::Subscription::messageReceived, this,
        [this, room](const stomp::Frame &message) {
            if (const auto change = chat::parseMemberChange(message.body); isReadable(change))
                m_report(MemberChangeEvent{room, *change});
        });
    m_rooms[room].members = members;
}

void ServerConnection::subscribeToTyping(const QByteArray &room)
{
    stomp::Subscription *typing = m_client->subscribe(m_destinations.roomTyping(room));
    connect(typing, &stomp::Subscription::messageReceived, this,
        [this, room](const stomp::Frame &message) {
            if (const auto who = chat::parseTyping(message.body); isReadable(who))
                m_report(TypingEvent{room, *who});
        });
    m_rooms[room].typing = typing;
}

void ServerConnection::requestRooms()
{
    m_client->request(
        m_destinations.roomList(), {}, [this](const stomp::Result<stomp::Frame> &reply) {
            if (!reply)
                return;
            if (const auto rooms = chat::parseRooms(reply->body); isReadable(rooms))
                m_report(RoomsEvent{*rooms});
        });
}

void ServerConnection::requestMembers(const QByteArray &room)
{
    m_client->request(m_destinations.memberList(room), {},
        [this, room](const stomp::Result<stomp::Frame> &reply) {
            if (!reply)
                return;
            if (const auto members = chat::parseMembers(reply->body); isReadable(members))
                m_report(MembersEvent{room, *members});
        });
}

void ServerConnection::onEntry(const QByteArray &room, const stomp::Frame &message)
{
    const std::optional<chat::Gap> gap =
        message.body.contains("\"gap\"") ? chat::parseGap(message.body) : std::nullopt;
    if (gap) {
        m_rooms[room].newest = std::max(m_rooms[room].newest, gap->to);
        m_report(GapEvent{room, *gap});
        return;
    }
    const auto entry = chat::parseEntry(message.body);
    if (!isReadable(entry)) {
        if (const qint64 seq = message.headers.value("seq").toLongLong(); seq > 0) {
            m_rooms[room].newest = std::max(m_rooms[room].newest, seq);
            m_report(SkippedEvent{room, seq});
        }
        return;
    }
    m_rooms[room].newest = std::max(m_rooms[room].newest, entry->seq);
    m_report(EntryEvent{room, *entry});
}

void ServerConnection::reportProblem(const QByteArray &room, const QByteArray &body)
{
    chat::Problem problem{"refused", QString::fromUtf8(body), {}};
    if (const auto parsed = chat::parseProblem(body))
        problem = *parsed;
    m_report(ProblemEvent{room, problem});
}

} // namespace app
