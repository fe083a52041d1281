#pragma once

#include "server/storage/sqlitestatement.h"

#include <QString>
#include <QtGlobal>

#include <functional>

namespace server {

// Visits every row of a table of a damaged database that can still be read, stepping over what
// cannot. `columns` are those wanted; the row number is put before them.
void forEachReadableRow(const SqliteConnection &damaged, const QString &table,
    const QString &columns, const std::function<void(const SqliteStatement &)> &visit);

} // namespace server
