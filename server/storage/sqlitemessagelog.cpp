#include "server/storage/sqlitemessagelog.h"

#include "server/storage/idempotency.h"
#include "server/storage/logpaging.h"
#include "server/storage/logwriting.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace server {

SqliteMessageLog::SqliteMessageLog(std::unique_ptr<DatabaseFolder> folder,
    std::unique_ptr<SqliteConnection> connection, LogOptions options)
    : m_folder(std::move(folder))
    , m_connection(std::move(connection))
    , m_statements(*m_connection)
    , m_amendments(*m_connection)
    , m_options(std::move(options))
{
}

LogResult<std::unique_ptr<MessageLog>> SqliteMessageLog::create(
    std::unique_ptr<DatabaseFolder> folder, std::unique_ptr<SqliteConnection> connection,
    LogOptions options)
{
    std::unique_ptr<SqliteMessageLog> log(
        new SqliteMessageLog(std::move(folder), std::move(connection), std::move(options)));
    if (const auto fits = log->m_statements.check(*log->m_connection); !fits)
        return fits.error();
    if (const auto fits = log->m_amendments.check(*log->m_connection); !fits)
        return fits.error();
    return std::unique_ptr<MessageLog>(std::move(log));
}

std::vector<LogResult<Appended>> SqliteMessageLog::write(std::span<const LogWrite> batch)
{
    LogResult<std::vector<LogResult<Appended>>> results = commit(batch);
    m_grown.clear();
    if (results)
        return std::move(results).value();
    m_rooms.clear();
    return std::vector<LogResult<Appended>>(batch.size(), results.error());
}

LogResult<std::vector<LogResult<Appended>>> SqliteMessageLog::commit(
    std::span<const LogWrite> batch)
{
    auto transaction = SqliteTransaction::begin(*m_connection);
    if (!transaction)
        return transaction.error();
    std::vector<LogResult<Appended>> results;
    results.reserve(batch.size());
    while (!batch.empty()) {
        const std::span<const LogWrite> group = firstGroup(batch);
        GroupResult written = group.size() == 1 ? writeEach(group) : writeTogether(group);
        if (!written)
            return written.error();
        std::move(written->begin(), written->end(), std::back_inserter(results));
        batch = batch.subspan(group.size());
    }
    if (const auto saved = saveNumbers(); !saved)
        return saved.error();
    if (const auto forgotten = forgetOldKeys(); !forgotten)
        return forgotten.error();
    if (const auto committed = (*transaction)->commit(); !committed)
        return committed.error();
    return results;
}

SqliteMessageLog::GroupResult SqliteMessageLog::writeEach(std::span<const LogWrite> group)
{
    std::vector<LogResult<Appended>> results;
    for (const LogWrite &write : group) {
        WriteResult result = std::visit([this](const auto &what) { return carryOut(what); },
            static_cast<const LogWrite::variant &>(write));
        if (!result)
            return result.error();
        results.push_back(std::move(result).value());
    }
    return results;
}

// When one of them is refused the database is as it was before the first, and so are the numbers
// known here.
SqliteMessageLog::GroupResult SqliteMessageLog::writeTogether(std::span<const LogWrite> group)
{
    const auto rooms = m_rooms;
    const auto grown = m_grown;
    if (const auto begun = m_connection->run(QStringLiteral("SAVEPOINT together")); !begun)
        return begun.error();
    GroupResult results = writeEach(group);
    if (!results)
        return results;
    if (hasFailure(*results)) {
        const auto undone = m_connection->run(QStringLiteral("ROLLBACK TO together"));
        if (!undone)
            return undone.error();
        m_rooms = rooms;
        m_grown = grown;
        markUndone(*results);
    }
    if (const auto ended = m_connection->run(QStringLiteral("RELEASE together")); !ended)
        return ended.error();
    return results;
}

SqliteMessageLog::WriteResult SqliteMessageLog::carryOut(const AppendEntry &entry)
{
    const LogResult<std::optional<Room>> found = findRoom(entry.room);
    if (!found)
        return WriteResult(found.error());
    LogResult<Answer> answer = answerFor(*found, entry);
    if (!answer)
        return WriteResult(answer.error());
    if (*answer)
        return WriteResult(std::move(**answer));
    const LogResult<Room> room = *found ? LogResult<Room>(**found) : makeRoom(entry);
    if (!room)
        return WriteResult(room.error());
    return insert(*room, entry);
}

SqliteMessageLog::WriteResult SqliteMessageLog::carryOut(const SavePerson &save)
{
    const PersonRecord &person = save.person;
    const auto saved =
        m_statements.savePerson.change(person.id, person.secretHash, person.name, person.lastSeen);
    if (!saved)
        return WriteResult(saved.error());
    return WriteResult(LogResult<Appended>(Appended{}));
}

SqliteMessageLog::WriteResult SqliteMessageLog::carryOut(const SaveMarker &save)
{
    const MarkerRecord &marker = save.marker;
    const auto room = findRoom(marker.room);
    if (!room)
        return WriteResult(room.error());
    if (!*room)
        return WriteResult(LogResult<Appended>(noSuchRoom(marker.room)));
    const auto saved =
        m_statements.saveMarker.change((*room)->number, marker.person, marker.read, marker.joined);
    if (!saved)
        return WriteResult(saved.error());
    return WriteResult(LogResult<Appended>(Appended{}));
}

