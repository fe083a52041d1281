#include "server/rooms/chatstate.h"

#include <utility>

namespace server {

namespace {

chat::RoomChange::Event eventOf(RoomDirectory::Change change)
{
    switch (change) {
    case RoomDirectory::Change::Created:
        return chat::RoomChange::Event::Created;
    case RoomDirectory::Change::Archived:
        return chat::RoomChange::Event::Archived;
    default:
        return chat::RoomChange::Event::Changed;
    }
}

} // namespace

ChatState::ChatState(RoomsOptions with, const LogSnapshot &snapshot)
    : options(std::move(with))
    , rooms(options.opening, options.maxRooms, snapshot.rooms)
    , people(snapshot.people, options.makeId)
    , markers(snapshot.markers)
    , rate(options.messagesPerMinute)
    , streams(options.prefixes)
{
}

chat::Author ChatState::author(const Caller &caller) const
{
    const QString name = people.nameOf(caller.person);
    return {caller.person, name.isEmpty() ? caller.name : name};
}

chat::Member ChatState::member(const Caller &caller, qint64 since) const
{
    return {caller.person, author(caller).name, caller.isGuest, chat::Presence::Online, since};
}

chat::RoomInfo ChatState::roomInfo(const RoomRecord &room, const QByteArray &person) const
{
    chat::RoomInfo info;
    info.id = room.id;
    info.name = room.name;
    info.topic = room.topic;
    info.creator = room.creator;
    info.lastSeq = room.lastSeq;
    info.members = membership.count(room.id);
    info.read = markers.value(person, room.id);
    info.isArchived = room.isArchived;
    return info;
}

Append ChatState::append(const chat::Entry &entry, std::optional<RoomRecord> record)
{
    Append append;
    append.entry.room = entry.room;
    append.entry.id = entry.id;
    append.entry.author = entry.author.id;
    append.entry.payload = chat::toJsonWithoutSeq(entry);
    append.entry.sentAt = entry.sentAt;
    append.entry.roomRecord = record;
    if (record) {
        rooms.propose(*record);
        append.failed = [this, record = *record](const LogError &) {
            rooms.failed(record);
            return Effects();
        };
    }
    append.committed = [this, room = entry.room, payload = append.entry.payload,
                           record = std::move(record)](const Appended &appended) {
        return committed(room, payload, record, appended);
    };
    return append;
}

Effects ChatState::committed(const QByteArray &room, const QByteArray &payload,
    const std::optional<RoomRecord> &record, const Appended &appended)
{
    Effects effects;
    const auto change = record ? rooms.committed(*record) : RoomDirectory::Change::None;
    rooms.numbered(room, appended.seq);
    if (change != RoomDirectory::Change::None)
        effects.push_back(streams.room(eventOf(change), roomInfo(*rooms.find(room))));
    effects.push_back(streams.entry(room, LogEntry{appended.seq, appended.id, payload}));
    return effects;
}

} // namespace server
