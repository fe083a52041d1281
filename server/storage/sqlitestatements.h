#pragma once

#include "server/storage/sqlitestatement.h"

namespace server {

// Every statement of the message log, prepared once. What a question means is in its SQL; each
// finds its rows by an index.
struct SqliteStatements {
    explicit SqliteStatements(const SqliteConnection &connection);

    // Set when one of them does not fit the database.
    LogResult<void> check(const SqliteConnection &connection) const;

    SqliteStatement findRoom; // id → room, first_seq, last_seq
    SqliteStatement insertRoom; // id, created_at
    SqliteStatement updateRecord; // name, topic, creator, is_archived, created_at, room
    SqliteStatement updateNumbers; // first_seq, last_seq, room

    SqliteStatement findKey; // room, digest, at → content, seq, id; of those younger than `at`
    SqliteStatement saveKey; // room, digest, content, seq, id, at
    SqliteStatement forgetKeys; // at, limit

    SqliteStatement insertEntry; // room, seq, id, sent_at, payload
    SqliteStatement forgetEntries; // room, seq; those below seq
    SqliteStatement entriesAfter; // room, seq, limit → seq, id, payload
    SqliteStatement entriesBefore; // room, seq, limit → seq, id, payload; newest first

    SqliteStatement savePerson; // id, secret_hash, name, last_seen
    SqliteStatement saveMarker; // room, person, read, joined
    SqliteStatement saveRemoval; // room, person, until

    SqliteStatement allRooms; // → id, name, topic, creator, is_archived, created_at, last_seq
    SqliteStatement allPeople; // → id, secret_hash, name, last_seen
    SqliteStatement allMarkers; // → id of the room, person, read, joined
    SqliteStatement allRemovals; // now → id of the room, person, until

    SqliteStatement nextRooms; // room, limit → id, room, first_seq, last_seq; that have entries
    SqliteStatement oldestEntries; // room, seq, limit → seq, sent_at
};

} // namespace server
