#pragma once

#include "server/broker/inboundhandler.h"
#include "server/rooms/readmarkers.h"
#include "server/rooms/roomsoptions.h"

#include <QByteArray>
#include <QHashFunctions>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace server {

// A room that nobody has given a name yet.
RoomRecord newRoom(const QByteArray &id, const QByteArray &creator, qint64 nowMs);

// The rooms there are, as the log has them, and what is proposed and not yet written. Broker
// thread.
class RoomDirectory {
public:
    RoomDirectory(RoomOpening opening, int maxRooms, std::vector<RoomRecord> rooms);

    // As it is on disk; null when it is not.
    const RoomRecord *find(const QByteArray &room) const;
    // What the next change of the room is made from: the newest proposal, else what is on disk.
    std::optional<RoomRecord> newest(const QByteArray &room) const;
    std::vector<RoomRecord> all() const; // oldest first
    // The newest entry of each room as it is now; the same value until the next entry.
    std::shared_ptr<const SeqByRoom> newestSeqs() const;

    // Whether one may go in: it is there, or it would come into being when spoken in.
    stomp::BasicResult<void, Problem> canEnter(const QByteArray &room) const;
    bool hasPlaceForMore() const;

    // A record on its way to the log; one of the two others follows.
    void propose(const RoomRecord &record);
    enum class Change { None, Created, Changed, Archived };
    Change committed(const RoomRecord &record);
    void failed(const RoomRecord &record);

    // The newest entry of a room.
    void numbered(const QByteArray &room, qint64 seq);

private:
    void settle(const RoomRecord &record);

    RoomOpening m_opening;
    std::size_t m_maxRooms;
    std::unordered_map<QByteArray, RoomRecord> m_rooms;
    std::unordered_map<QByteArray, RoomRecord> m_proposed; // the newest of each room
    mutable std::shared_ptr<const SeqByRoom> m_newestSeqs; // null: to be made anew
};

} // namespace server
