#include "server/rooms/roomlistroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
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
    entry.sentAt = nowMs;
    return entry;
}

Effects createOrChange(
    ChatState &state, const chat::RoomRequest &request, const Caller &caller, qint64 nowMs)
{
    if (auto problem = objectionTo(request))
        return {Fail{*std::move(problem)}};
    const auto before = state.rooms.newest(request.id);
    if (!before && !state.rooms.hasPlaceForMore())
        return {
            Fail{{"too-many-rooms", QStringLiteral("This server has no place for more rooms.")}}};
    if (before && before->creator != caller.person && !caller.isHost)
        return {Fail{
            {"not-allowed", QStringLiteral("Only the room's creator and the host change it.")}}};
    const RoomRecord room =
        changed(before.value_or(newRoom(request.id, caller.person, nowMs)), request);
    if (before == room)
        return {}; // as it is already
    if (!state.rate.take(caller.person, nowMs))
        return {Fail{{"too-fast",
            QStringLiteral("At most %1 messages a minute.").arg(state.options.messagesPerMinute)}}};
    return {state.append(roomEntry(state, room, caller, nowMs), room)};
}

} // namespace

void addRoomListRoutes(Application &app, ChatState &state)
{
    app.subscribe<"/rooms">();
    app.subscription<"/rooms">([&state](Caller caller) { return roomsFor(state, caller.person); });
    app.message<"/rooms">([&state](Body<chat::RoomRequest> request, Caller caller, Now now) {
        return createOrChange(state, *request, caller, now.ms);
    });
}

} // namespace server
