#include "server/rooms/presenceroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"

#include <algorithm>

namespace server {

namespace {

using Members = stomp::BasicResult<std::vector<chat::Member>, Problem>;

Members membersOf(const ChatState &state, const QByteArray &room)
{
    if (const auto entered = state.rooms.canEnter(room); !entered)
        return entered.error();
    return state.membership.members(room);
}

Effects typing(const ChatState &state, const QByteArray &room, bool isOn, const Caller &caller)
{
    if (const auto entered = state.rooms.canEnter(room); !entered)
        return {Fail{entered.error()}};
    const chat::Author author = state.author(caller);
    return {state.streams.typing(room, chat::Typing{author.id, author.name, isOn})};
}

// Nobody has read what was not said. Markers of guests live as long as their connection.
Effects read(ChatState &state, const QByteArray &room, qint64 seq, const Caller &caller)
{
    const RoomRecord *record = state.rooms.find(room);
    if (!record)
        return {Fail{{"no-such-room", QStringLiteral("Nothing was said in this room yet.")}}};
    const qint64 upTo = std::min(seq, record->lastSeq);
    if (!state.markers.advance(caller.person, room, upTo))
        return {};
    Effects effects;
    if (!caller.isGuest)
        effects.push_back(Save{SaveMarker{{room, caller.person, upTo}}});
    effects.push_back(SendToPerson{caller.person, chat::readDestination, jsonHeaders(),
        chat::toJson(chat::ReadMarker{room, upTo}), caller.session});
    return effects;
}

} // namespace

void addPresenceRoutes(Application &app, ChatState &state)
{
    using Room = Path<"chatRoomId", RoomId>;

    app.subscription<"/chat/{chatRoomId}/members">(
        [&state](Room room) { return membersOf(state, room->value); });
    app.subscribe<"/chat/{chatRoomId}/members">(
        [&state](Room room) { return state.rooms.canEnter(room->value); });
    app.subscribe<"/chat/{chatRoomId}/typing">(
        [&state](Room room) { return state.rooms.canEnter(room->value); });
    app.message<"/chat/{chatRoomId}/typing">(
        [&state](Room room, Body<chat::TypingRequest> request, Caller caller) {
            return typing(state, room->value, request->on, caller);
        });
    app.message<"/chat/{chatRoomId}/read">(
        [&state](Room room, Body<chat::ReadRequest> request, Caller caller) {
            return read(state, room->value, request->seq, caller);
        });
}

} // namespace server
