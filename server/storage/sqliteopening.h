#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/logoptions.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace server {

struct OpenedLog {
    std::unique_ptr<MessageLog> log;
    QStringList warnings; // for the operator: what was damaged, where it is now, what was saved
};

// Opens the log in a data folder, on the thread that will use it. A damaged database is moved aside
// and what can be read of it is saved into a new one. Every error means that the folder cannot be
// used as it is, and that nothing in it was changed: folder-unusable, folder-locked,
// schema-too-new, read-only, disk-full, storage-failed.
LogResult<OpenedLog> openSqliteLog(const QString &folder, LogOptions options = {});

} // namespace server
