#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/sqlitestatement.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QtGlobal>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace server {

// Takes up into the index what the log has that it has not: messages, their edits and deletions,
// and that old ones are no longer kept. The index remembers the last entry it took up; when the
// log does not have that entry it is another log, and the index begins anew.
class SearchFollower {
public:
    explicit SearchFollower(SearchDatabase &database); // outlives this
    LogResult<void> prepare();

    // At most so many entries. True when nothing is left.
    LogResult<bool> follow(qint64 most);

private:
    struct Position {
        qint64 entry = 0;
        qint64 room = 0;
        qint64 seq = 0;
        QByteArray id;
    };
    struct Row {
        Position at;
        qint64 sentAt = 0;
        QByteArray payload;
    };
    struct Pruned {
        qint64 room = 0;
        qint64 firstSeq = 0;
    };
    // What the log says at one moment.
    struct News {
        bool isOtherLog = false;
        bool isAll = false;
        std::vector<Row> rows;
        std::vector<Pruned> pruned;
    };
    // A message as the index has it.
    struct Known {
        qint64 message = 0;
        QString marks;
        QString text;
    };

    LogResult<News> readNews(qint64 most);
    LogResult<bool> isSameLog();
    LogResult<void> readRows(News &news, qint64 most);
    LogResult<void> readPruned(News &news);
    LogResult<void> write(const News &news);
    LogResult<void> takeUp(const Row &row);
    LogResult<void> saveDays();
    LogResult<void> add(const Row &row, const QString &marks, const QString &text);
    LogResult<void> change(const Known &message, const QString &text);
    LogResult<void> remove(const Known &message);
    LogResult<void> forget(const Pruned &pruned);
    LogResult<std::vector<Known>> known(SqliteStatement &asked);

    SearchDatabase &m_database;
    SqliteStatement m_entryAt; // entry → room, seq, id
    SqliteStatement m_isPruned; // room, seq, entry → whether the entry is gone and others came
    SqliteStatement m_entriesAfter; // entry, limit → entry, room, seq, id, sent_at, payload
    SqliteStatement m_prunedRooms; // → room, first_seq
    SqliteStatement m_readPosition; // → entry, room, seq, id
    SqliteStatement m_savePosition; // entry, room, seq, id
    SqliteStatement m_addMessage; // message, room, seq, id, sent_at, marks, text
    SqliteStatement m_addGrams; // message, marks, words
    SqliteStatement m_removeGrams; // message, marks, words
    SqliteStatement m_removeMessage; // message
    SqliteStatement m_changeText; // text, message
    SqliteStatement m_addToDay; // day, message, message
    SqliteStatement m_messageById; // room, id → message, marks, text
    SqliteStatement m_messagesBelow; // room, seq, limit → message, marks, text

    using Days = std::map<qint64, std::pair<qint64, qint64>>; // day → first and last message

    Position m_position;
    Days m_days; // of the messages of one transaction
    AuthorMarks m_authorMarks;
    QHash<qint64, qint64> m_firstSeqs; // of rooms that were pruned, as far as the index followed
    bool m_isCompared = false; // with the rooms' first numbers, since the start
};

} // namespace server
