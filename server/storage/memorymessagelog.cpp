#include "server/storage/memorymessagelog.h"

#include "server/storage/idempotency.h"
#include "server/storage/logpaging.h"
#include "server/storage/logwriting.h"

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
    forgetOldEntries();
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
    const auto known = m_rooms.constFind(entry.room);
    if (known != m_rooms.constEnd()) {
        if (!entry.idempotencyKey.isEmpty()) {
            const auto key = known->keys.constFind(keyDigest(entry));
            if (key != known->keys.constEnd() && !isExpired(key->at)) {
                if (key->content != contentDigest(entry))
                    return keyReused(entry);
                return Appended{key->first.seq, key->first.id, true};
            }
        }
        if (known->ids.contains(entry.id))
            return idReused(entry);
    }
    return append(m_rooms[entry.room], entry);
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
    room.ids.remove(entry.id);
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
    room.ids.insert(entry.id);
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
    QHash<QByteArray, qint64> &markers = m_markers[save.marker.room];
    if (m_isJoined)
        m_undo.push_back(
            [this, room = save.marker.room, before = markers] { m_markers[room] = before; });
    markers.insert(save.marker.person, save.marker.read);
    return Appended{};
}

void MemoryMessageLog::forgetOldEntries()
{
    for (const QByteArray &id : std::exchange(m_grown, {})) {
        const auto found = m_rooms.find(id);
        if (found == m_rooms.end())
            continue; // made and taken back
        Room &room = *found;
        while (m_options.maximumEntries > 0
            && static_cast<qint64>(room.entries.size()) > m_options.maximumEntries) {
            room.ids.remove(room.entries.front().id);
            room.entries.pop_front();
            ++room.firstSeq;
        }
    }
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
            snapshot.markers.push_back({room.key(), marker.key(), *marker});
    }
    return snapshot;
}

} // namespace server
