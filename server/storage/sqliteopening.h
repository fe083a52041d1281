#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/logoptions.h"
#include "server/storage/sqliteconnection.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace server {

struct OpenedLog {
    std::unique_ptr<MessageLog> log;
    QStringList warnings; // for the operator: what was damaged, where it is now, what was saved
};

// Opens the log in a data folder, on the thread that will use it. What can be read of a damaged
// database is saved into a new one, and the damaged one is moved aside. Every error means that the
// folder cannot be used as it is, and that the database in it was not changed: folder-unusable,
// folder-locked, schema-too-new, read-only, disk-full, storage-failed.
LogResult<OpenedLog> openSqliteLog(const QString &folder, LogOptions options = {});

// Readers beside a writer, and every commit on the disk before it is answered.
LogResult<void> setUp(SqliteConnection &connection);

} // namespace server
