#pragma once

#include "server/broker/messagelog.h"

#include <QString>

#include <memory>

namespace server {

// The database in a data folder.
QString databaseFile(const QString &folder);
// A restored database that waits for the place of the one before it; always complete.
QString restoredFile(const QString &databaseFile);

// The folder in which a server keeps its rooms, held by one server at a time. The lock is the
// kernel's on the folder itself: it ends with the process however that ends, and leaves no file.
class DatabaseFolder {
public:
    // Makes the folder when there is none (for its owner only). Errors: folder-unusable,
    // folder-locked.
    static LogResult<std::unique_ptr<DatabaseFolder>> open(const QString &path);
    ~DatabaseFolder();
    DatabaseFolder(const DatabaseFolder &) = delete;
    DatabaseFolder &operator=(const DatabaseFolder &) = delete;

    QString databaseFile() const;
    // The database and what belongs to it get another name, with the reason in it; the new name of
    // the database is returned.
    LogResult<QString> moveAside(const QString &reason, qint64 nowMs) const;

private:
    DatabaseFolder(QString path, int lock);

    QString m_path;
    int m_lock; // descriptor of the locked folder
};

} // namespace server
