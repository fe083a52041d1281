#include "server/rooms/removalroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"
#include "stomp/chat/jsonreader.h"

#include <utility>

namespace server {

namespace {

constexpr qint64 msPerMinute = 60'000;

std::optional<Problem> objectionTo(const ChatState &state, const RoomRecord *room,
    const chat::RemoveRequest &request, const Caller &caller)
{
    if (!room)
        return Problem{"no-such-room", QStringLiteral("There is no such room.")};
    if (!state.isInCharge(*room, caller))
        return Problem{"not-allowed",
            QStringLiteral("Only the room's creator and the host remove somebody from it.")};
    if (request.person == caller.person)
        return Problem{"not-allowed", QStringLiteral("Nobody removes themselves; unsubscribe.")};
    if (state.attendance.isHost(request.person))
        return Problem{"not-allowed", QStringLiteral("The host cannot be removed.")};
    if (state.people.nameOf(request.person).isEmpty())
        return Problem{"no-such-person", QStringLiteral("There is nobody of this id here.")};
    return std::nullopt;
}

// Whose time begins is out at once and hears why.
Effects begin(ChatState &state, const RemovalRecord &removal, qint64 nowMs)
{
    state.removals.set(removal, nowMs);
    if (removal.until <= nowMs)
        return {};
    const chat::Destinations destinations(state.options.prefixes);
    return {EndSubscriptions{removal.person,
        {destinations.room(removal.room), destinations.roomMembers(removal.room),
            destinations.roomTyping(removal.room)},
        {"removed",
            QStringLiteral("You were removed from this room until %1.")
                .arg(chat::formatTime(removal.until))}}};
}

// A guest who comes again is somebody else: nothing is kept of a guest.
Effects remove(ChatState &state, const QByteArray &room, const chat::RemoveRequest &request,
    const Caller &caller, qint64 nowMs)
{
    if (auto problem = objectionTo(state, state.rooms.find(room), request, caller))
        return {Fail{*std::move(problem)}};
    const RemovalRecord removal{room, request.person, nowMs + request.minutes * msPerMinute};
    if (state.attendance.isGuest(request.person))
        return begin(state, removal, nowMs);
    return {Save{
        SaveRemoval{removal}, [&state, removal, nowMs] { return begin(state, removal, nowMs); }}};
}

} // namespace

void addRemovalRoutes(Application &app, ChatState &state)
{
    app.message<"/chat/{chatRoomId}/remove">(
        [&state](Path<"chatRoomId", RoomId> room, Body<chat::RemoveRequest> request, Caller caller,
            Now now) { return remove(state, room->value, *request, caller, now.ms); });
}

} // namespace server
