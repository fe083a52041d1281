#pragma once

#include "server/storage/sqliteconnection.h"

#include <QString>
#include <QtGlobal>

namespace server {

// What could be saved of a damaged database, and what is known to be lost.
struct Salvage {
    qint64 rooms = 0;
    qint64 entries = 0;
    qint64 lost = 0;
};

// Copies what is readable of a damaged database, without changing it, into a new one with the
// newest schema, in one transaction. Numbers keep their meaning: within a room there are no holes
// afterwards (a lost entry is replaced by a "delete" that concerns nothing), and numbers known to
// have been given are not given again.
LogResult<Salvage> salvage(const QString &damagedFile, SqliteConnection &target, qint64 nowMs);

} // namespace server
