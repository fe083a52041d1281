#include "server/storage/memorymessagelog.h"

#include "server/storage/amendmentrules.h"
#include "server/storage/idempotency.h"
#include "server/storage/logpaging.h"
#include "server/storage/logwriting.h"
#include "server/storage/memorysearch.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace server {

MemoryMessageLog::MemoryMessageLog(LogOptions options)
    : m_options(std::move(options))
{
}

std::vector<LogResult<Appended>> MemoryMessageLog::write(std::span<const LogWrite> batch)
{
    forgetOldKeys();
    std::vector<LogResult<Appended>> results;
    results.reserve(batch.size());
    while (!batch.empty()) {
        const std::span<const LogWrite> group = firstGroup(batch);
        for (LogResult<Appended> &result : writeGroup(group))
            results.push_back(std::move(result));
        batch = batch.subspan(group.size());
    }
    forgetBeyondMaximum();
    return results;
}

std::vector<LogResult<Appended>> MemoryMessageLog::writeGroup(std::span<const LogWrite> group)
{
    m_isJoined = group.size() > 1;
    std::vector<LogResult<Appended>> results;
    for (const LogWrite &write : group)
        results.push_back(std::visit([this](const auto &what) { return carryOut(what); },
            static_cast<const LogWrite::variant &>(write)));
    auto undo = std::exchange(m_undo, {});
    if (hasFailure(results)) {
        for (auto step = undo.rbegin(); step != undo.rend(); ++step)
            (*step)();
        markUndone(results);
    }
    return results;
}

LogResult<Appended> MemoryMessageLog::carryOut(const AppendEntry &entry)
{
    if (auto answer = answerFor(entry))
        return *std::move(answer);
    return append(m_rooms[entry.room], entry);
}

std::optional<LogResult<Appended>> MemoryMessageLog::answerFor(const AppendEntry &entry) const
{
    if (auto repeat = repeatOf(entry))
        return repeat;
    if (entry.unlessRepeated)
        return entry.unlessRepeated;
    if (find(entry.room, entry.id))
        return LogResult<Appended>(idReused(entry));
    if (!entry.replyTo.isEmpty()) {
        const LogEntry *answered = find(entry.room, entry.replyTo);
        if (!answered || !isMessage(answered->payload))
            return LogResult<Appended>(noSuchMessage(entry.replyTo));
    }
    if (!entry.amendment)
        return std::nullopt;
    const LogEntry *message = find(entry.room, entry.amendment->message);
    return answerWithoutWriting(*entry.amendment,
        message ? std::optional(m_rooms.constFind(entry.room)->amendments.find(*message))
                : std::nullopt);
}

std::optional<LogResult<Appended>> MemoryMessageLog::repeatOf(const AppendEntry &entry) const
{
    const auto room = m_rooms.constFind(entry.room);
    if (room == m_rooms.constEnd() || entry.idempotencyKey.isEmpty())
        return std::nullopt;
    const auto key = room->keys.constFind(keyDigest(entry));
    if (key == room->keys.constEnd() || isExpired(key->at))
        return std::nullopt;
    if (key->content != contentDigest(entry))
        return LogResult<Appended>(keyReused(entry));
    return Appended{key->first.seq, key->first.id, true};
}

const LogEntry *MemoryMessageLog::find(const QByteArray &room, const QByteArray &id) const
{
    const auto found = m_rooms.constFind(room);
    if (found == m_rooms.constEnd())
        return nullptr;
    const auto seq = found->seqs.constFind(id);
    return seq == found->seqs.constEnd()
        ? nullptr
        : &found->entries[static_cast<std::size_t>(*seq - found->firstSeq)];
}

std::function<void()> MemoryMessageLog::takingBack(const Room &room, const AppendEntry &entry)
{
    std::optional<KnownKey> key;
    if (const auto known = room.keys.constFind(keyDigest(entry)); known != room.keys.constEnd())
        key = *known;
    return [this, &entry, before = room.record, key] { takeBack(entry, before, key); };
}

// The last entry of its room goes again, and what came with it; `before` is the room's record.
void MemoryMessageLog::takeBack(
    const AppendEntry &entry, RoomRecord before, std::optional<KnownKey> key)
{
    Room &room = m_rooms[entry.room];
    room.entries.pop_back();
    room.sentAt.pop_back();
    room.seqs.remove(entry.id);
    room.positions.pop_back();
    room.record = std::move(before);
    if (!entry.idempotencyKey.isEmpty()) {
        m_keyAges.pop_back();
        room.keys.remove(keyDigest(entry));
        if (key)
            room.keys.insert(keyDigest(entry), *key);
    }
    if (--room.lastSeq == 0)
        m_rooms.remove(entry.room);
}

void MemoryMessageLog::amend(Room &room, const AppendEntry &entry, qint64 seq)
{
    const qint64 message = room.seqs.value(entry.amendment->message);
    auto undo = room.amendments.apply(*entry.amendment, message, seq, room.entries);
    if (m_isJoined)
        m_undo.push_back([this, id = entry.room, undo] {
            Room &undone = m_rooms[id];
            undo(undone.amendments, undone.entries);
        });
}

Appended MemoryMessageLog::append(Room &room, const AppendEntry &entry)
{
    if (m_isJoined)
        m_undo.push_back(takingBack(room, entry));
    if (room.record.id.isEmpty()) {
        room.record.id = entry.room;
        room.record.createdAt = entry.sentAt;
    }
    if (entry.roomRecord) {
        room.record = *entry.roomRecord;
        room.record.id = entry.room;
    }
    const Appended appended{++room.lastSeq, entry.id, false};
    room.entries.push_back({appended.seq, entry.id, entry.payload});
    room.sentAt.push_back(entry.sentAt);
    room.seqs.insert(entry.id, appended.seq);
    if (entry.amendment)
        amend(room, entry, appended.seq);
    room.positions.push_back(++m_lastPosition);
    if (!entry.idempotencyKey.isEmpty()) {
        const QByteArray digest = keyDigest(entry);
        const qint64 now = m_options.now();
        room.keys.insert(digest, {contentDigest(entry), appended, now});
        m_keyAges.push_back({now, entry.room, digest});
    }
    m_grown.insert(entry.room);
    return appended;
}