SqliteMessageLog::WriteResult SqliteMessageLog::carryOut(const SaveRemoval &save)
{
    const RemovalRecord &removal = save.removal;
    const auto room = findRoom(removal.room);
    if (!room)
        return WriteResult(room.error());
    if (!*room)
        return WriteResult(LogResult<Appended>(noSuchRoom(removal.room)));
    const auto saved =
        m_statements.saveRemoval.change((*room)->number, removal.person, removal.until);
    if (!saved)
        return WriteResult(saved.error());
    return WriteResult(LogResult<Appended>(Appended{}));
}

LogResult<std::optional<SqliteMessageLog::Room>> SqliteMessageLog::findRoom(const QByteArray &id)
{
    if (const auto known = m_rooms.constFind(id); known != m_rooms.constEnd())
        return std::optional(*known);
    SqliteStatement &find = m_statements.findRoom;
    if (const auto asked = find.run(id); !asked)
        return asked.error();
    std::optional<Room> room;
    if (find.next())
        room = Room{find.integer(0), find.integer(1), find.integer(2)};
    if (const auto finished = find.finish(); !finished)
        return finished.error();
    if (room)
        m_rooms.insert(id, *room);
    return room;
}

LogResult<SqliteMessageLog::Room> SqliteMessageLog::makeRoom(const AppendEntry &entry)
{
    if (const auto made = m_statements.insertRoom.run(entry.room, entry.sentAt); !made)
        return made.error();
    const Room room{m_statements.insertRoom.lastInsertId(), 1, 0};
    m_statements.insertRoom.finish();
    m_rooms.insert(entry.room, room);
    return room;
}

LogResult<SqliteMessageLog::Answer> SqliteMessageLog::answerFor(
    const std::optional<Room> &room, const AppendEntry &entry)
{
    if (room) {
        LogResult<Answer> repeat = findRepeat(*room, entry);
        if (!repeat || *repeat)
            return repeat;
    }
    if (entry.unlessRepeated)
        return entry.unlessRepeated;
    constexpr qint64 noRoom = 0;
    return m_amendments.answerFor(room ? room->number : noRoom, entry);
}

LogResult<SqliteMessageLog::Answer> SqliteMessageLog::findRepeat(
    const Room &room, const AppendEntry &entry)
{
    if (entry.idempotencyKey.isEmpty())
        return Answer();
    SqliteStatement &find = m_statements.findKey;
    if (const auto asked = find.run(room.number, keyDigest(entry), keysExpireAt()); !asked)
        return asked.error();
    Answer repeat;
    if (find.next()) {
        if (find.bytes(0) == contentDigest(entry))
            repeat = Appended{find.integer(1), find.bytes(2), true};
        else
            repeat = keyReused(entry);
    }
    if (const auto finished = find.finish(); !finished)
        return finished.error();
    return repeat;
}

// The entry comes first: when its id is taken, nothing was changed yet.
SqliteMessageLog::WriteResult SqliteMessageLog::insert(Room room, const AppendEntry &entry)
{
    const Appended appended{room.lastSeq + 1, entry.id, false};
    const auto inserted = m_statements.insertEntry.change(
        room.number, appended.seq, entry.id, entry.sentAt, entry.payload);
    if (!inserted) {
        if (m_statements.insertEntry.isConstraintViolation())
            return WriteResult(LogResult<Appended>(idReused(entry)));
        return WriteResult(inserted.error());
    }
    if (!entry.idempotencyKey.isEmpty()) {
        const auto saved = m_statements.saveKey.change(room.number, keyDigest(entry),
            contentDigest(entry), appended.seq, entry.id, m_options.now());
        if (!saved)
            return WriteResult(saved.error());
    }
    if (entry.amendment) {
        const auto applied = m_amendments.apply(room.number, *entry.amendment, appended.seq);
        if (!applied)
            return WriteResult(applied.error());
    }
    if (entry.roomRecord) {
        if (const auto saved = saveRecord(room, *entry.roomRecord); !saved)
            return WriteResult(saved.error());
    }
    room.lastSeq = appended.seq;
    m_rooms.insert(entry.room, room);
    m_grown.insert(entry.room);
    return WriteResult(LogResult<Appended>(appended));
}

LogResult<void> SqliteMessageLog::saveRecord(const Room &room, const RoomRecord &record)
{
    return m_statements.updateRecord.change(record.name, record.topic, record.creator,
        qint64{record.isArchived}, record.createdAt, room.number);
}

LogResult<LogPage> SqliteMessageLog::read(const LogQuery &query)
{
    const auto room = findRoom(query.room);
    if (!room)
        return room.error();
    LogPage page;
    const qint64 number = *room ? (*room)->number : 0;
    if (*room) {
        page.firstSeq = (*room)->firstSeq;
        page.lastSeq = (*room)->lastSeq;
    }
    const PageRange range = pageRange(query, page.lastSeq);
    SqliteStatement &entries =
        range.isForward ? m_statements.entriesAfter : m_statements.entriesBefore;
    if (const auto asked = entries.run(number, range.position, qint64{range.limit}); !asked)
        return asked.error();
    while (entries.next())
        page.entries.push_back({entries.integer(0), entries.bytes(1), entries.bytes(2)});
    if (const auto finished = entries.finish(); !finished)
        return finished.error();
    if (!range.isForward)
        std::reverse(page.entries.begin(), page.entries.end());
    markEnds(page, range);
    return page;
}

} // namespace server
