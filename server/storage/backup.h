#pragma once

#include "server/broker/messagelog.h"

#include <QString>
#include <QtGlobal>

// Copies of a server's rooms, and the way back. Each call uses connections of its own, so that it
// may be made on any thread. Of the errors "file-unusable" means the file, all others the folder.
namespace server {

// What a copy has.
struct BackupContent {
    qint64 rooms = 0;
    qint64 entries = 0;
};

// Copies the rooms of a data folder as they are at this moment into one file; a server that runs
// there is not held up. The file appears when it is complete and on the disk; an earlier backup
// under this name is replaced, nothing else is.
LogResult<BackupContent> backUp(const QString &folder, const QString &file);

struct Restored {
    BackupContent content;
    QString movedTo; // where the rooms are now that the folder had before; empty: it had none
};

// Puts a backup into a data folder on which no server runs. The backup is looked through first;
// what the folder had is kept under another name.
LogResult<Restored> restore(const QString &file, const QString &folder, qint64 nowMs);

} // namespace server
