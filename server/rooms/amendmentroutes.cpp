#include "server/rooms/amendmentroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/payloadcodecs.h"
#include "server/rooms/roomid.h"
#include "server/rooms/said.h"
#include "server/rooms/textrules.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr qsizetype longestEmoji = 16; // code points: the longest families have fewer

std::optional<Problem> objectionToText(const ChatState &state, const QString &text)
{
    if (text.trimmed().isEmpty())
        return Problem{"bad-payload", QStringLiteral("The text is empty.")};
    if (characterCount(text) > state.options.maxText)
        return Problem{"too-long",
            QStringLiteral("A message has at most %1 characters.").arg(state.options.maxText)};
    return std::nullopt;
}

std::optional<Problem> objectionToEmoji(const QString &emoji)
{
    const bool hasSpace =
        std::any_of(emoji.begin(), emoji.end(), [](QChar c) { return c.isSpace(); });
    if (hasSpace || hasForbiddenNameCharacters(emoji) || foldedName(emoji).isEmpty())
        return Problem{"bad-payload", QStringLiteral("A reaction is one emoji.")};
    if (characterCount(emoji) > longestEmoji)
        return Problem{
            "too-long", QStringLiteral("A reaction has at most %1 characters.").arg(longestEmoji)};
    return std::nullopt;
}

// What does not depend on the message; the log judges the rest.
std::optional<Problem> objectionTo(ChatState &state, const QByteArray &room,
    const chat::Entry &entry, const Caller &caller, qint64 nowMs)
{
    ShortText id;
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return entered.error();
    const auto record = state.rooms.newest(room);
    if (!record)
        return Problem{"no-such-room", QStringLiteral("Nothing was said in this room yet.")};
    if (record->isArchived && entry.type != chat::EntryType::Delete)
        return Problem{"room-archived",
            QStringLiteral("This room is archived; nothing is changed in it any more.")};
    if (!fromSegment(entry.id, id))
        return Problem{"bad-payload", QStringLiteral("id is no id of a message.")};
    if (entry.type == chat::EntryType::Edit) {
        if (auto problem = objectionToText(state, entry.text))
            return problem;
    } else if (entry.type == chat::EntryType::Reaction) {
        if (auto problem = objectionToEmoji(entry.emoji))
            return problem;
    }
    return state.objectionToPace(caller, nowMs);
}

Amendment::Kind kindOf(chat::EntryType type)
{
    switch (type) {
    case chat::EntryType::Delete:
        return Amendment::Kind::Delete;
    case chat::EntryType::Reaction:
        return Amendment::Kind::Reaction;
    case chat::EntryType::Pin:
        return Amendment::Kind::Pin;
    default:
        return Amendment::Kind::Edit;
    }
}

Effects amend(
    ChatState &state, const QByteArray &room, chat::Entry entry, const Said &said, qint64 nowMs)
{
    if (auto problem = objectionTo(state, room, entry, said.caller, nowMs))
        return refused(room, *std::move(problem), said);
    entry.room = room;
    entry.author = state.author(said.caller);
    entry.sentAt = nowMs;
    Append append = state.append(entry, std::nullopt);
    append.entry.id = state.options.makeId(); // `id` of the body is the message's
    append.entry.amendment = Amendment{kindOf(entry.type), entry.id, said.caller.person,
        state.isInCharge(*state.rooms.newest(room), said.caller), entry.emoji, entry.on};
    sign(append.entry, said);
    return {append};
}

chat::Entry entryOf(const chat::EditRequest &request)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Edit;
    entry.id = request.id;
    entry.text = request.text;
    return entry;
}

chat::Entry entryOf(const chat::DeleteRequest &request)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Delete;
    entry.id = request.id;
    return entry;
}

chat::Entry entryOf(const chat::ReactRequest &request)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Reaction;
    entry.id = request.id;
    entry.emoji = request.emoji;
    entry.on = request.on;
    return entry;
}

chat::Entry entryOf(const chat::PinRequest &request)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Pin;
    entry.id = request.id;
    entry.on = request.on;
    return entry;
}

template<Literal Text, typename Request>
void addRoute(Application &app, ChatState &state)
{
    app.message<Text>([&state](Path<"chatRoomId", RoomId> room, Body<Request> request,
                          KeyHeader key, Caller caller, Now now) {
        const QByteArray action(Text.view().data(), static_cast<qsizetype>(Text.view().size()));
        const Said said{caller, *key, action + '\n' + chat::toJson(*request)};
        return amend(state, room->value, entryOf(*request), said, now.ms);
    });
}

} // namespace

void addAmendmentRoutes(Application &app, ChatState &state)
{
    addRoute<"/chat/{chatRoomId}/edit", chat::EditRequest>(app, state);
    addRoute<"/chat/{chatRoomId}/delete", chat::DeleteRequest>(app, state);
    addRoute<"/chat/{chatRoomId}/react", chat::ReactRequest>(app, state);
    addRoute<"/chat/{chatRoomId}/pin", chat::PinRequest>(app, state);
}

} // namespace server
