// Forgetting: entries beyond the retention, and old keys, a few at a time.
#include "server/storage/sqlitemessagelog.h"

#include <algorithm>

namespace server {

namespace {

constexpr qint64 roomsAtOnce = 50;
constexpr qint64 entriesAtOnce = 500;
constexpr qint64 keyPruningIntervalMs = 10LL * 60 * 1000;
// No commit is held up longer than this takes; it is more than one commit can add.
constexpr qint64 keysPrunedAtOnce = 2000;
constexpr qint64 entriesForgottenAtOnce = 2000;

} // namespace

bool SqliteMessageLog::isBeyondRetention(const Room &room, qint64 seq, qint64 sentAt) const
{
    const bool isTooMany =
        m_options.maximumEntries > 0 && seq <= room.lastSeq - m_options.maximumEntries;
    const bool isTooOld =
        m_options.maximumAgeMs > 0 && sentAt < m_options.now() - m_options.maximumAgeMs;
    return isTooMany || isTooOld;
}

// Goes round all rooms; one of which there is more to forget is where the next step goes on.
LogResult<bool> SqliteMessageLog::forgetOld()
{
    if (m_options.maximumEntries <= 0 && m_options.maximumAgeMs <= 0)
        return false;
    const LogResult<std::vector<RoomPlace>> rooms = roomsToLookAt();
    if (!rooms)
        return rooms.error();
    for (const auto &[id, room] : *rooms) {
        const LogResult<qint64> newFirst = firstToKeep(room);
        if (!newFirst)
            return newFirst.error();
        if (*newFirst > room.firstSeq) {
            if (const auto forgotten = forgetBefore(id, *newFirst); !forgotten)
                return forgotten.error();
            return true;
        }
        m_lastLookedAt = room.number;
    }
    const bool isRoundOver = static_cast<qint64>(rooms->size()) < roomsAtOnce;
    if (isRoundOver)
        m_lastLookedAt = 0;
    return !isRoundOver;
}

LogResult<std::vector<SqliteMessageLog::RoomPlace>> SqliteMessageLog::roomsToLookAt()
{
    SqliteStatement &next = m_statements.nextRooms;
    if (const auto asked = next.run(m_lastLookedAt, roomsAtOnce); !asked)
        return asked.error();
    std::vector<RoomPlace> rooms;
    while (next.next())
        rooms.push_back({next.bytes(0), Room{next.integer(1), next.integer(2), next.integer(3)}});
    if (const auto finished = next.finish(); !finished)
        return finished.error();
    return rooms;
}

LogResult<qint64> SqliteMessageLog::firstToKeep(const Room &room)
{
    SqliteStatement &oldest = m_statements.oldestEntries;
    if (const auto asked = oldest.run(room.number, room.firstSeq, entriesAtOnce); !asked)
        return asked.error();
    qint64 first = room.firstSeq;
    while (oldest.next() && isBeyondRetention(room, oldest.integer(0), oldest.integer(1)))
        first = oldest.integer(0) + 1;
    if (const auto finished = oldest.finish(); !finished)
        return finished.error();
    return first;
}

LogResult<void> SqliteMessageLog::forgetBefore(const QByteArray &id, qint64 seq)
{
    m_rooms.remove(id);
    auto transaction = SqliteTransaction::begin(*m_connection);
    if (!transaction)
        return transaction.error();
    const auto room = findRoom(id);
    if (!room)
        return room.error();
    if (!*room)
        return {};
    m_rooms.remove(id); // asked again once it is certain
    const qint64 number = (*room)->number;
    if (const auto forgotten = m_statements.forgetEntries.change(number, seq); !forgotten)
        return forgotten;
    if (const auto forgotten = m_amendments.forgetBefore(number, seq); !forgotten)
        return forgotten;
    const auto saved = m_statements.updateNumbers.change(seq, (*room)->lastSeq, number);
    if (!saved)
        return saved;
    return (*transaction)->commit();
}

LogResult<void> SqliteMessageLog::saveNumbers()
{
    for (const QByteArray &id : std::as_const(m_grown)) {
        if (const auto saved = saveNumbers(m_rooms[id]); !saved)
            return saved;
    }
    return {};
}

// What was there before the maximum was lowered is left to forgetOld().
LogResult<void> SqliteMessageLog::saveNumbers(Room &room)
{
    const qint64 oldest = std::min(
        room.lastSeq - m_options.maximumEntries + 1, room.firstSeq + entriesForgottenAtOnce);
    if (m_options.maximumEntries > 0 && room.firstSeq < oldest) {
        const auto forgotten = m_statements.forgetEntries.change(room.number, oldest);
        if (!forgotten)
            return forgotten;
        if (const auto also = m_amendments.forgetBefore(room.number, oldest); !also)
            return also;
        room.firstSeq = oldest;
    }
    return m_statements.updateNumbers.change(room.firstSeq, room.lastSeq, room.number);
}

// At the first write, then now and then, and at every write while there are more.
LogResult<void> SqliteMessageLog::forgetOldKeys()
{
    const qint64 now = m_options.now();
    if (now < m_nextKeyPruning)
        return {};
    SqliteStatement &forget = m_statements.forgetKeys;
    if (const auto forgotten = forget.run(keysExpireAt(), keysPrunedAtOnce); !forgotten)
        return forgotten;
    if (forget.changedRows() < keysPrunedAtOnce)
        m_nextKeyPruning = now + keyPruningIntervalMs;
    return forget.finish();
}

} // namespace server
