#include "server/storage/sqliteopening.h"

#include "server/storage/databasefolder.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqlitemessagelog.h"
#include "server/storage/sqlitesalvage.h"
#include "server/storage/sqliteschema.h"

#include <QFile>
#include <QFileInfo>
#include <QVariant>

#include <optional>

namespace server {

namespace {

// A version beyond this is no version but noise.
constexpr qint64 highestCredibleVersion = 9999;

bool isCredibleVersion(qint64 version)
{
    return version >= 0 && version <= highestCredibleVersion;
}

using Damage = std::optional<QString>;

// Reading only, so that what is damaged is moved aside as it was found. A rollback journal is there
// when the very first start was cut short; only a writer can clear it away.
LogResult<Damage> checkDatabase(const QString &file)
{
    const bool hasJournal = QFile::exists(file + QStringLiteral("-journal"));
    const auto connection = SqliteConnection::open(file,
        hasJournal ? SqliteConnection::Access::ReadWrite : SqliteConnection::Access::ReadOnly);
    if (!connection)
        return connection.error();
    const auto version = (*connection)->value(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return version.error();
    if (!isCredibleVersion(version->toLongLong()))
        return Damage(QStringLiteral("its header is noise"));
    const auto check = (*connection)->value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return check.error();
    const QString answer = check->toString();
    return answer == u"ok" ? Damage() : Damage(answer.simplified());
}

LogResult<Damage> findDamage(const QString &file)
{
    if (QFileInfo(file).size() == 0) {
        if (QFileInfo(file + QStringLiteral("-wal")).size() > 0)
            return Damage(QStringLiteral("it is empty, but its log is not"));
        return Damage();
    }
    LogResult<Damage> damage = checkDatabase(file);
    if (!damage && damage.error().code == "damaged")
        return Damage(damage.error().detail);
    return damage;
}

QString describe(
    const QString &file, const QString &damage, const QString &moved, const Salvage &salvage)
{
    return QStringLiteral(
        "The database %1 was damaged (%2). It was moved to %3; %4 rooms with %5 entries were "
        "saved from it, %6 entries are known to be lost.")
        .arg(file, damage, moved)
        .arg(salvage.rooms)
        .arg(salvage.entries)
        .arg(salvage.lost);
}

LogResult<std::unique_ptr<SqliteConnection>> openDatabase(const QString &file)
{
    auto connection = SqliteConnection::open(file, SqliteConnection::Access::ReadWrite);
    if (!connection)
        return connection;
    if (const auto ready = setUp(**connection); !ready)
        return ready.error();
    if (const auto migrated = migrate(**connection, file); !migrated)
        return migrated.error();
    return connection;
}

QString salvagedFile(const QString &file)
{
    return file + QStringLiteral(".salvaged");
}

LogResult<Salvage> salvageInto(const QString &target, const QString &damaged, qint64 nowMs)
{
    const auto connection = openDatabase(target);
    if (!connection)
        return connection.error();
    return salvage(damaged, **connection, nowMs);
}

// A new database beside the damaged one; closed, so that all of it is in one file.
LogResult<Salvage> salvageBeside(const QString &file, qint64 nowMs)
{
    const QString target = salvagedFile(file);
    const QString log = target + QStringLiteral("-wal");
    for (const QString &leftover : {target, log, target + QStringLiteral("-shm")})
        QFile::remove(leftover); // of a start that was cut short
    LogResult<Salvage> saved = salvageInto(target, file, nowMs);
    if (saved && QFileInfo(log).size() > 0)
        return LogError{"storage-failed", QStringLiteral("%1 could not be completed").arg(target)};
    return saved;
}

LogResult<void> putSalvagedInPlace(const QString &file)
{
    if (QFile::rename(salvagedFile(file), file))
        return {};
    return LogError{"storage-failed",
        QStringLiteral("%1 cannot be renamed to %2").arg(salvagedFile(file), file)};
}

// The damaged database stays where it is until all that can be saved of it is on the disk, and is
// then replaced.
LogResult<QString> replaceDamaged(const DatabaseFolder &folder, const QString &damage, qint64 nowMs)
{
    const QString file = folder.databaseFile();
    const LogResult<Salvage> saved = salvageBeside(file, nowMs);
    if (!saved)
        return saved.error();
    const LogResult<QString> moved = folder.moveAside(QStringLiteral("damaged"), nowMs);
    if (!moved)
        return moved.error();
    if (const auto placed = putSalvagedInPlace(file); !placed)
        return placed.error();
    removeSearchIndex(file);
    return describe(file, damage, *moved, *saved);
}

// Finds damage and mends it; returns what is to be said of it.
LogResult<QStringList> mend(const DatabaseFolder &folder, qint64 nowMs)
{
    const QString file = folder.databaseFile();
    if (!QFile::exists(file) && QFile::rename(restoredFile(file), file))
        removeSearchIndex(file); // a restore was cut short at its last step
    if (!QFile::exists(file) && QFile::exists(salvagedFile(file))) {
        // Only what was saved completely is ever without the damaged one beside it.
        if (const auto placed = putSalvagedInPlace(file); !placed)
            return placed.error();
        return QStringList(
            QStringLiteral("The database %1 was damaged; an earlier start has moved it aside and "
                           "saved from it what could be saved.")
                .arg(file));
    }
    const LogResult<Damage> damage = findDamage(file);
    if (!damage)
        return damage.error();
    if (!*damage)
        return QStringList();
    const LogResult<QString> warning = replaceDamaged(folder, **damage, nowMs);
    if (!warning)
        return warning.error();
    return QStringList(*warning);
}

} // namespace

// Readers beside a writer, and every commit on the disk before it is answered. Pages that every
// commit touches are carried from the log into the database once for many commits; the cache has
// room for those of many rooms.
LogResult<void> setUp(SqliteConnection &connection)
{
    const auto mode = connection.value(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!mode)
        return mode.error();
    if (mode->toString() != u"wal")
        return LogError{"storage-failed",
            QStringLiteral("SQLite cannot keep a write-ahead log on this file system")};
    for (const char *pragma : {"PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY",
             "PRAGMA journal_size_limit = 67108864", "PRAGMA wal_autocheckpoint = 4000",
             "PRAGMA cache_size = -8192"}) {
        if (const auto set = connection.run(QLatin1String(pragma)); !set)
            return set;
    }
    return {};
}

LogResult<OpenedLog> openSqliteLog(const QString &folderPath, LogOptions options)
{
    auto folder = DatabaseFolder::open(folderPath);
    if (!folder)
        return folder.error();
    const QString file = (*folder)->databaseFile();
    const qint64 version = schemaVersionOfFile(file);
    if (version > static_cast<qint64>(schemaMigrations().size()) && isCredibleVersion(version))
        return schemaTooNew(version);
    LogResult<QStringList> warnings = mend(**folder, options.now());
    if (!warnings)
        return warnings.error();
    auto connection = openDatabase(file);
    if (!connection)
        return connection.error();
    auto log =
        SqliteMessageLog::create(std::move(*folder), std::move(*connection), std::move(options));
    if (!log)
        return log.error();
    return OpenedLog{std::move(*log), std::move(*warnings)};
}

} // namespace server
