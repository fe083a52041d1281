#include "server/rooms/roomlistroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/said.h"
#include "server/rooms/textrules.h"

#include <utility>

namespace server {

namespace {

constexpr qsizetype longestRoomName = 80; // characters
constexpr qsizetype longestTopic = 500;

std::vector<chat::RoomInfo> roomsFor(const ChatState &state, const QByteArray &person)
{
    std::vector<chat::RoomInfo> rooms;
    for (const RoomRecord &room : state.rooms.all())
        rooms.push_back(state.roomInfo(room, person));
    return rooms;
}

std::optional<Problem> objectionTo(const chat::RoomRequest &request)
{
    if (!chat::isValidRoomId(request.id))
        return Problem{"bad-payload", QStringLiteral("id is no id of a room.")};
    const QString name = request.name.value_or(QString());
    const QString topic = request.topic.value_or(QString());
    if (hasForbiddenNameCharacters(name) || hasForbiddenNameCharacters(topic))
        return Problem{
            "bad-name", QStringLiteral("A name or topic has characters that cannot be shown.")};
    if (request.name && foldedName(name).isEmpty())
        return Problem{"bad-name", QStringLiteral("A room's name has no visible character.")};
    if (characterCount(name) > longestRoomName)
        return Problem{"too-long",
            QStringLiteral("A room's name has at most %1 characters.").arg(longestRoomName)};
    if (characterCount(topic) > longestTopic)
        return Problem{
            "too-long", QStringLiteral("A topic has at most %1 characters.").arg(longestTopic)};
    return std::nullopt;
}

RoomRecord changed(RoomRecord room, const chat::RoomRequest &request)
{
    if (request.name)
        room.name = request.name->trimmed().normalized(QString::NormalizationForm_C);
    if (request.topic)
        room.topic = request.topic->trimmed().normalized(QString::NormalizationForm_C);
    room.isArchived = request.isArchived.value_or(room.isArchived);
    return room;
}

// The entry that tells the room's own subscribers.
chat::Entry roomEntry(ChatState &state, const RoomRecord &room, const Caller &caller, qint64 nowMs)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Room;
    entry.id = state.options.makeId();
    entry.room = room.id;
    entry.author = state.author(caller);
    entry.name = room.name;
    entry.topic = room.topic;
    entry.isArchived = room.isArchived;
    entry.sentAt = nowMs;
    return entry;
}

std::optional<Problem> objectionTo(const ChatState &state, const chat::RoomRequest &request,
    const std::optional<RoomRecord> &before, const Caller &caller, qint64 nowMs)
{
    if (auto problem = objectionTo(request))
        return problem;
    if (!before && !state.rooms.hasPlaceForMore())
        return Problem{
            "too-many-rooms", QStringLiteral("This server has no place for more rooms.")};
    if (before && !state.isInCharge(*before, caller))
        return Problem{
            "not-allowed", QStringLiteral("Only the room's creator and the host change it.")};
    const bool isRemoved = state.removals.until(request.id, caller.person, nowMs).has_value();
    if (isRemoved && !caller.isHost)
        return Problem{"removed", QStringLiteral("You are out of this room.")};
    return std::nullopt;
}

Effects createOrChange(
    ChatState &state, const chat::RoomRequest &request, const Said &said, qint64 nowMs)
{
    const auto before = state.rooms.newest(request.id);
    if (auto problem = objectionTo(state, request, before, said.caller, nowMs))
        return chat::isValidRoomId(request.id) ? refused(request.id, *std::move(problem), said)
                                               : Effects{Fail{*std::move(problem)}};
    const RoomRecord room =
        changed(before.value_or(newRoom(request.id, said.caller.person, nowMs)), request);
    if (before == room)
        return alreadySo(room.id, said);
    if (auto problem = state.objectionToPace(said.caller, nowMs))
        return refused(room.id, *std::move(problem), said);
    Append append = state.append(roomEntry(state, room, said.caller, nowMs), room);
    sign(append.entry, said);
    return {append};
}

} // namespace

void addRoomListRoutes(Application &app, ChatState &state)
{
    app.subscribe<"/rooms">();
    app.subscription<"/rooms">([&state](Caller caller) { return roomsFor(state, caller.person); });
    app.message<"/rooms">(
        [&state](Body<chat::RoomRequest> request, KeyHeader key, Caller caller, Now now) {
            const Said said{caller, *key, "room\n" + chat::toJson(*request)};
            return createOrChange(state, *request, said, now.ms);
        });
}

} // namespace server
