#include "server/rooms/readmarkers.h"

#include <utility>

namespace server {

ReadMarkers::ReadMarkers(const std::vector<MarkerRecord> &markers)
{
    for (const MarkerRecord &marker : markers)
        advance(marker.person, marker.room, marker.read);
}

qint64 ReadMarkers::value(const QByteArray &person, const QByteArray &room) const
{
    const auto found = m_people.find(person);
    if (found == m_people.end())
        return 0;
    const auto &[read, start] = found->second;
    if (const auto marker = read.find(room); marker != read.end())
        return marker->second;
    if (!start)
        return 0;
    const auto marker = start->find(room);
    return marker == start->end() ? 0 : marker->second;
}

void ReadMarkers::startAt(const QByteArray &person, std::shared_ptr<const SeqByRoom> newest)
{
    m_people[person].start = std::move(newest);
}

bool ReadMarkers::advance(const QByteArray &person, const QByteArray &room, qint64 seq)
{
    if (seq <= value(person, room))
        return false;
    m_people[person].read[room] = seq;
    return true;
}

void ReadMarkers::forget(const QByteArray &person)
{
    m_people.erase(person);
}

} // namespace server
