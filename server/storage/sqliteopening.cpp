#include "server/storage/sqliteopening.h"

#include "server/storage/databasefolder.h"
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

// Readers beside a writer, and every commit on the disk before it is answered.
LogResult<void> setUp(SqliteConnection &connection)
{
    const auto mode = connection.value(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!mode)
        return mode.error();
    if (mode->toString() != u"wal")
        return LogError{"storage-failed",
            QStringLiteral("SQLite cannot keep a write-ahead log on this file system")};
    for (const char *pragma : {"PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY",
             "PRAGMA journal_size_limit = 67108864"}) {
        if (const auto set = connection.run(QLatin1String(pragma)); !set)
            return set;
    }
    return {};
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

} // namespace

LogResult<OpenedLog> openSqliteLog(const QString &folderPath, LogOptions options)
{
    auto folder = DatabaseFolder::open(folderPath);
    if (!folder)
        return folder.error();
    const QString file = (*folder)->databaseFile();
    const qint64 version = schemaVersionOfFile(file);
    if (version > static_cast<qint64>(schemaMigrations().size()) && isCredibleVersion(version))
        return schemaTooNew(version);
    const LogResult<Damage> damage = findDamage(file);
    if (!damage)
        return damage.error();
    QString moved;
    if (*damage) {
        const LogResult<QString> aside = (*folder)->moveAside(options.now());
        if (!aside)
            return aside.error();
        moved = *aside;
    }
    auto connection = openDatabase(file);
    if (!connection)
        return connection.error();
    OpenedLog opened;
    if (*damage) {
        const auto saved = salvage(moved, **connection, options.now());
        if (!saved)
            return saved.error();
        opened.warnings.append(describe(file, **damage, moved, *saved));
    }
    auto log =
        SqliteMessageLog::create(std::move(*folder), std::move(*connection), std::move(options));
    if (!log)
        return log.error();
    opened.log = std::move(*log);
    return opened;
}

} // namespace server
