#include "server/rooms/roomdirectory.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace server {

RoomRecord newRoom(const QByteArray &id, const QByteArray &creator, qint64 nowMs)
{
    RoomRecord room;
    room.id = id;
    room.name = QString::fromLatin1(id);
    room.creator = creator;
    room.createdAt = nowMs;
    return room;
}

RoomDirectory::RoomDirectory(RoomOpening opening, int maxRooms, std::vector<RoomRecord> rooms)
    : m_opening(opening)
    , m_maxRooms(static_cast<std::size_t>(std::max(maxRooms, 0)))
{
    for (RoomRecord &room : rooms)
        m_rooms.insert_or_assign(room.id, room);
}

const RoomRecord *RoomDirectory::find(const QByteArray &room) const
{
    const auto found = m_rooms.find(room);
    return found == m_rooms.end() ? nullptr : &found->second;
}

std::optional<RoomRecord> RoomDirectory::newest(const QByteArray &room) const
{
    const auto proposed = m_proposed.find(room);
    if (proposed != m_proposed.end())
        return proposed->second;
    const RoomRecord *record = find(room);
    return record ? std::optional(*record) : std::nullopt;
}

std::vector<RoomRecord> RoomDirectory::all() const
{
    std::vector<RoomRecord> rooms;
    rooms.reserve(m_rooms.size());
    for (const auto &[id, room] : m_rooms)
        rooms.push_back(room);
    std::sort(rooms.begin(), rooms.end(), [](const RoomRecord &a, const RoomRecord &b) {
        return std::tie(a.createdAt, a.id) < std::tie(b.createdAt, b.id);
    });
    return rooms;
}

stomp::BasicResult<void, Problem> RoomDirectory::canEnter(const QByteArray &room) const
{
    if (m_opening == RoomOpening::Listed && !find(room))
        return Problem{"no-such-room",
            QStringLiteral("There is no room \"%1\".").arg(QString::fromLatin1(room))};
    return {};
}

bool RoomDirectory::hasPlaceForMore() const
{
    return m_rooms.size() + m_proposed.size() < m_maxRooms;
}

void RoomDirectory::propose(const RoomRecord &record)
{
    m_proposed.insert_or_assign(record.id, record);
}

RoomDirectory::Change RoomDirectory::committed(const RoomRecord &record)
{
    settle(record);
    const auto [place, isNew] = m_rooms.try_emplace(record.id, record);
    if (isNew)
        return Change::Created;
    RoomRecord before = std::exchange(place->second, record);
    place->second.lastSeq = before.lastSeq; // counted by numbered() alone
    if (record.isArchived && !before.isArchived)
        return Change::Archived;
    return place->second == before ? Change::None : Change::Changed;
}

void RoomDirectory::failed(const RoomRecord &record)
{
    settle(record);
}

// Proposals are decided in their order: when it is the newest one's turn, none is left.
void RoomDirectory::settle(const RoomRecord &record)
{
    const auto proposed = m_proposed.find(record.id);
    if (proposed != m_proposed.end() && proposed->second == record)
        m_proposed.erase(proposed);
}

void RoomDirectory::numbered(const QByteArray &room, qint64 seq)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    found->second.lastSeq = std::max(found->second.lastSeq, seq);
    m_newestSeqs.reset();
}

std::shared_ptr<const SeqByRoom> RoomDirectory::newestSeqs() const
{
    if (m_newestSeqs)
        return m_newestSeqs;
    auto seqs = std::make_shared<SeqByRoom>();
    for (const auto &[id, room] : m_rooms) {
        if (room.lastSeq > 0)
            seqs->emplace(id, room.lastSeq);
    }
    m_newestSeqs = std::move(seqs);
    return m_newestSeqs;
}

} // namespace server
