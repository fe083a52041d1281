#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/sqliteconnection.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QtGlobal>

#include <memory>
#include <utility>

// The index for searching lies in a database of its own beside the log's, so that writing it never
// waits for a commit of the log nor holds one up. It can be made anew from the log at any time.
namespace server {

struct SearchDatabase {
    std::unique_ptr<SqliteConnection> log; // read only
    std::unique_ptr<SqliteConnection> index;
};

// The log exists and has the newest schema. An index that is lost, damaged or of another version
// is made anew, empty.
LogResult<SearchDatabase> openSearchDatabase(const QString &logFile);
LogResult<void> emptySearchIndex(SqliteConnection &index);

QString searchIndexFile(const QString &logFile);
void removeSearchIndex(const QString &logFile);

// Words that stand in the index for where and by whom something was said.
QString roomMark(qint64 roomNumber);
QString authorMark(const QByteArray &id);
QString nameMark(const QString &name);

// The marks of authors, made once: the same people speak again and again.
class AuthorMarks {
public:
    QString of(const QByteArray &id, const QString &name);

private:
    QHash<std::pair<QByteArray, QString>, QString> m_marks; // by id and name
};

} // namespace server
