#include "server/rooms/roomroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"
#include "server/rooms/said.h"
#include "server/rooms/textrules.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr qint64 longestReplay = 1000; // entries, by `last`

std::optional<Problem> objectionTo(const ChatState &state, const QByteArray &room,
    const chat::Say &say, const Caller &caller, qint64 nowMs)
{
    ShortText replyTo;
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return entered.error();
    const auto newest = state.rooms.newest(room);
    if (newest && newest->isArchived)
        return Problem{"room-archived",
            QStringLiteral("This room is archived; nothing is said in it any more.")};
    if (!newest && !state.rooms.hasPlaceForMore())
        return Problem{
            "too-many-rooms", QStringLiteral("This server has no place for more rooms.")};
    if (characterCount(say.text) > state.options.maxText)
        return Problem{"too-long",
            QStringLiteral("A message has at most %1 characters.").arg(state.options.maxText)};
    if (!say.replyTo.isEmpty() && !fromSegment(say.replyTo, replyTo))
        return Problem{"bad-payload", QStringLiteral("replyTo is no id of a message.")};
    return std::nullopt;
}

Append say(ChatState &state, const QByteArray &room, const chat::Say &say, const Caller &caller,
    qint64 nowMs)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Message;
    entry.id = state.options.makeId();
    entry.room = room;
    entry.author = state.author(caller);
    entry.text = say.text;
    entry.replyTo = say.replyTo;
    entry.sentAt = nowMs;
    std::optional<RoomRecord> record;
    if (!state.rooms.find(room))
        record = state.rooms.newest(room).value_or(newRoom(room, caller.person, nowMs));
    return state.append(entry, std::move(record));
}

Effects answerToSay(
    ChatState &state, const QByteArray &room, const chat::Say &text, const Said &said, qint64 nowMs)
{
    if (auto problem = objectionTo(state, room, text, said.caller, nowMs))
        return refused(room, *std::move(problem), said);
    if (auto problem = state.objectionToPace(said.caller, nowMs))
        return refused(room, *std::move(problem), said);
    Append append = say(state, room, text, said.caller, nowMs);
    append.entry.replyTo = text.replyTo;
    sign(append.entry, said);
    Effects effects = state.stopTyping(room, said.caller.person);
    effects.push_back(std::move(append));
    return effects;
}

// Which entries a new subscription gets first.
stomp::BasicResult<Admitted, Problem> admission(
    const QByteArray &room, std::optional<qint64> last, std::optional<qint64> after)
{
    if (last && after)
        return Problem{
            "bad-header", QStringLiteral("A subscription has `last` or `after`, not both.")};
    Admitted admitted;
    if (after)
        admitted.replay = Replay{room, LogQuery::Range::After, *after, 0};
    else if (last && *last > 0)
        admitted.replay = Replay{
            room, LogQuery::Range::Last, 0, static_cast<int>(std::min(*last, longestReplay))};
    return admitted;
}

stomp::BasicResult<Admitted, Problem> enter(ChatState &state, const QByteArray &room,
    std::optional<qint64> last, std::optional<qint64> after, const Caller &caller, qint64 nowMs)
{
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return entered.error();
    auto admitted = admission(room, last, after);
    if (!admitted)
        return admitted;
    if (const auto joined = state.membership.join(room, state.member(caller, nowMs)))
        admitted->effects.push_back(
            state.streams.member(room, chat::MemberChange::Event::Joined, *joined));
    return admitted;
}

Effects leave(ChatState &state, const QByteArray &room, const Caller &caller)
{
    const auto left = state.membership.leave(room, caller.person);
    if (!left)
        return {};
    Effects effects = state.stopTyping(room, caller.person);
    effects.push_back(state.streams.member(room, chat::MemberChange::Event::Left, *left));
    return effects;
}

} // namespace

void addRoomRoutes(Application &app, ChatState &state)
{
    using Room = Path<"chatRoomId", RoomId>;

    app.message<"/chat/{chatRoomId}">(
        [&state](Room room, Body<chat::Say> text, KeyHeader key, Caller caller, Now now) {
            const Said said{caller, *key, *key ? chat::toJson(*text) : QByteArray()};
            return answerToSay(state, room->value, *text, said, now.ms);
        });
    app.subscribe<"/chat/{chatRoomId}">(
        [&state](Room room, Header<"last", std::optional<qint64>> last,
            Header<"after", std::optional<qint64>> after, Caller caller,
            Now now) { return enter(state, room->value, *last, *after, caller, now.ms); });
    app.unsubscribe<"/chat/{chatRoomId}">(
        [&state](Room room, Caller caller) { return leave(state, room->value, caller); });
}

} // namespace server
