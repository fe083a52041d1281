#include "server/storage/sqliteschema.h"

#include <QFile>
#include <QVariant>
#include <QtEndian>

namespace server {

namespace {

// Entries lie in the order in which they came, whatever room they belong to, so that a commit over
// many rooms writes few pages. A row of `idempotency_keys` outlives its entry when that is pruned.
const Migration firstVersion{
    QStringLiteral("CREATE TABLE rooms ("
                   " room INTEGER PRIMARY KEY,"
                   " id BLOB NOT NULL UNIQUE,"
                   " name TEXT NOT NULL,"
                   " topic TEXT NOT NULL,"
                   " creator BLOB NOT NULL,"
                   " is_archived INTEGER NOT NULL,"
                   " created_at INTEGER NOT NULL,"
                   " first_seq INTEGER NOT NULL,"
                   " last_seq INTEGER NOT NULL)"),
    QStringLiteral("CREATE TABLE entries ("
                   " entry INTEGER PRIMARY KEY,"
                   " room INTEGER NOT NULL,"
                   " seq INTEGER NOT NULL,"
                   " id BLOB NOT NULL,"
                   " sent_at INTEGER NOT NULL,"
                   " payload BLOB NOT NULL)"),
    QStringLiteral("CREATE UNIQUE INDEX entries_by_seq ON entries (room, seq)"),
    QStringLiteral("CREATE UNIQUE INDEX entries_by_id ON entries (room, id)"),
    QStringLiteral("CREATE TABLE idempotency_keys ("
                   " number INTEGER PRIMARY KEY,"
                   " room INTEGER NOT NULL,"
                   " digest BLOB NOT NULL," // of author and key
                   " content BLOB NOT NULL," // digest of what was said
                   " seq INTEGER NOT NULL,"
                   " id BLOB NOT NULL,"
                   " at INTEGER NOT NULL)"),
    QStringLiteral("CREATE UNIQUE INDEX idempotency_keys_by_digest ON idempotency_keys "
                   "(room, digest)"),
    QStringLiteral("CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at)"),
    QStringLiteral("CREATE TABLE people ("
                   " person INTEGER PRIMARY KEY,"
                   " id BLOB NOT NULL UNIQUE,"
                   " secret_hash BLOB NOT NULL,"
                   " name TEXT NOT NULL,"
                   " last_seen INTEGER NOT NULL)"),
    QStringLiteral("CREATE TABLE markers ("
                   " marker INTEGER PRIMARY KEY,"
                   " room INTEGER NOT NULL,"
                   " person BLOB NOT NULL,"
                   " read INTEGER NOT NULL,"
                   " UNIQUE (room, person))"),
};

// What was done to messages: edits, so that they are found when a message is deleted, and the
// reactions and pins that stand. `message` and `seq` are numbers of entries.
const Migration amendmentsAndRemovals{
    QStringLiteral("CREATE TABLE amendments ("
                   " amendment INTEGER PRIMARY KEY,"
                   " room INTEGER NOT NULL,"
                   " message INTEGER NOT NULL,"
                   " kind INTEGER NOT NULL," // 0 edit, 2 reaction, 3 pin
                   " seq INTEGER NOT NULL,"
                   " person BLOB NOT NULL,"
                   " emoji TEXT NOT NULL)"),
    QStringLiteral("CREATE INDEX amendments_by_message ON amendments (room, message, kind)"),
    QStringLiteral("CREATE INDEX pins ON amendments (room) WHERE kind = 3"),
    QStringLiteral("CREATE TABLE removals ("
                   " removal INTEGER PRIMARY KEY,"
                   " room INTEGER NOT NULL,"
                   " person BLOB NOT NULL,"
                   " until INTEGER NOT NULL,"
                   " UNIQUE (room, person))"),
    QStringLiteral("ALTER TABLE markers ADD COLUMN joined INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("UPDATE markers SET joined = read"),
};

// Ids stand in the order of their time, in all rooms together: an index in that order grows at one
// end, and a commit over many rooms touches few of its pages.
const Migration idsInTheirOrder{
    QStringLiteral("DROP INDEX entries_by_id"),
    QStringLiteral("CREATE UNIQUE INDEX entries_by_id ON entries (id, room)"),
};

// Written under another name first: a copy that was cut short must not pass for one.
LogResult<void> keepCopy(SqliteConnection &connection, const QString &file, qint64 version)
{
    const QString copy = QStringLiteral("%1.version-%2").arg(file).arg(version);
    const QString unfinished = copy + QStringLiteral(".unfinished");
    QFile::remove(unfinished);
    QString quoted = unfinished;
    quoted.replace(u'\'', QStringLiteral("''"));
    const auto written = connection.run(QStringLiteral("VACUUM INTO '%1'").arg(quoted));
    if (!written)
        return written;
    QFile::remove(copy);
    if (!QFile::rename(unfinished, copy))
        return LogError{
            "storage-failed", QStringLiteral("The copy %1 cannot be written").arg(copy)};
    return {};
}

LogResult<void> applyMigrations(
    SqliteConnection &connection, qint64 version, const std::vector<Migration> &migrations)
{
    auto transaction = SqliteTransaction::begin(connection);
    if (!transaction)
        return transaction.error();
    for (auto step = migrations.begin() + version; step != migrations.end(); ++step) {
        for (const QString &sql : *step) {
            if (const auto done = connection.run(sql); !done)
                return done;
        }
    }
    const auto stamped =
        connection.run(QStringLiteral("PRAGMA user_version = %1").arg(migrations.size()));
    if (!stamped)
        return stamped;
    return (*transaction)->commit();
}

} // namespace

const std::vector<Migration> &schemaMigrations()
{
    static const std::vector<Migration> migrations{
        firstVersion, amendmentsAndRemovals, idsInTheirOrder};
    return migrations;
}

qint64 schemaVersionOfFile(const QString &file)
{
    constexpr qint64 offset = 60; // of the user version in the header, SQLite's file format 1.3
    QFile database(file);
    if (!database.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray header = database.read(offset + sizeof(quint32));
    if (header.size() < static_cast<qsizetype>(offset + sizeof(quint32))
        || !header.startsWith("SQLite format 3"))
        return 0;
    return qFromBigEndian<quint32>(header.constData() + offset);
}

LogResult<void> migrate(
    SqliteConnection &connection, const QString &file, const std::vector<Migration> &migrations)
{
    const LogResult<QVariant> found = connection.value(QStringLiteral("PRAGMA user_version"));
    if (!found)
        return found.error();
    const qint64 version = found->toLongLong();
    const auto newest = static_cast<qint64>(migrations.size());
    if (version > newest || version < 0)
        return schemaTooNew(version);
    if (version == newest)
        return {};
    if (version > 0) {
        if (const auto kept = keepCopy(connection, file, version); !kept)
            return kept;
    }
    return applyMigrations(connection, version, migrations);
}

LogError schemaTooNew(qint64 version)
{
    return {"schema-too-new",
        QStringLiteral(
            "The database was written by a newer server (its version is %1, this server knows %2)")
            .arg(version)
            .arg(schemaMigrations().size())};
}

} // namespace server
