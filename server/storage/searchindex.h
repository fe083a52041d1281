#pragma once

#include "server/broker/messagelog.h"
#include "server/broker/messagesearch.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/searchfollower.h"
#include "server/storage/searchmatch.h"
#include "server/storage/sqlitestatement.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <memory>
#include <optional>
#include <vector>

namespace server {

// Finds messages of an SQLite log by the index beside it. Belongs to one thread.
class SearchIndex {
public:
    static LogResult<std::unique_ptr<SearchIndex>> open(const QString &logFile);

    // Takes up at most so many entries that are new in the log. True when nothing is left.
    LogResult<bool> follow(qint64 most) { return m_follower.follow(most); }
    LogResult<SearchPage> search(const SearchQuery &query);

private:
    // Which messages can be meant, by their place in the order.
    struct Bounds {
        qint64 from = 0;
        qint64 end = 0;
    };

    explicit SearchIndex(SearchDatabase database);

    LogResult<void> prepare();
    LogResult<QString> expressionFor(
        const SearchQuery &query, const std::vector<GramPhrase> &phrases);
    LogResult<Bounds> boundsOf(const SearchQuery &query);
    LogResult<qint64> numberOf(const QByteArray &room);
    LogResult<void> collect(SqliteStatement &candidates, const SearchQuery &query,
        const std::vector<GramPhrase> &phrases, SearchPage &page);
    LogResult<std::optional<FoundMessage>> found(
        const SqliteStatement &candidate, const std::vector<GramPhrase> &phrases);

    SearchDatabase m_database;
    SearchFollower m_follower;
    SqliteStatement m_roomNumber; // id → room
    SqliteStatement m_entry; // entry → id of the room, seq, payload
    SqliteStatement m_lastBefore; // day → message
    SqliteStatement m_firstSince; // day → message
    SqliteStatement m_matching; // expression, end, from, since, until → message, text
    SqliteStatement m_all; // end, from, since, until → message, text
};

} // namespace server
