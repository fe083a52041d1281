#include "server/storage/sqliteconnection.h"

#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>
#include <QVariant>

#include <array>

namespace server {

namespace {

// Result codes of sqlite3.h; the upper bits of an extended code say more.
constexpr int primaryCodeMask = 0xff;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteCannotOpen = 14;
constexpr int sqliteConstraint = 19;
constexpr int sqliteNotADatabase = 26;

// With less than this SQLite can neither extend its log nor its index.
constexpr qint64 hardlyAnyBytes = 64 * 1024;

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & primaryCodeMask;
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

QByteArray codeName(const QSqlError &error, const QString &folder)
{
    switch (primaryCode(error)) {
    case sqliteFull:
        return "disk-full";
    case sqliteReadOnly:
        return "read-only";
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return "damaged";
    case sqliteIoError:
    case sqliteCannotOpen:
        return codeOfFailedDisk(folder);
    default:
        return "storage-failed";
    }
}

} // namespace

LogError toLogError(const QSqlError &error, const QString &folder)
{
    const QString text = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    return {codeName(error, folder), QStringLiteral("%1: %2").arg(folder, text)};
}

SqliteConnection::SqliteConnection(const QString &file)
    : m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_folder(QFileInfo(file).absolutePath())
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    m_database.setDatabaseName(file);
}

SqliteConnection::~SqliteConnection()
{
    m_database.close();
    m_database = QSqlDatabase(); // the name can only be removed when nobody holds the connection
    QSqlDatabase::removeDatabase(m_name);
}

LogResult<std::unique_ptr<SqliteConnection>> SqliteConnection::open(
    const QString &file, Access access)
{
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(file));
    if (access == Access::ReadOnly)
        connection->m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    if (!connection->m_database.open())
        return connection->toLogError(connection->m_database.lastError());
    return connection;
}

LogResult<void> SqliteConnection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return toLogError(query.lastError());
    return {};
}

LogResult<QVariant> SqliteConnection::value(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql) || !query.next()) {
        if (query.lastError().isValid())
            return toLogError(query.lastError());
        return QVariant();
    }
    return query.value(0);
}

LogError SqliteConnection::toLogError(const QSqlError &error) const
{
    return server::toLogError(error, m_folder);
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

SqliteStatement::SqliteStatement(const SqliteConnection &connection, const QString &sql)
    : m_connection(&connection)
    , m_query(connection.database())
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        m_preparationError = m_query.lastError();
}

// A null value would be bound as NULL; for the log it is the empty one.
void SqliteStatement::bind(int position, const QByteArray &value)
{
    m_query.bindValue(position, value.isNull() ? QByteArray("") : value);
}

void SqliteStatement::bind(int position, const QString &value)
{
    m_query.bindValue(position, value.isNull() ? QStringLiteral("") : value);
}

LogResult<void> SqliteStatement::execute()
{
    if (!m_query.exec())
        return m_connection->toLogError(m_query.lastError());
    return {};
}

LogResult<void> SqliteStatement::finish()
{
    const QSqlError error = m_query.lastError();
    m_query.finish();
    if (error.isValid())
        return m_connection->toLogError(error);
    return {};
}

bool SqliteStatement::isConstraintViolation() const
{
    return primaryCode(m_query.lastError()) == sqliteConstraint;
}

} // namespace server
