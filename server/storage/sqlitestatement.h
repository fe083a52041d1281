#pragma once

#include "server/storage/sqliteconnection.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QVariant>

#include <memory>

struct sqlite3_stmt;

namespace server {

// A text that is UTF-8 already.
struct Utf8Text {
    QByteArrayView bytes;
};

// A statement compiled once. Run it, step through its rows; running it again starts anew. Belongs
// to its connection's thread.
class SqliteStatement {
public:
    SqliteStatement(const SqliteConnection &connection, const QString &sql);
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    // Not valid when it could be prepared.
    const SqliteError &preparationError() const { return m_preparationError; }
    QString sql() const;

    // Keeps copies of the values while there are rows to come.
    template<typename... Values>
    LogResult<void> run(const Values &...values)
    {
        return begin(Keeping::Copies, values...);
    }
    // Without rows in between: ends the statement at once, which frees its locks.
    template<typename... Values>
    LogResult<void> change(const Values &...values)
    {
        const LogResult<void> result = begin(Keeping::Nothing, values...);
        end();
        return result;
    }
    // The same with the columns of another's row, as they are, from `first` on.
    LogResult<void> changeByRow(const SqliteStatement &row, int first);
    // False after the last row, and when reading failed: then finish() says so.
    bool next();
    LogResult<void> finish();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    // The same without a copy, until the next step.
    QByteArrayView view(int column) const;
    QString text(int column) const;
    QVariant value(int column) const;

    qint64 changedRows() const;
    qint64 lastInsertId() const;
    // Of the last failed run.
    bool isConstraintViolation() const { return m_error.isConstraintViolation(); }

private:
    enum class Keeping { Copies, Nothing };
    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };

    template<typename... Values>
    LogResult<void> begin([[maybe_unused]] Keeping keeping, const Values &...values)
    {
        reset();
        int position = 0;
        const bool areBound = (bind(++position, values, keeping) && ...);
        return start(areBound);
    }
    bool bind(int position, qint64 value, Keeping keeping);
    bool bind(int position, const QByteArray &value, Keeping keeping);
    bool bind(int position, const QString &value, Keeping keeping);
    bool bind(int position, Utf8Text value, Keeping keeping);
    void reset();
    LogResult<void> start(bool areBound);
    void step();
    void end();

    const SqliteConnection *m_connection;
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    SqliteError m_preparationError;
    SqliteError m_error;
    bool m_hasRow = false; // the one that the last step found
    bool m_isRead = false; // next() has given it out
};

} // namespace server
