#include "server/rooms/historyroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/roomid.h"

#include <algorithm>

namespace server {

namespace {

constexpr int longestPage = 200;
constexpr int usualPage = 50;

Effects replyWithPage(const LogPage &page)
{
    std::vector<QByteArray> entries;
    entries.reserve(page.entries.size());
    for (const LogEntry &entry : page.entries)
        entries.push_back(chat::withSeq(entry.payload, entry.seq));
    return {Reply{jsonHeaders(), chat::historyJson(entries, page.isStart)}};
}

// A limit above what is given at once is no mistake; none at all is.
Effects history(const ChatState &state, const QByteArray &room, std::optional<qint64> before,
    std::optional<qint64> limit)
{
    if (const auto entered = state.rooms.canEnter(room); !entered)
        return {Fail{entered.error()}};
    if (before == 0 || limit == 0)
        return {Fail{{"bad-header", QStringLiteral("`before` and `limit` are at least 1.")}}};
    if (!state.rooms.find(room) || before == 1)
        return replyWithPage(LogPage{{}, 1, 0, true, true}); // nothing can be there
    LogQuery query;
    query.room = room;
    query.range = LogQuery::Range::Before;
    query.position = before.value_or(0);
    query.limit = static_cast<int>(std::min<qint64>(limit.value_or(usualPage), longestPage));
    return {Ask{query, replyWithPage}};
}

} // namespace

void addHistoryRoutes(Application &app, ChatState &state)
{
    app.subscription<"/chat/{chatRoomId}/history">(
        [&state](Path<"chatRoomId", RoomId> room, Header<"before", std::optional<qint64>> before,
            Header<"limit", std::optional<qint64>> limit) {
            return history(state, room->value, *before, *limit);
        });
}

} // namespace server
