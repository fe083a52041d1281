#include "server/rooms/historyroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/roomid.h"

#include <algorithm>

namespace server {

namespace {

constexpr int longestPage = 200;
constexpr int usualPage = 50;

// What is not kept is said in its place: before the oldest there is, and between two entries.
Effects replyWithPage(const LogPage &page, qint64 askedFrom)
{
    std::vector<QByteArray> entries;
    entries.reserve(page.entries.size());
    qint64 next = page.isStart ? askedFrom : 0; // 0: whatever comes
    const auto sayGap = [&](qint64 upTo) {
        if (next > 0 && next < upTo)
            entries.push_back(chat::toJson(chat::Gap{next, upTo - 1}));
    };
    if (page.isStart) {
        sayGap(page.firstSeq);
        next = std::max(next, page.firstSeq);
    }
    for (const LogEntry &entry : page.entries) {
        sayGap(entry.seq);
        entries.push_back(chat::withSeq(entry.payload, entry.seq));
        next = entry.seq + 1;
    }
    return {Reply{jsonHeaders(), chat::historyJson(entries, page.isStart, page.isEnd)}};
}

struct PageRequest {
    std::optional<qint64> before;
    std::optional<qint64> after;
    std::optional<qint64> around;
    std::optional<qint64> limit;
};

std::optional<Problem> objectionTo(const PageRequest &request)
{
    if (request.before == 0 || request.limit == 0 || request.around == 0)
        return Problem{
            "bad-header", QStringLiteral("`before`, `around` and `limit` are at least 1.")};
    if (request.before.has_value() + request.after.has_value() + request.around.has_value() > 1)
        return Problem{"bad-header",
            QStringLiteral("A page is `before`, `after` or `around` a number, one of them.")};
    return std::nullopt;
}

// A limit above what is given at once is no mistake; none at all is.
LogQuery queryOf(const QByteArray &room, const PageRequest &request)
{
    LogQuery query;
    query.room = room;
    query.limit =
        static_cast<int>(std::min<qint64>(request.limit.value_or(usualPage), longestPage));
    query.range = request.after ? LogQuery::Range::After
        : request.around        ? LogQuery::Range::Around
                                : LogQuery::Range::Before;
    query.position = request.after ? *request.after
        : request.around           ? *request.around
                                   : request.before.value_or(0);
    return query;
}

Effects history(const ChatState &state, const QByteArray &room, const PageRequest &request,
    const Caller &caller, qint64 nowMs)
{
    if (const auto entered = state.canEnter(room, caller, nowMs); !entered)
        return {Fail{entered.error()}};
    if (auto problem = objectionTo(request))
        return {Fail{*std::move(problem)}};
    const qint64 askedFrom = request.after.value_or(0) + 1;
    const RoomRecord *record = state.rooms.find(room);
    if (!record || request.before == 1) // nothing can be there
        return replyWithPage(LogPage{{}, 1, 0, !record, true}, askedFrom);
    return {Ask{queryOf(room, request),
        [askedFrom](const LogPage &page) { return replyWithPage(page, askedFrom); }}};
}

} // namespace

void addHistoryRoutes(Application &app, ChatState &state)
{
    using Number = std::optional<qint64>;
    app.subscription<"/chat/{chatRoomId}/history">(
        [&state](Path<"chatRoomId", RoomId> room, Header<"before", Number> before,
            Header<"after", Number> after, Header<"around", Number> around,
            Header<"limit", Number> limit, Caller caller, Now now) {
            return history(state, room->value, {*before, *after, *around, *limit}, caller, now.ms);
        });
}

} // namespace server
