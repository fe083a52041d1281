#include "server/storage/sqlitestatements.h"

#include <array>

namespace server {

SqliteStatements::SqliteStatements(const SqliteConnection &connection)
    : findRoom(
        connection, QStringLiteral("SELECT room, first_seq, last_seq FROM rooms WHERE id = ?"))
    , insertRoom(connection,
          QStringLiteral("INSERT INTO rooms (id, name, topic, creator, is_archived, created_at, "
                         "first_seq, last_seq) VALUES (?, '', '', x'', 0, ?, 1, 0)"))
    , updateRecord(connection,
          QStringLiteral("UPDATE rooms SET name = ?, topic = ?, creator = ?, is_archived = ?, "
                         "created_at = ? WHERE room = ?"))
    , updateNumbers(
          connection, QStringLiteral("UPDATE rooms SET first_seq = ?, last_seq = ? WHERE room = ?"))
    , findKey(connection,
          QStringLiteral("SELECT content, seq, id FROM idempotency_keys "
                         "WHERE room = ? AND digest = ? AND at > ?"))
    // An old row that is there still, because it was not pruned yet, gives way.
    , saveKey(connection,
          QStringLiteral("INSERT OR REPLACE INTO idempotency_keys "
                         "(room, digest, content, seq, id, at) VALUES (?, ?, ?, ?, ?, ?)"))
    , forgetKeys(connection,
          QStringLiteral("DELETE FROM idempotency_keys WHERE number IN "
                         "(SELECT number FROM idempotency_keys WHERE at <= ? LIMIT ?)"))
    , insertEntry(connection,
          QStringLiteral(
              "INSERT INTO entries (room, seq, id, sent_at, payload) VALUES (?, ?, ?, ?, ?)"))
    , forgetEntries(connection, QStringLiteral("DELETE FROM entries WHERE room = ? AND seq < ?"))
    , entriesAfter(connection,
          QStringLiteral("SELECT seq, id, payload FROM entries WHERE room = ? AND seq > ? "
                         "ORDER BY seq LIMIT ?"))
    , entriesBefore(connection,
          QStringLiteral("SELECT seq, id, payload FROM entries WHERE room = ? AND seq < ? "
                         "ORDER BY seq DESC LIMIT ?"))
    , savePerson(connection,
          QStringLiteral("INSERT INTO people (id, secret_hash, name, last_seen) "
                         "VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                         "secret_hash = excluded.secret_hash, name = excluded.name, "
                         "last_seen = excluded.last_seen"))
    , saveMarker(connection,
          QStringLiteral("INSERT INTO markers (room, person, read, joined) VALUES (?, ?, ?, ?) "
                         "ON CONFLICT (room, person) DO UPDATE SET read = excluded.read, "
                         "joined = excluded.joined"))
    , saveRemoval(connection,
          QStringLiteral("INSERT INTO removals (room, person, until) VALUES (?, ?, ?) "
                         "ON CONFLICT (room, person) DO UPDATE SET until = excluded.until"))
    , allRooms(connection,
          QStringLiteral("SELECT id, name, topic, creator, is_archived, created_at, last_seq "
                         "FROM rooms ORDER BY room"))
    , allPeople(connection,
          QStringLiteral("SELECT id, secret_hash, name, last_seen FROM people ORDER BY person"))
    , allMarkers(connection,
          QStringLiteral("SELECT rooms.id, markers.person, markers.read, markers.joined "
                         "FROM markers JOIN rooms ON rooms.room = markers.room "
                         "ORDER BY markers.marker"))
    , allRemovals(connection,
          QStringLiteral("SELECT rooms.id, removals.person, removals.until FROM removals "
                         "JOIN rooms ON rooms.room = removals.room WHERE removals.until > ? "
                         "ORDER BY removals.removal"))
    , nextRooms(connection,
          QStringLiteral("SELECT id, room, first_seq, last_seq FROM rooms "
                         "WHERE room > ? AND first_seq <= last_seq ORDER BY room LIMIT ?"))
    , oldestEntries(connection,
          QStringLiteral("SELECT seq, sent_at FROM entries WHERE room = ? AND seq >= ? "
                         "ORDER BY seq LIMIT ?"))
{
}

LogResult<void> SqliteStatements::check(const SqliteConnection &connection) const
{
    const std::array all{&findRoom, &insertRoom, &updateRecord, &updateNumbers, &findKey, &saveKey,
        &forgetKeys, &insertEntry, &forgetEntries, &entriesAfter, &entriesBefore, &savePerson,
        &saveMarker, &saveRemoval, &allRooms, &allPeople, &allMarkers, &allRemovals, &nextRooms,
        &oldestEntries};
    for (const SqliteStatement *statement : all) {
        if (statement->preparationError().isValid())
            return connection.toLogError(statement->preparationError());
    }
    return {};
}

} // namespace server
