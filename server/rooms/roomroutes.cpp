#include "server/rooms/roomroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"
#include "server/rooms/textrules.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr qsizetype longestKey = 64; // characters, also of a message's id
constexpr qint64 longestReplay = 1000; // entries, by `last`

// One idempotency key, or the id of a message.
struct ShortText {
    QByteArray value;
};

bool fromSegment(QByteArrayView text, ShortText &key)
{
    key.value = text.toByteArray();
    if (text.isEmpty() || !text.isValidUtf8())
        return false;
    const QString characters = QString::fromUtf8(text);
    return characterCount(characters) <= longestKey && !hasForbiddenNameCharacters(characters);
}

std::optional<Problem> objectionTo(
    const ChatState &state, const QByteArray &room, const chat::Say &say)
{
    ShortText replyTo;
    if (const auto entered = state.rooms.canEnter(room); !entered)
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

// A guest is another person in each connection; what is sent again after a cut must still be known.
// The colon keeps logins and ids apart.
QByteArray keyOwner(const Caller &caller)
{
    return caller.isGuest ? "guest:" + caller.login : caller.person;
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

stomp::BasicResult<Append, Problem> answerToSay(ChatState &state, const QByteArray &room,
    const chat::Say &text, const std::optional<ShortText> &key, const Caller &caller, qint64 nowMs)
{
    if (auto problem = objectionTo(state, room, text))
        return *std::move(problem);
    if (!state.rate.take(caller.person, nowMs))
        return Problem{"too-fast",
            QStringLiteral("At most %1 messages a minute.").arg(state.options.messagesPerMinute)};
    Append append = say(state, room, text, caller, nowMs);
    append.entry.author = keyOwner(caller);
    if (key) {
        append.entry.idempotencyKey = key->value;
        append.entry.contentHash =
            QCryptographicHash::hash(chat::toJson(text), QCryptographicHash::Sha256);
    }
    return append;
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
    if (const auto entered = state.rooms.canEnter(room); !entered)
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
    Effects effects;
    if (const auto left = state.membership.leave(room, caller.person))
        effects.push_back(state.streams.member(room, chat::MemberChange::Event::Left, *left));
    return effects;
}

} // namespace

void addRoomRoutes(Application &app, ChatState &state)
{
    using Room = Path<"chatRoomId", RoomId>;

    app.message<"/chat/{chatRoomId}">(
        [&state](Room room, Body<chat::Say> text,
            Header<"idempotency-key", std::optional<ShortText>> key, Caller caller,
            Now now) { return answerToSay(state, room->value, *text, *key, caller, now.ms); });
    app.subscribe<"/chat/{chatRoomId}">(
        [&state](Room room, Header<"last", std::optional<qint64>> last,
            Header<"after", std::optional<qint64>> after, Caller caller,
            Now now) { return enter(state, room->value, *last, *after, caller, now.ms); });
    app.unsubscribe<"/chat/{chatRoomId}">(
        [&state](Room room, Caller caller) { return leave(state, room->value, caller); });
}

} // namespace server