LogResult<Appended> MemoryMessageLog::carryOut(const SavePerson &save)
{
    if (m_isJoined)
        m_undo.push_back([this, before = m_people] { m_people = before; });
    m_people.insert(save.person.id, save.person);
    return Appended{};
}

LogResult<Appended> MemoryMessageLog::carryOut(const SaveMarker &save)
{
    if (!m_rooms.contains(save.marker.room))
        return noSuchRoom(save.marker.room);
    QHash<QByteArray, MarkerRecord> &markers = m_markers[save.marker.room];
    if (m_isJoined)
        m_undo.push_back(
            [this, room = save.marker.room, before = markers] { m_markers[room] = before; });
    markers.insert(save.marker.person, save.marker);
    return Appended{};
}

LogResult<Appended> MemoryMessageLog::carryOut(const SaveRemoval &save)
{
    if (!m_rooms.contains(save.removal.room))
        return noSuchRoom(save.removal.room);
    QHash<QByteArray, qint64> &removals = m_removals[save.removal.room];
    if (m_isJoined)
        m_undo.push_back(
            [this, room = save.removal.room, before = removals] { m_removals[room] = before; });
    removals.insert(save.removal.person, save.removal.until);
    return Appended{};
}

void MemoryMessageLog::forgetBeyondMaximum()
{
    for (const QByteArray &id : std::exchange(m_grown, {})) {
        const auto found = m_rooms.find(id);
        if (found == m_rooms.end())
            continue; // made and taken back
        Room &room = *found;
        while (m_options.maximumEntries > 0
            && static_cast<qint64>(room.entries.size()) > m_options.maximumEntries)
            forgetOldest(room);
    }
}

void MemoryMessageLog::forgetOldest(Room &room)
{
    room.seqs.remove(room.entries.front().id);
    room.entries.pop_front();
    room.sentAt.pop_front();
    room.positions.pop_front();
    room.amendments.forgetBefore(++room.firstSeq);
}

LogResult<bool> MemoryMessageLog::forgetOld()
{
    if (m_options.maximumAgeMs <= 0)
        return false;
    const qint64 oldest = m_options.now() - m_options.maximumAgeMs;
    for (Room &room : m_rooms) {
        while (!room.entries.empty() && room.sentAt.front() < oldest)
            forgetOldest(room);
    }
    return false;
}

void MemoryMessageLog::forgetOldKeys()
{
    while (!m_keyAges.empty() && isExpired(m_keyAges.front().at)) {
        const KeyAge oldest = std::move(m_keyAges.front());
        m_keyAges.pop_front();
        const auto room = m_rooms.find(oldest.room);
        if (room == m_rooms.end())
            continue;
        const auto key = room->keys.constFind(oldest.digest);
        if (key != room->keys.constEnd() && isExpired(key->at))
            room->keys.erase(key);
    }
}

bool MemoryMessageLog::isExpired(qint64 at) const
{
    return at <= m_options.now() - m_options.keyLifetimeMs;
}

LogResult<LogPage> MemoryMessageLog::read(const LogQuery &query)
{
    const auto room = m_rooms.constFind(query.room);
    LogPage page;
    if (room != m_rooms.constEnd()) {
        page.firstSeq = room->firstSeq;
        page.lastSeq = room->lastSeq;
    }
    const PageRange range = pageRange(query, page.lastSeq);
    if (page.lastSeq >= page.firstSeq) {
        // Seqs have no holes, so an entry's place follows from its number.
        const qint64 count = page.lastSeq - page.firstSeq + 1;
        qint64 begin = std::clamp<qint64>(range.position + 1 - page.firstSeq, 0, count);
        qint64 end = std::min(begin + range.limit, count);
        if (!range.isForward) {
            end = std::clamp<qint64>(range.position - page.firstSeq, 0, count);
            begin = std::max<qint64>(end - range.limit, 0);
        }
        std::copy(room->entries.begin() + begin, room->entries.begin() + end,
            std::back_inserter(page.entries));
    }
    markEnds(page, range);
    return page;
}

LogResult<LogSnapshot> MemoryMessageLog::load()
{
    LogSnapshot snapshot;
    for (const Room &room : std::as_const(m_rooms)) {
        snapshot.rooms.push_back(room.record);
        snapshot.rooms.back().lastSeq = room.lastSeq;
    }
    for (const PersonRecord &person : std::as_const(m_people))
        snapshot.people.push_back(person);
    for (auto room = m_markers.cbegin(); room != m_markers.cend(); ++room) {
        for (auto marker = room->cbegin(); marker != room->cend(); ++marker)
            snapshot.markers.push_back(*marker);
    }
    for (auto room = m_removals.cbegin(); room != m_removals.cend(); ++room) {
        for (auto until = room->cbegin(); until != room->cend(); ++until) {
            if (*until > m_options.now())
                snapshot.removals.push_back({room.key(), until.key(), *until});
        }
    }
    return snapshot;
}

LogResult<SearchPage> MemoryMessageLog::search(const SearchQuery &query)
{
    std::vector<SearchedRoom> rooms;
    for (auto room = m_rooms.cbegin(); room != m_rooms.cend(); ++room)
        rooms.push_back({room.key(), &room->entries, &room->positions});
    return searchInMemory(rooms, query);
}

} // namespace server
