#include "server/storage/searchfollower.h"

#include "server/storage/searchtext.h"
#include "stomp/chat/payloads.h"

#include <QStringList>

#include <array>
#include <utility>

namespace server {

namespace {

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;
constexpr qint64 forgottenAtOnce = 1000;

QString wordsOf(const QString &text)
{
    QString words;
    words.reserve(2 * text.size());
    for (const SearchGram &gram : searchGrams(text)) {
        words += gram.text;
        words += u' ';
    }
    return words;
}

} // namespace

SearchFollower::SearchFollower(SearchDatabase &database)
    : m_database(database)
    , m_entryAt(*database.log, QStringLiteral("SELECT room, seq, id FROM entries WHERE entry = ?"))
    , m_isPruned(*database.log,
          QStringLiteral("SELECT 1 FROM rooms WHERE room = ? AND first_seq > ? AND "
                         "(SELECT max(entry) FROM entries) > ?"))
    , m_entriesAfter(*database.log,
          QStringLiteral("SELECT entry, room, seq, id, sent_at, payload FROM entries "
                         "WHERE entry > ? ORDER BY entry LIMIT ?"))
    , m_prunedRooms(
          *database.log, QStringLiteral("SELECT room, first_seq FROM rooms WHERE first_seq > 1"))
    , m_readPosition(*database.index, QStringLiteral("SELECT entry, room, seq, id FROM position"))
    , m_savePosition(*database.index,
          QStringLiteral("INSERT OR REPLACE INTO position (one, entry, room, seq, id) "
                         "VALUES (1, ?, ?, ?, ?)"))
    , m_addMessage(*database.index,
          QStringLiteral("INSERT INTO messages (message, room, seq, id, sent_at, marks, text) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)"))
    , m_addGrams(*database.index,
          QStringLiteral("INSERT INTO grams (rowid, marks, words) VALUES (?, ?, ?)"))
    , m_removeGrams(*database.index,
          QStringLiteral("INSERT INTO grams (grams, rowid, marks, words) "
                         "VALUES ('delete', ?, ?, ?)"))
    , m_removeMessage(*database.index, QStringLiteral("DELETE FROM messages WHERE message = ?"))
    , m_changeText(
          *database.index, QStringLiteral("UPDATE messages SET text = ? WHERE message = ?"))
    , m_addToDay(*database.index,
          QStringLiteral("INSERT INTO days (day, first_message, last_message) VALUES (?, ?, ?) "
                         "ON CONFLICT (day) DO UPDATE SET "
                         "first_message = min(first_message, excluded.first_message), "
                         "last_message = max(last_message, excluded.last_message)"))
    , m_messageById(*database.index,
          QStringLiteral("SELECT message, marks, text FROM messages WHERE room = ? AND id = ?"))
    , m_messagesBelow(*database.index,
          QStringLiteral("SELECT message, marks, text FROM messages "
                         "WHERE room = ? AND seq < ? LIMIT ?"))
{
}

LogResult<void> SearchFollower::prepare()
{
    for (const SqliteStatement *statement :
        {&m_entryAt, &m_isPruned, &m_entriesAfter, &m_prunedRooms, &m_readPosition, &m_savePosition,
            &m_addMessage, &m_addGrams, &m_removeGrams, &m_removeMessage, &m_changeText,
            &m_addToDay, &m_messageById, &m_messagesBelow}) {
        if (statement->preparationError().isValid())
            return m_database.index->toLogError(statement->preparationError());
    }
    if (const auto asked = m_readPosition.run(); !asked)
        return asked;
    if (m_readPosition.next())
        m_position = {m_readPosition.integer(0), m_readPosition.integer(1),
            m_readPosition.integer(2), m_readPosition.bytes(3)};
    return m_readPosition.finish();
}

LogResult<bool> SearchFollower::follow(qint64 most)
{
    const LogResult<News> news = readNews(most);
    if (!news)
        return news.error();
    if (news->isOtherLog || !news->rows.empty() || !news->pruned.empty()) {
        const Position before = m_position;
        if (const auto written = write(*news); !written) {
            m_position = before;
            return written.error();
        }
        for (const Pruned &room : news->pruned)
            m_firstSeqs.insert(room.room, room.firstSeq);
        if (news->isOtherLog)
            m_firstSeqs.clear();
    }
    m_isCompared = news->isAll;
    return news->isAll;
}

// In one transaction, so that all of it is of one moment.
LogResult<SearchFollower::News> SearchFollower::readNews(qint64 most)
{
    if (const auto begun = m_database.log->run(QStringLiteral("BEGIN")); !begun)
        return begun.error();
    News news;
    LogResult<void> result;
    if (const LogResult<bool> same = isSameLog(); !same)
        result = same.error();
    else if (!*same)
        news.isOtherLog = true;
    else
        result = readRows(news, most);
    if (result && news.isAll && (!news.rows.empty() || !m_isCompared))
        result = readPruned(news);
    m_database.log->run(QStringLiteral("COMMIT"));
    if (!result)
        return result.error();
    return news;
}

// The entry taken up last is there, or was one of those that are no longer kept.
LogResult<bool> SearchFollower::isSameLog()
{
    if (m_position.entry == 0)
        return true;
    if (const auto asked = m_entryAt.run(m_position.entry); !asked)
        return asked.error();
    const bool isThere = m_entryAt.next();
    const bool isSame = isThere && m_entryAt.integer(0) == m_position.room
        && m_entryAt.integer(1) == m_position.seq && m_entryAt.bytes(2) == m_position.id;
    if (const auto finished = m_entryAt.finish(); !finished)
        return finished.error();
    if (isThere)
        return isSame;
    const auto asked = m_isPruned.run(m_position.room, m_position.seq, m_position.entry);
    if (!asked)
        return asked.error();
    const bool isPruned = m_isPruned.next();
    if (const auto finished = m_isPruned.finish(); !finished)
        return finished.error();
    return isPruned;
}

LogResult<void> SearchFollower::readRows(News &news, qint64 most)
{
    if (const auto asked = m_entriesAfter.run(m_position.entry, most); !asked)
        return asked;
    while (m_entriesAfter.next())
        news.rows.push_back({{m_entriesAfter.integer(0), m_entriesAfter.integer(1),
                                 m_entriesAfter.integer(2), m_entriesAfter.bytes(3)},
            m_entriesAfter.integer(4), m_entriesAfter.bytes(5)});
    news.isAll = static_cast<qint64>(news.rows.size()) < most;
    return m_entriesAfter.finish();
}

LogResult<void> SearchFollower::readPruned(News &news)
{
    if (const auto asked = m_prunedRooms.run(); !asked)
        return asked;
    while (m_prunedRooms.next()) {
        const Pruned room{m_prunedRooms.integer(0), m_prunedRooms.integer(1)};
        if (m_firstSeqs.value(room.room) < room.firstSeq)
            news.pruned.push_back(room);
    }
    return m_prunedRooms.finish();
}

LogResult<void> SearchFollower::write(const News &news)
{
    auto transaction = SqliteTransaction::begin(*m_database.index);
    if (!transaction)
        return transaction.error();
    if (news.isOtherLog) {
        if (const auto emptied = emptySearchIndex(*m_database.index); !emptied)
            return emptied;
        m_position = {};
        return (*transaction)->commit();
    }
    m_days.clear();
    for (const Row &row : news.rows) {
        if (const auto taken = takeUp(row); !taken)
            return taken;
        m_position = row.at;
    }
    if (const auto counted = saveDays(); !counted)
        return counted;
    for (const Pruned &pruned : news.pruned) {
        if (const auto forgotten = forget(pruned); !forgotten)
            return forgotten;
    }
    const auto saved =
        m_savePosition.change(m_position.entry, m_position.room, m_position.seq, m_position.id);
    if (!saved)
        return saved;
    return (*transaction)->commit();
}

// What cannot be read is passed over: it is not the index that judges the log.
LogResult<void> SearchFollower::takeUp(const Row &row)
{
    const stomp::Result<chat::Entry> entry = chat::parseEntry(row.payload);
    if (!entry || entry->isDeleted)
        return {};
    if (entry->type == chat::EntryType::Message)
        return add(row,
            roomMark(row.at.room) + u' ' + m_authorMarks.of(entry->author.id, entry->author.name),
            composedText(entry->text));
    if (entry->type != chat::EntryType::Edit && entry->type != chat::EntryType::Delete)
        return {};
    if (const auto asked = m_messageById.run(row.at.room, entry->id); !asked)
        return asked;
    const auto concerned = known(m_messageById);
    if (!concerned)
        return concerned.error();
    if (concerned->empty())
        return {};
    if (entry->type == chat::EntryType::Edit)
        return change(concerned->front(), composedText(entry->text));
    return remove(concerned->front());
}

LogResult<void> SearchFollower::add(const Row &row, const QString &marks, const QString &text)
{
    const qint64 message = row.at.entry;
    const auto added =
        m_addMessage.change(message, row.at.room, row.at.seq, row.at.id, row.sentAt, marks, text);
    if (!added)
        return added;
    Days::iterator day = m_days.find(row.sentAt / dayMs);
    if (day == m_days.end())
        m_days.emplace(row.sentAt / dayMs, std::pair(message, message));
    else
        day->second.second = message;
    return m_addGrams.change(message, marks, wordsOf(text));
}

// Messages come in their order: the first of a day is the one that was taken up first.
LogResult<void> SearchFollower::saveDays()
{
    for (const auto &[day, messages] : m_days) {
        const auto counted = m_addToDay.change(day, messages.first, messages.second);
        if (!counted)
            return counted;
    }
    return {};
}

LogResult<void> SearchFollower::change(const Known &message, const QString &text)
{
    const auto removed =
        m_removeGrams.change(message.message, message.marks, wordsOf(message.text));
    if (!removed)
        return removed;
    if (const auto changed = m_changeText.change(text, message.message); !changed)
        return changed;
    return m_addGrams.change(message.message, message.marks, wordsOf(text));
}

LogResult<void> SearchFollower::remove(const Known &message)
{
    const auto removed =
        m_removeGrams.change(message.message, message.marks, wordsOf(message.text));
    if (!removed)
        return removed;
    return m_removeMessage.change(message.message);
}

LogResult<void> SearchFollower::forget(const Pruned &pruned)
{
    for (;;) {
        const auto asked = m_messagesBelow.run(pruned.room, pruned.firstSeq, forgottenAtOnce);
        if (!asked)
            return asked;
        const auto old = known(m_messagesBelow);
        if (!old)
            return old.error();
        if (old->empty())
            return {};
        for (const Known &message : *old) {
            if (const auto removed = remove(message); !removed)
                return removed;
        }
    }
}

LogResult<std::vector<SearchFollower::Known>> SearchFollower::known(SqliteStatement &asked)
{
    std::vector<Known> messages;
    while (asked.next())
        messages.push_back({asked.integer(0), asked.text(1), asked.text(2)});
    if (const auto finished = asked.finish(); !finished)
        return finished.error();
    return messages;
}

} // namespace server
