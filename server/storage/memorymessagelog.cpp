#include "server/storage/memorymessagelog.h"

#include "server/storage/idempotency.h"
#include "server/storage/logpaging.h"

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
    for (const LogWrite &write : batch)
        results.push_back(std::visit([this](const auto &what) { return carryOut(what); }, write));
    forgetOldEntries();
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

Appended MemoryMessageLog::append(Room &room, const AppendEntry &entry)
{
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
    m_people.insert(save.person.id, save.person);
    return Appended{};
}

LogResult<Appended> MemoryMessageLog::carryOut(const SaveMarker &save)
{
    if (!m_rooms.contains(save.marker.room))
        return noSuchRoom(save.marker.room);
    m_markers[save.marker.room].insert(save.marker.person, save.marker.read);
    return Appended{};
}

void MemoryMessageLog::forgetOldEntries()
{
    for (const QByteArray &id : std::exchange(m_grown, {})) {
        Room &room = m_rooms[id];
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
