#include "server/rooms/readmarkers.h"

#include <algorithm>
#include <utility>

namespace server {

ReadMarkers::ReadMarkers(const std::vector<MarkerRecord> &markers)
{
    for (const MarkerRecord &marker : markers)
        advance(marker.person, marker.room, marker.read, marker.joined, marker.read);
}

ReadMarkers::Marker ReadMarkers::value(const QByteArray &person, const QByteArray &room) const
{
    const auto found = m_people.find(person);
    if (found == m_people.end())
        return {};
    const auto &[markers, start] = found->second;
    if (const auto marker = markers.find(room); marker != markers.end())
        return marker->second;
    if (!start)
        return {};
    const auto seq = start->find(room);
    return seq == start->end() ? Marker() : Marker{seq->second, seq->second};
}

void ReadMarkers::startAt(const QByteArray &person, std::shared_ptr<const SeqByRoom> newest)
{
    m_people[person].start = std::move(newest);
}

std::optional<ReadMarkers::Marker> ReadMarkers::advance(const QByteArray &person,
    const QByteArray &room, qint64 read, std::optional<qint64> joined, qint64 lastSeq)
{
    const Marker before = value(person, room);
    Marker marker;
    marker.read = std::max(before.read, std::min(read, lastSeq));
    marker.joined = std::max(before.joined, std::min(joined.value_or(0), marker.read));
    if (marker == before)
        return std::nullopt;
    m_people[person].markers[room] = marker;
    return marker;
}

void ReadMarkers::forget(const QByteArray &person)
{
    m_people.erase(person);
}

} // namespace server
