#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/sqliteconnection.h"

#include <QString>
#include <QStringList>

#include <vector>

// The tables of a server's database and the way from older ones to them. The version is kept in
// SQLite's user_version.
namespace server {

// The statements that lead from one version to the next.
using Migration = QStringList;

// Number N leads from version N to N + 1; version 0 is the empty database.
const std::vector<Migration> &schemaMigrations();

// The version a database file says it has, read without opening the database: 0 when there is none.
qint64 schemaVersionOfFile(const QString &file);

// Brings the database up to the newest version inside one transaction; what was there before is
// first copied to FILE.version-N. Error: schema-too-new, and nothing is changed.
LogResult<void> migrate(SqliteConnection &connection, const QString &file,
    const std::vector<Migration> &migrations = schemaMigrations());

LogError schemaTooNew(qint64 version);

} // namespace server
