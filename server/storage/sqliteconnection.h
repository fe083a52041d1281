#pragma once

#include "server/broker/messagelog.h"

#include <QString>
#include <QVariant>

#include <memory>

struct sqlite3;

namespace server {

// What SQLite says of something that failed.
struct SqliteError {
    int code = 0; // of sqlite3.h; extended
    QString text;

    bool isValid() const { return code != 0; }
    bool isConstraintViolation() const;
};

// What went wrong, for people and programs: disk-full, read-only, damaged, storage-failed. `folder`
// tells a full or read-only disk where SQLite only knows of an input/output error.
LogError toLogError(const SqliteError &error, const QString &folder);

// One open SQLite database, by SQLite's own interface, which costs a message much less than Qt's.
// Belongs to one thread.
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
    LogError toLogError(const SqliteError &error) const;
    // Of the call before.
    SqliteError lastError() const;
    sqlite3 *handle() const { return m_handle; }

private:
    explicit SqliteConnection(const QString &file);

    QString m_folder;
    sqlite3 *m_handle = nullptr;
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

} // namespace server
