#include "server/storage/sqlitestatement.h"

#include <sqlite3.h>

#include <utility>

namespace server {

void SqliteStatement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(const SqliteConnection &connection, const QString &sql)
    : m_connection(&connection)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const int prepared = sqlite3_prepare_v3(connection.handle(), text.constData(),
        static_cast<int>(text.size()) + 1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    if (prepared != SQLITE_OK)
        m_preparationError = connection.lastError();
}

QString SqliteStatement::sql() const
{
    return QString::fromUtf8(sqlite3_sql(m_statement.get()));
}

bool SqliteStatement::bind(int position, qint64 value, Keeping)
{
    return sqlite3_bind_int64(m_statement.get(), position, value) == SQLITE_OK;
}

// An empty value is none of NULL: its pointer is never null.
bool SqliteStatement::bind(int position, const QByteArray &value, Keeping keeping)
{
    return sqlite3_bind_blob64(m_statement.get(), position, value.constData(),
               static_cast<sqlite3_uint64>(value.size()),
               keeping == Keeping::Copies ? SQLITE_TRANSIENT : SQLITE_STATIC)
        == SQLITE_OK;
}

bool SqliteStatement::bind(int position, const QString &value, Keeping)
{
    const QByteArray text = value.toUtf8();
    return bind(position, Utf8Text{text}, Keeping::Copies);
}

bool SqliteStatement::bind(int position, Utf8Text value, Keeping keeping)
{
    const char *text = value.bytes.isNull() ? "" : value.bytes.data();
    return sqlite3_bind_text64(m_statement.get(), position, text,
               static_cast<sqlite3_uint64>(value.bytes.size()),
               keeping == Keeping::Copies ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8)
        == SQLITE_OK;
}

LogResult<void> SqliteStatement::changeByRow(const SqliteStatement &row, int first)
{
    reset();
    bool areBound = true;
    const int count = sqlite3_column_count(row.m_statement.get());
    for (int column = first; column < count && areBound; ++column)
        areBound = sqlite3_bind_value(m_statement.get(), column - first + 1,
                       sqlite3_column_value(row.m_statement.get(), column))
            == SQLITE_OK;
    const LogResult<void> result = start(areBound);
    end();
    return result;
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get());
    m_error = {};
    m_hasRow = false;
    m_isRead = false;
}

// The first step is part of it: what goes wrong with a change goes wrong there.
LogResult<void> SqliteStatement::start(bool areBound)
{
    if (!m_statement)
        m_error = m_preparationError;
    else if (!areBound)
        m_error = m_connection->lastError();
    else
        step();
    if (m_error.isValid())
        return m_connection->toLogError(m_error);
    return {};
}

void SqliteStatement::step()
{
    const int result = sqlite3_step(m_statement.get());
    m_hasRow = result == SQLITE_ROW;
    if (!m_hasRow && result != SQLITE_DONE)
        m_error = m_connection->lastError();
}

bool SqliteStatement::next()
{
    if (m_hasRow && std::exchange(m_isRead, true))
        step();
    return m_hasRow;
}

LogResult<void> SqliteStatement::finish()
{
    end();
    if (m_error.isValid())
        return m_connection->toLogError(m_error);
    return {};
}

// What was bound without a copy may be gone by now.
void SqliteStatement::end()
{
    m_hasRow = false;
    if (!m_statement)
        return;
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::bytes(int column) const
{
    return view(column).toByteArray();
}

QByteArrayView SqliteStatement::view(int column) const
{
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column)};
}

QString SqliteStatement::text(int column) const
{
    return QString::fromUtf8(view(column));
}

QVariant SqliteStatement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return QVariant(integer(column));
    case SQLITE_FLOAT:
        return QVariant(sqlite3_column_double(m_statement.get(), column));
    case SQLITE_TEXT:
        return QVariant(text(column));
    case SQLITE_BLOB:
        return QVariant(bytes(column));
    default:
        return {};
    }
}

qint64 SqliteStatement::changedRows() const
{
    return sqlite3_changes64(m_connection->handle());
}

qint64 SqliteStatement::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_connection->handle());
}

} // namespace server
