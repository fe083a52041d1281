#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>

#include <memory>

namespace server {

// What went wrong, for people and programs: disk-full, read-only, damaged, storage-failed. `folder`
// tells a full or read-only disk where SQLite only knows of an input/output error.
LogError toLogError(const QSqlError &error, const QString &folder);

// One open SQLite database under a name of its own, closed and forgotten at its end. Belongs to one
// thread.
class SqliteConnection {
public:
    enum class Access { ReadWrite, ReadOnly };

    static LogResult<std::unique_ptr<SqliteConnection>> open(const QString &file, Access access);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    LogResult<void> run(const QString &sql);
    // The first column of the first row.
    LogResult<QVariant> value(const QString &sql);
    LogError toLogError(const QSqlError &error) const;
    const QSqlDatabase &database() const { return m_database; }

private:
    explicit SqliteConnection(const QString &file);

    QString m_name;
    QString m_folder;
    QSqlDatabase m_database;
};

// Everything between its making and commit() happens as one, or not at all.
class SqliteTransaction {
public:
    static LogResult<std::unique_ptr<SqliteTransaction>> begin(SqliteConnection &connection);
    ~SqliteTransaction();
    SqliteTransaction(const SqliteTransaction &) = delete;
    SqliteTransaction &operator=(const SqliteTransaction &) = delete;

    LogResult<void> commit();

private:
    explicit SqliteTransaction(SqliteConnection &connection);

    SqliteConnection &m_connection;
    bool m_isCommitted = false;
};

// A prepared statement. Run it, step through its rows; running it again starts anew.
class SqliteStatement {
public:
    SqliteStatement(const SqliteConnection &connection, const QString &sql);

    // Empty when it could be prepared.
    const QSqlError &preparationError() const { return m_preparationError; }
    QString sql() const { return m_query.lastQuery(); }

    template<typename... Values>
    LogResult<void> run(const Values &...values)
    {
        int position = 0;
        (bind(position++, values), ...);
        return execute();
    }
    // Without rows in between: ends the statement at once, which frees its locks.
    template<typename... Values>
    LogResult<void> change(const Values &...values)
    {
        const LogResult<void> result = run(values...);
        finish();
        return result;
    }
    // False after the last row, and when reading failed: then error() says so.
    bool next() { return m_query.next(); }
    LogResult<void> finish();

    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    QVariant value(int column) const { return m_query.value(column); }
    QString text(int column) const { return m_query.value(column).toString(); }
    qint64 changedRows() const { return m_query.numRowsAffected(); }
    qint64 lastInsertId() const { return m_query.lastInsertId().toLongLong(); }
    // Of the last failed run.
    bool isConstraintViolation() const;

private:
    void bind(int position, qint64 value) { m_query.bindValue(position, value); }
    void bind(int position, const QByteArray &value);
    void bind(int position, const QString &value);
    LogResult<void> execute();

    const SqliteConnection *m_connection;
    QSqlQuery m_query;
    QSqlError m_preparationError;
};

} // namespace server
