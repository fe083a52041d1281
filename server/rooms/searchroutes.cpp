#include "server/rooms/searchroutes.h"

#include "server/rooms/chatstate.h"
#include "server/rooms/textrules.h"
#include "server/storage/searchterms.h"
#include "stomp/chat/search.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr int longestPage = 200;
constexpr int usualPage = 50;
constexpr int mostMinutesFromUtc = 14 * 60;

// What the headers of a search say.
struct Asked {
    QString text;
    qint64 before = 0;
    qint64 limit = usualPage;
    int minutesFromUtc = 0;
};

// in: names a room by its id or as people see it; several may bear the name.
std::vector<QByteArray> roomsNamed(const ChatState &state, const std::vector<QString> &names)
{
    std::vector<QByteArray> rooms;
    for (const RoomRecord &room : state.rooms.all()) {
        const bool isNamed = std::any_of(names.begin(), names.end(), [&room](const QString &name) {
            return name.toUtf8() == room.id || foldedName(name) == foldedName(room.name);
        });
        if (isNamed)
            rooms.push_back(room.id);
    }
    return rooms;
}

// from: is a name under which something was said, or a person: who bears the name now is meant with
// all names from before.
std::vector<QString> authorsNamed(const ChatState &state, std::vector<QString> names)
{
    std::vector<QString> bearers;
    for (const QString &name : names) {
        if (const auto person = state.people.bearerOf(name))
            bearers.push_back(QString::fromUtf8(*person));
    }
    names.insert(names.end(), bearers.begin(), bearers.end());
    return names;
}

SearchQuery queryFor(const ChatState &state, const Asked &asked)
{
    SearchTerms terms = parseSearch(asked.text, asked.minutesFromUtc * 60);
    SearchQuery query;
    query.phrases = std::move(terms.phrases);
    query.authors = authorsNamed(state, std::move(terms.authors));
    if (!terms.rooms.empty())
        query.rooms = roomsNamed(state, terms.rooms);
    query.since = terms.since;
    query.until = terms.until;
    query.before = asked.before;
    query.limit = static_cast<int>(std::min<qint64>(asked.limit, longestPage));
    return query;
}

QByteArray hitJson(const FoundMessage &message)
{
    std::vector<chat::SearchPiece> pieces;
    for (const TextPiece &piece : message.pieces)
        pieces.push_back({piece.text, piece.isHit});
    return chat::searchHitJson(
        message.room, message.seq, chat::withSeq(message.payload, message.seq), pieces);
}

// Who may read a room is asked when the hits are there, too: somebody may have been removed since.
Effects replyWithHits(
    const ChatState &state, const SearchPage &page, const Caller &caller, qint64 nowMs)
{
    std::vector<QByteArray> hits;
    for (const FoundMessage &message : page.messages) {
        if (state.canEnter(message.room, caller, nowMs))
            hits.push_back(hitJson(message));
    }
    return {Reply{jsonHeaders(), chat::searchJson(hits, page.next, page.isComplete)}};
}

Effects search(const ChatState &state, const Asked &asked, const Caller &caller, qint64 nowMs)
{
    if (asked.before < 0 || asked.limit < 1)
        return {Fail{{"bad-header", QStringLiteral("`before` and `limit` are at least 1.")}}};
    return {Search{queryFor(state, asked), [&state, caller, nowMs](const SearchPage &page) {
                       return replyWithHits(state, page, caller, nowMs);
                   }}};
}

} // namespace

void addSearchRoutes(Application &app, ChatState &state)
{
    app.subscription<"/search">([&state](Header<"query", std::optional<QString>> query,
                                    Header<"before", std::optional<qint64>> before,
                                    Header<"limit", std::optional<qint64>> limit,
                                    const stomp::Frame &frame, Caller caller, Now now) {
        Asked asked{query->value_or(QString()), before->value_or(0), limit->value_or(usualPage),
            frame.header("utc-offset").toInt()};
        asked.minutesFromUtc =
            std::clamp(asked.minutesFromUtc, -mostMinutesFromUtc, mostMinutesFromUtc);
        return search(state, asked, caller, now.ms);
    });
}

} // namespace server
