#include "server/rooms/chatstate.h"

#include "stomp/chat/jsonreader.h"

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
    , removals(snapshot.removals)
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
    return {caller.person, author(caller).name, caller.isGuest, attendance.of(caller.person).state,
        since};
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
    const ReadMarkers::Marker marker = markers.value(person, room.id);
    info.read = marker.read;
    info.joined = marker.joined;
    info.isArchived = room.isArchived;
    return info;
}

stomp::BasicResult<void, Problem> ChatState::canEnter(
    const QByteArray &room, const Caller &caller, qint64 nowMs) const
{
    if (const auto entered = rooms.canEnter(room); !entered)
        return entered;
    const auto until = removals.until(room, caller.person, nowMs);
    if (until && !caller.isHost)
        return Problem{"removed",
            QStringLiteral("You are out of this room until %1.").arg(chat::formatTime(*until))};
    return {};
}

std::optional<Problem> ChatState::objectionToPace(const Caller &caller, qint64 nowMs)
{
    if (rate.take(caller.person, nowMs))
        return std::nullopt;
    return Problem{
        "too-fast", QStringLiteral("At most %1 messages a minute.").arg(options.messagesPerMinute)};
}

bool ChatState::isInCharge(const RoomRecord &room, const Caller &caller) const
{
    return caller.isHost || room.creator == caller.person;
}

Effects ChatState::showPresence(const QByteArray &person, const Attendance::Shown &shown)
{
    Effects effects;
    for (auto &[room, member] : membership.setPresence(person, shown.state, shown.since))
        effects.push_back(
            streams.member(room, chat::MemberChange::Event::Changed, std::move(member)));
    return effects;
}

Effects ChatState::stopTyping(const QByteArray &room, const QByteArray &person)
{
    Effects effects;
    if (typists.stop(room, person))
        effects.push_back(streams.typing(room, chat::Typing{person, people.nameOf(person), false}));
    return effects;
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
        append.repeated = [this, record = *record] {
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
