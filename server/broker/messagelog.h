#pragma once

#include "server/broker/messagesearch.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace server {

// Why something could not be written or read: `code` for programs ("disk-full", "key-reused", …).
struct LogError {
    QByteArray code;
    QString detail;

    friend bool operator==(const LogError &, const LogError &) = default;
};

template<typename T>
using LogResult = stomp::BasicResult<T, LogError>;

// What the log knows of a room besides its entries.
struct RoomRecord {
    QByteArray id;
    QString name;
    QString topic;
    QByteArray creator;
    bool isArchived = false;
    qint64 createdAt = 0; // milliseconds since 1970 UTC
    qint64 lastSeq = 0; // filled by load(), ignored when writing

    friend bool operator==(const RoomRecord &, const RoomRecord &) = default;
};

// Somebody who comes with a secret; guests are not kept.
struct PersonRecord {
    QByteArray id;
    QByteArray secretHash;
    QString name;
    qint64 lastSeen = 0;

    friend bool operator==(const PersonRecord &, const PersonRecord &) = default;
};

struct MarkerRecord {
    QByteArray room;
    QByteArray person;
    qint64 read = 0;
    qint64 joined = 0; // what `read` was when the person came in

    friend bool operator==(const MarkerRecord &, const MarkerRecord &) = default;
};

// Who is out of a room, and until when.
struct RemovalRecord {
    QByteArray room;
    QByteArray person;
    qint64 until = 0; // milliseconds since 1970 UTC

    friend bool operator==(const RemovalRecord &, const RemovalRecord &) = default;
};

// What became of one write. A repeat of a key has the number and id of the first time.
struct Appended {
    qint64 seq = 0; // 0 for writes that are not entries
    QByteArray id;
    bool isRepeat = false;

    friend bool operator==(const Appended &, const Appended &) = default;
};

// What an entry does to a message of its room. Whether it may is judged by the log, inside the
// commit, where nothing can come in between.
struct Amendment {
    enum class Kind { Edit, Delete, Reaction, Pin };
    Kind kind = Kind::Edit;
    QByteArray message; // its id
    QByteArray person; // who does it
    bool mayAll = false; // also to messages of others: the room's creator and the host
    QString emoji; // reaction
    bool on = true; // reaction, pin: set or taken back
};

// One entry to be numbered and kept. The payload is a JSON object without its `seq`.
struct AppendEntry {
    QByteArray room;
    QByteArray id; // message-id
    QByteArray author; // who the idempotency key belongs to; with room and key unique
    QByteArray idempotencyKey; // empty: none
    QByteArray payload;
    // Stands for what the sender said, without what the server added (id, time): the same key with
    // another one is "key-reused". The bytes of the frame's body or a digest of them; empty: the
    // payload is compared.
    QByteArray contentHash;
    qint64 sentAt = 0; // milliseconds since 1970 UTC
    std::optional<RoomRecord> roomRecord; // written in the same commit
    // What is done to another entry; one that has happened already is a repeat without a number.
    // Errors: no-such-message, not-allowed, message-deleted, too-many-reactions, too-many-pins.
    std::optional<Amendment> amendment = {};
    QByteArray replyTo = {}; // the id of a message that has to be in the room
    // The answer unless the key is known: then nothing is written. What was said once stays said,
    // even if it could not be said again.
    std::optional<LogResult<Appended>> unlessRepeated = {};
};

struct SavePerson {
    PersonRecord person;
};
struct SaveMarker {
    MarkerRecord marker;
};
struct SaveRemoval {
    RemovalRecord removal;
};
struct LogWrite : std::variant<AppendEntry, SavePerson, SaveMarker, SaveRemoval> {
    using variant::variant;

    // Kept together with the write before it in the batch: all writes joined so, or none of them.
    bool joinsPrevious = false;
};

struct LogEntry {
    qint64 seq = 0;
    QByteArray id;
    QByteArray payload; // as it was appended, without `seq`

    friend bool operator==(const LogEntry &, const LogEntry &) = default;
};

// Which entries of a room: exactly one of the ways to say it.
struct LogQuery {
    enum class Range {
        After, // seq > position, the oldest `limit` of them
        Before, // seq < position (0: no bound), the newest `limit` of them
        Last, // the newest `limit`
        Around, // `limit` of them, with `position` in their midst as far as there are so many
    };
    QByteArray room;
    Range range = Range::After;
    qint64 position = 0;
    int limit = 200;
};

// Entries oldest first.
struct LogPage {
    std::vector<LogEntry> entries;
    qint64 firstSeq = 1; // the oldest number still kept
    qint64 lastSeq = 0; // the newest number given
    bool isEnd = false; // nothing newer was there
    bool isStart = false; // nothing older is kept
};

// Everything the server wants to know at its start.
struct LogSnapshot {
    std::vector<RoomRecord> rooms;
    std::vector<PersonRecord> people;
    std::vector<MarkerRecord> markers;
    std::vector<RemovalRecord> removals = {}; // those that are not over
};

// Where rooms are kept. Numbers and repeated keys are judged here, inside the commit, so that a
// number that became durable never changes, a write that fails gives none, and nobody else needs to
// remember keys. Lives on the storage thread.
class MessageLog {
public:
    virtual ~MessageLog() = default;

    // Everything of the batch in one commit. One result for each write, in order; when the commit
    // fails all of them fail and no number is used up. A key used again with another payload is
    // "key-reused". Of writes that are joined one that fails undoes the others: these are
    // "transaction-failed".
    virtual std::vector<LogResult<Appended>> write(std::span<const LogWrite> batch) = 0;
    virtual LogResult<LogPage> read(const LogQuery &query) = 0;
    virtual LogResult<LogSnapshot> load() = 0;
    // One small step of forgetting what is beyond the retention; true when another may follow at
    // once. The numbers of what is forgotten are never given again.
    virtual LogResult<bool> forgetOld() { return false; }
    // Of a log that does not search by itself, an index beside it is asked.
    virtual LogResult<SearchPage> search(const SearchQuery &)
    {
        return LogError{"search-unavailable", QStringLiteral("This server cannot search.")};
    }
};

} // namespace server
