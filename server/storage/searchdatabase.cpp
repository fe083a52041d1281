#include "server/storage/searchdatabase.h"

#include "server/storage/searchtext.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStringList>
#include <QVariant>

namespace server {

namespace {

// Also to be raised when texts are cut up in another way.
constexpr int indexVersion = 2;

// `message` is the key of the entry in the log, so that messages stand in the order in which they
// were written, whatever room they are in. `days` leads from a date into that order. `grams` has
// no texts of its own; what is taken out of it must be said again.
const QStringList &tables()
{
    static const QStringList statements{
        QStringLiteral("CREATE TABLE messages ("
                       " message INTEGER PRIMARY KEY,"
                       " room INTEGER NOT NULL,"
                       " seq INTEGER NOT NULL,"
                       " id BLOB NOT NULL,"
                       " sent_at INTEGER NOT NULL,"
                       " marks TEXT NOT NULL,"
                       " text TEXT NOT NULL)"),
        QStringLiteral("CREATE UNIQUE INDEX messages_by_id ON messages (id, room)"),
        QStringLiteral("CREATE INDEX messages_by_seq ON messages (room, seq)"),
        QStringLiteral("CREATE TABLE days ("
                       " day INTEGER PRIMARY KEY,"
                       " first_message INTEGER NOT NULL,"
                       " last_message INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE position ("
                       " one INTEGER PRIMARY KEY CHECK (one = 1),"
                       " entry INTEGER NOT NULL,"
                       " room INTEGER NOT NULL,"
                       " seq INTEGER NOT NULL,"
                       " id BLOB NOT NULL)"),
        QStringLiteral("CREATE VIRTUAL TABLE grams USING fts5 (marks, words, content = '', "
                       "columnsize = 0, tokenize = 'ascii', prefix = '1 2 3')"),
        QStringLiteral("PRAGMA user_version = %1").arg(indexVersion),
    };
    return statements;
}

LogResult<void> runAll(SqliteConnection &connection, const QStringList &statements)
{
    for (const QString &sql : statements) {
        if (const auto done = connection.run(sql); !done)
            return done;
    }
    return {};
}

// What is lost by a power cut is taken up again, so that not every commit needs to be on the disk.
LogResult<void> setUpIndex(SqliteConnection &index)
{
    return runAll(index,
        {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = NORMAL"),
            QStringLiteral("PRAGMA temp_store = MEMORY"),
            QStringLiteral("PRAGMA journal_size_limit = 67108864"),
            QStringLiteral("PRAGMA wal_autocheckpoint = 4000")});
}

LogResult<void> makeTables(SqliteConnection &index)
{
    auto transaction = SqliteTransaction::begin(index);
    if (!transaction)
        return transaction.error();
    if (const auto made = runAll(index, tables()); !made)
        return made;
    return (*transaction)->commit();
}

LogError damagedIndex(const QString &why)
{
    return {"damaged", QStringLiteral("The index for searching cannot be used: %1").arg(why)};
}

LogResult<void> checkIndex(SqliteConnection &index)
{
    const auto check = index.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return check.error();
    if (check->toString() != u"ok")
        return damagedIndex(check->toString().simplified());
    return index.run(QStringLiteral("INSERT INTO grams (grams) VALUES ('integrity-check')"));
}

LogResult<std::unique_ptr<SqliteConnection>> openIndex(const QString &file)
{
    const bool isNew = !QFile::exists(file);
    auto index = SqliteConnection::open(file, SqliteConnection::Access::ReadWrite);
    if (!index)
        return index;
    if (const auto ready = setUpIndex(**index); !ready)
        return ready.error();
    if (isNew) {
        if (const auto made = makeTables(**index); !made)
            return made.error();
        return index;
    }
    const auto version = (*index)->value(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return version.error();
    if (version->toLongLong() != indexVersion)
        return damagedIndex(QStringLiteral("it has another version"));
    if (const auto whole = checkIndex(**index); !whole)
        return whole.error();
    return index;
}

QString hashed(char kind, const QByteArray &what)
{
    const QByteArray hash = QCryptographicHash::hash(what, QCryptographicHash::Blake2s_128);
    return QLatin1Char(kind) + QString::fromLatin1(hash.toHex());
}

} // namespace

LogResult<SearchDatabase> openSearchDatabase(const QString &logFile)
{
    auto log = SqliteConnection::open(logFile, SqliteConnection::Access::ReadOnly);
    if (!log)
        return log.error();
    auto index = openIndex(searchIndexFile(logFile));
    if (!index && index.error().code == "damaged") {
        removeSearchIndex(logFile);
        index = openIndex(searchIndexFile(logFile));
    }
    if (!index)
        return index.error();
    return SearchDatabase{std::move(*log), std::move(*index)};
}

LogResult<void> emptySearchIndex(SqliteConnection &index)
{
    return runAll(index,
        {QStringLiteral("DELETE FROM messages"), QStringLiteral("DELETE FROM days"),
            QStringLiteral("DELETE FROM position"),
            QStringLiteral("INSERT INTO grams (grams) VALUES ('delete-all')")});
}

QString searchIndexFile(const QString &logFile)
{
    return logFile + QStringLiteral(".search");
}

void removeSearchIndex(const QString &logFile)
{
    const QString file = searchIndexFile(logFile);
    for (const QString &name : {file, file + QStringLiteral("-wal"), file + QStringLiteral("-shm"),
             file + QStringLiteral("-journal")})
        QFile::remove(name);
}

QString roomMark(qint64 roomNumber)
{
    return u'r' + QString::number(roomNumber);
}

QString authorMark(const QByteArray &id)
{
    return hashed('a', id);
}

QString nameMark(const QString &name)
{
    return hashed('n', searchName(name).toUtf8());
}

QString AuthorMarks::of(const QByteArray &id, const QString &name)
{
    constexpr qsizetype mostKept = 1000;
    if (m_marks.size() >= mostKept)
        m_marks.clear();
    QString &marks = m_marks[{id, name}];
    if (marks.isEmpty())
        marks = authorMark(id) + u' ' + nameMark(name);
    return marks;
}

} // namespace server
