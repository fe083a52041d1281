#pragma once

#include "server/storage/amendmentrules.h"
#include "server/storage/sqlitestatement.h"

#include <optional>

namespace server {

// What was done to messages, in the tables of an SQLite log. Rooms are named by their key.
class SqliteAmendments {
public:
    explicit SqliteAmendments(const SqliteConnection &connection);

    // Set when a statement does not fit the database.
    LogResult<void> check(const SqliteConnection &connection) const;

    // What an entry is answered without being written, because of what it refers to. The outer
    // result is the disk's.
    using Answer = std::optional<LogResult<Appended>>;
    LogResult<Answer> answerFor(qint64 room, const AppendEntry &entry);
    // The amendment was written with this number.
    LogResult<void> apply(qint64 room, const Amendment &amendment, qint64 seq);
    // Messages below this number are no longer kept.
    LogResult<void> forgetBefore(qint64 room, qint64 seq);

private:
    struct Found {
        qint64 seq = 0;
        QByteArray payload;
    };

    LogResult<std::optional<Found>> findEntry(qint64 room, const QByteArray &id);
    LogResult<AmendedMessage> amended(qint64 room, const Found &message);
    LogResult<void> withholdTexts(qint64 room, const Found &message);

    SqliteStatement m_findEntry; // room, id → seq, payload
    SqliteStatement m_standing; // room, message → kind, seq, person, emoji
    SqliteStatement m_countPins; // room
    SqliteStatement m_edits; // room, message, room → seq, payload
    SqliteStatement m_rewrite; // payload, room, seq
    SqliteStatement m_insert; // room, message, kind, seq, person, emoji
    SqliteStatement m_takeBack; // room, message, kind, person, emoji
    SqliteStatement m_forgetMessage; // room, message
    SqliteStatement m_forgetBefore; // room, message
};

} // namespace server
