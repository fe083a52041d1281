#include "server/storage/searchindex.h"

#include "stomp/chat/payloads.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;
constexpr int largestPage = 200;
// After so many that did not qualify in the end the search goes on in the next page.
constexpr int mostCandidates = 5000;

QString anyOf(const QStringList &marks)
{
    return QStringLiteral("marks : (\"%1\")").arg(marks.join(QStringLiteral("\" OR \"")));
}

bool hasCondition(const SearchQuery &query, const std::vector<GramPhrase> &phrases)
{
    return !phrases.empty() || !query.authors.empty() || query.rooms || query.since > 0
        || query.until < SearchQuery::always;
}

} // namespace

SearchIndex::SearchIndex(SearchDatabase database)
    : m_database(std::move(database))
    , m_follower(m_database)
    , m_roomNumber(*m_database.log, QStringLiteral("SELECT room FROM rooms WHERE id = ?"))
    , m_entry(*m_database.log,
          QStringLiteral("SELECT rooms.id, entries.seq, entries.payload FROM entries "
                         "JOIN rooms ON rooms.room = entries.room WHERE entries.entry = ?"))
    , m_lastBefore(
          *m_database.index, QStringLiteral("SELECT max(last_message) FROM days WHERE day <= ?"))
    , m_firstSince(
          *m_database.index, QStringLiteral("SELECT min(first_message) FROM days WHERE day >= ?"))
    , m_matching(*m_database.index,
          QStringLiteral("SELECT messages.message, messages.text FROM grams "
                         "CROSS JOIN messages ON messages.message = grams.rowid "
                         "WHERE grams MATCH ? AND grams.rowid < ? AND grams.rowid >= ? "
                         "AND messages.sent_at >= ? AND messages.sent_at < ? "
                         "ORDER BY grams.rowid DESC"))
    , m_all(*m_database.index,
          QStringLiteral("SELECT message, text FROM messages WHERE message < ? AND message >= ? "
                         "AND sent_at >= ? AND sent_at < ? ORDER BY message DESC"))
{
}

LogResult<std::unique_ptr<SearchIndex>> SearchIndex::open(const QString &logFile)
{
    auto database = openSearchDatabase(logFile);
    if (!database)
        return database.error();
    std::unique_ptr<SearchIndex> index(new SearchIndex(std::move(*database)));
    if (const auto prepared = index->prepare(); !prepared)
        return prepared.error();
    return index;
}

LogResult<void> SearchIndex::prepare()
{
    for (const SqliteStatement *statement :
        {&m_roomNumber, &m_entry, &m_lastBefore, &m_firstSince, &m_matching, &m_all}) {
        if (statement->preparationError().isValid())
            return m_database.index->toLogError(statement->preparationError());
    }
    return m_follower.prepare();
}

LogResult<SearchPage> SearchIndex::search(const SearchQuery &query)
{
    SearchPage page;
    const std::vector<GramPhrase> phrases = gramPhrases(query.phrases);
    if (!hasCondition(query, phrases) || (query.rooms && query.rooms->empty()))
        return page;
    const LogResult<QString> expression = expressionFor(query, phrases);
    if (!expression)
        return expression.error();
    const LogResult<Bounds> bounds = boundsOf(query);
    if (!bounds)
        return bounds.error();
    SqliteStatement &candidates = expression->isEmpty() ? m_all : m_matching;
    const auto asked = expression->isEmpty()
        ? candidates.run(bounds->end, bounds->from, query.since, query.until)
        : candidates.run(*expression, bounds->end, bounds->from, query.since, query.until);
    if (!asked)
        return asked.error();
    const auto collected = collect(candidates, query, phrases, page);
    if (const auto finished = candidates.finish(); !finished)
        return finished.error();
    if (!collected)
        return collected.error();
    return page;
}

LogResult<QString> SearchIndex::expressionFor(
    const SearchQuery &query, const std::vector<GramPhrase> &phrases)
{
    QStringList conditions;
    if (!phrases.empty())
        conditions.append(fullTextExpression(phrases));
    if (!query.authors.empty()) {
        QStringList marks;
        for (const QString &author : query.authors)
            marks << nameMark(author) << authorMark(author.toUtf8());
        conditions.append(anyOf(marks));
    }
    if (query.rooms) {
        QStringList marks;
        for (const QByteArray &room : *query.rooms) {
            const LogResult<qint64> number = numberOf(room);
            if (!number)
                return number.error();
            marks.append(roomMark(*number));
        }
        conditions.append(anyOf(marks));
    }
    return conditions.join(QStringLiteral(" AND "));
}

// Zero, which is no room's number, when there is none.
LogResult<qint64> SearchIndex::numberOf(const QByteArray &room)
{
    if (const auto asked = m_roomNumber.run(room); !asked)
        return asked.error();
    const qint64 number = m_roomNumber.next() ? m_roomNumber.integer(0) : 0;
    if (const auto finished = m_roomNumber.finish(); !finished)
        return finished.error();
    return number;
}

LogResult<SearchIndex::Bounds> SearchIndex::boundsOf(const SearchQuery &query)
{
    Bounds bounds{0, query.before > 0 ? query.before : SearchQuery::always};
    if (query.until < SearchQuery::always) {
        if (const auto asked = m_lastBefore.run(query.until / dayMs); !asked)
            return asked.error();
        const qint64 last = m_lastBefore.next() ? m_lastBefore.integer(0) : 0;
        if (const auto finished = m_lastBefore.finish(); !finished)
            return finished.error();
        bounds.end = std::min(bounds.end, last + 1);
    }
    if (query.since > 0) {
        if (const auto asked = m_firstSince.run(query.since / dayMs); !asked)
            return asked.error();
        const bool isAny = m_firstSince.next() && !m_firstSince.isNull(0);
        bounds.from = isAny ? m_firstSince.integer(0) : SearchQuery::always;
        if (const auto finished = m_firstSince.finish(); !finished)
            return finished.error();
    }
    return bounds;
}

LogResult<void> SearchIndex::collect(SqliteStatement &candidates, const SearchQuery &query,
    const std::vector<GramPhrase> &phrases, SearchPage &page)
{
    const QSet<QByteArray> hidden(query.hiddenRooms.begin(), query.hiddenRooms.end());
    const auto limit = static_cast<std::size_t>(std::clamp(query.limit, 1, largestPage));
    qint64 last = 0;
    for (int looked = 0; candidates.next(); ++looked) {
        if (page.messages.size() == limit || looked == mostCandidates) {
            page.next = last;
            return {};
        }
        last = candidates.integer(0);
        auto message = found(candidates, phrases);
        if (!message)
            return message.error();
        if (*message && !hidden.contains((*message)->room))
            page.messages.push_back(std::move(**message));
    }
    return {};
}

// Nothing when the log does not keep it any more.
LogResult<std::optional<FoundMessage>> SearchIndex::found(
    const SqliteStatement &candidate, const std::vector<GramPhrase> &phrases)
{
    const qint64 position = candidate.integer(0);
    if (const auto asked = m_entry.run(position); !asked)
        return asked.error();
    std::optional<FoundMessage> message;
    if (m_entry.next()) {
        stomp::Result<chat::Entry> entry = chat::parseEntry(m_entry.bytes(2));
        const QString text = candidate.text(1);
        if (entry && entry->type == chat::EntryType::Message) {
            entry->text = text;
            message = FoundMessage{position, m_entry.bytes(0), m_entry.integer(1),
                chat::toJsonWithoutSeq(*entry), excerpt(text, phrases)};
        }
    }
    if (const auto finished = m_entry.finish(); !finished)
        return finished.error();
    return message;
}

} // namespace server
