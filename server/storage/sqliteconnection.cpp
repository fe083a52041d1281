#include "server/storage/sqliteconnection.h"

#include "server/storage/sqlitestatement.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <sqlite3.h>

namespace server {

namespace {

constexpr int primaryCodeMask = 0xff; // the upper bits of an extended code say more
// How long somebody else's write is waited for.
constexpr int busyMilliseconds = 5000;
// With less than this SQLite can neither extend its log nor its index.
constexpr qint64 hardlyAnyBytes = 64 * 1024;

int primaryCode(const SqliteError &error)
{
    return error.code & primaryCodeMask;
}

QByteArray codeOfFailedDisk(const QString &folder)
{
    const QStorageInfo disk(folder);
    if (disk.isValid() && disk.isReadOnly())
        return "read-only";
    if (disk.isValid() && disk.bytesAvailable() < hardlyAnyBytes)
        return "disk-full";
    return "storage-failed";
}

QByteArray codeName(const SqliteError &error, const QString &folder)
{
    switch (primaryCode(error)) {
    case SQLITE_FULL:
        return "disk-full";
    case SQLITE_READONLY:
        return "read-only";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "damaged";
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return codeOfFailedDisk(folder);
    default:
        return "storage-failed";
    }
}

} // namespace

bool SqliteError::isConstraintViolation() const
{
    return primaryCode(*this) == SQLITE_CONSTRAINT;
}

LogError toLogError(const SqliteError &error, const QString &folder)
{
    return {codeName(error, folder), QStringLiteral("%1: %2").arg(folder, error.text)};
}

SqliteConnection::SqliteConnection(const QString &file)
    : m_folder(QFileInfo(file).absolutePath())
{
}

// Statements that are still there keep what they need.
SqliteConnection::~SqliteConnection()
{
    sqlite3_close_v2(m_handle);
}

LogResult<std::unique_ptr<SqliteConnection>> SqliteConnection::open(
    const QString &file, Access access)
{
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(file));
    const int mode = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int opened = sqlite3_open_v2(
        file.toUtf8().constData(), &connection->m_handle, mode | SQLITE_OPEN_NOMUTEX, nullptr);
    if (opened != SQLITE_OK)
        return connection->toLogError(connection->lastError());
    sqlite3_extended_result_codes(connection->m_handle, 1);
    sqlite3_busy_timeout(connection->m_handle, busyMilliseconds);
    return connection;
}

LogResult<void> SqliteConnection::run(const QString &sql)
{
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return toLogError(lastError());
    return {};
}

LogResult<QVariant> SqliteConnection::value(const QString &sql)
{
    SqliteStatement statement(*this, sql);
    if (const auto asked = statement.run(); !asked)
        return asked.error();
    QVariant value = statement.next() ? statement.value(0) : QVariant();
    if (const auto finished = statement.finish(); !finished)
        return finished.error();
    return value;
}

LogError SqliteConnection::toLogError(const SqliteError &error) const
{
    return server::toLogError(error, m_folder);
}

// Without a handle there was no memory for one.
SqliteError SqliteConnection::lastError() const
{
    if (!m_handle)
        return {SQLITE_NOMEM, QString::fromUtf8(sqlite3_errstr(SQLITE_NOMEM))};
    return {sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle))};
}

SqliteTransaction::SqliteTransaction(SqliteConnection &connection)
    : m_connection(connection)
{
}

LogResult<std::unique_ptr<SqliteTransaction>> SqliteTransaction::begin(SqliteConnection &connection)
{
    if (const LogResult<void> begun = connection.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun.error();
    return std::unique_ptr<SqliteTransaction>(new SqliteTransaction(connection));
}

SqliteTransaction::~SqliteTransaction()
{
    // SQLite has rolled back by itself after some failures; then there is nothing to do, and it
    // says so.
    if (!m_isCommitted)
        m_connection.run(QStringLiteral("ROLLBACK"));
}

LogResult<void> SqliteTransaction::commit()
{
    const LogResult<void> result = m_connection.run(QStringLiteral("COMMIT"));
    m_isCommitted = result.hasValue();
    return result;
}

} // namespace server
