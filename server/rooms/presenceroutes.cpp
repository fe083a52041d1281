#include "server/rooms/presenceroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"

namespace server {

namespace {

using Members = stomp::BasicResult<std::vector<chat::Member>, Problem>;

Members membersOf(
    const ChatState &state, const QByteArray &room, const Caller &caller, qint64 nowMs)
{
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return entered.error();
    return state.membership.members(room);
}

Effects typing(
    ChatState &state, const QByteArray &room, bool isOn, const Caller &caller, qint64 nowMs)
{
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return {Fail{entered.error()}};
    if (!isOn)
        return state.stopTyping(room, caller.person);
    const chat::Author author = state.author(caller);
    if (!state.typists.start({room, author.id, author.name}, nowMs))
        return {};
    return {state.streams.typing(room, chat::Typing{author.id, author.name, true})};
}

// Markers of guests live as long as their connection.
Effects read(ChatState &state, const QByteArray &room, const chat::ReadRequest &request,
    const Caller &caller, qint64 nowMs)
{
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return {Fail{entered.error()}};
    const RoomRecord *record = state.rooms.find(room);
    if (!record)
        return {Fail{{"no-such-room", QStringLiteral("Nothing was said in this room yet.")}}};
    const auto marker =
        state.markers.advance(caller.person, room, request.seq, request.joined, record->lastSeq);
    if (!marker)
        return {};
    Effects effects;
    if (!caller.isGuest)
        effects.push_back(Save{SaveMarker{{room, caller.person, marker->read, marker->joined}}});
    effects.push_back(SendToPerson{caller.person, chat::readDestination, jsonHeaders(),
        chat::toJson(chat::ReadMarker{room, marker->read, marker->joined}), caller.session});
    return effects;
}

Effects sayPresence(ChatState &state, chat::Presence presence, const Caller &caller, qint64 nowMs)
{
    const auto shown = state.attendance.say(caller, presence, nowMs);
    return shown ? state.showPresence(caller.person, *shown) : Effects();
}

// Members and typing of a room are for those who may be in it.
template<Literal Text>
void addStream(Application &app, ChatState &state)
{
    app.subscribe<Text>([&state](Path<"chatRoomId", RoomId> room, Caller caller, Now now) {
        return state.canEnter(room->value, caller, now.ms);
    });
}

} // namespace

void addPresenceRoutes(Application &app, ChatState &state)
{
    using Room = Path<"chatRoomId", RoomId>;

    app.subscription<"/chat/{chatRoomId}/members">([&state](Room room, Caller caller, Now now) {
        return membersOf(state, room->value, caller, now.ms);
    });
    addStream<"/chat/{chatRoomId}/members">(app, state);
    addStream<"/chat/{chatRoomId}/typing">(app, state);
    app.message<"/chat/{chatRoomId}/typing">(
        [&state](Room room, Body<chat::TypingRequest> request, Caller caller, Now now) {
            return typing(state, room->value, request->on, caller, now.ms);
        });
    app.message<"/chat/{chatRoomId}/read">(
        [&state](Room room, Body<chat::ReadRequest> request, Caller caller, Now now) {
            return read(state, room->value, *request, caller, now.ms);
        });
    app.message<"/presence">([&state](Body<chat::PresenceRequest> request, Caller caller, Now now) {
        return sayPresence(state, request->state, caller, now.ms);
    });
}

} // namespace server
