#include "server/rooms/roomstreams.h"

#include <utility>

namespace server {

stomp::Headers jsonHeaders()
{
    static const stomp::Headers headers{{"content-type", "application/json"}};
    return headers;
}

RoomStreams::RoomStreams(chat::Prefixes prefixes)
    : m_destinations(std::move(prefixes))
{
}

Publish RoomStreams::entry(const QByteArray &room, const LogEntry &entry) const
{
    stomp::Headers headers;
    headers.reserve(3);
    for (const auto &[name, value] : jsonHeaders())
        headers.append(name, value);
    headers.append(QByteArrayLiteral("message-id"), entry.id);
    headers.append(QByteArrayLiteral("seq"), QByteArray::number(entry.seq));
    return {m_destinations.room(room), std::move(headers), chat::withSeq(entry.payload, entry.seq),
        entry.seq};
}

Publish RoomStreams::gap(const QByteArray &room, qint64 from, qint64 to) const
{
    return {m_destinations.room(room), jsonHeaders(), chat::toJson(chat::Gap{from, to})};
}

Publish RoomStreams::member(
    const QByteArray &room, chat::MemberChange::Event event, chat::Member member) const
{
    return {m_destinations.roomMembers(room), jsonHeaders(),
        chat::toJson(chat::MemberChange{event, std::move(member)})};
}

Publish RoomStreams::typing(const QByteArray &room, const chat::Typing &typing) const
{
    return {m_destinations.roomTyping(room), jsonHeaders(), chat::toJson(typing)};
}

Publish RoomStreams::room(chat::RoomChange::Event event, chat::RoomInfo room) const
{
    return {m_destinations.rooms(), jsonHeaders(),
        chat::toJson(chat::RoomChange{event, std::move(room)})};
}

} // namespace server
