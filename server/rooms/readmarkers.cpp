#include "server/rooms/readmarkers.h"

namespace server {

ReadMarkers::ReadMarkers(const std::vector<MarkerRecord> &markers)
{
    for (const MarkerRecord &marker : markers)
        advance(marker.person, marker.room, marker.read);
}

qint64 ReadMarkers::value(const QByteArray &person, const QByteArray &room) const
{
    const auto markers = m_markers.find(person);
    if (markers == m_markers.end())
        return 0;
    const auto marker = markers->second.find(room);
    return marker == markers->second.end() ? 0 : marker->second;
}

bool ReadMarkers::advance(const QByteArray &person, const QByteArray &room, qint64 seq)
{
    if (seq <= value(person, room))
        return false;
    m_markers[person][room] = seq;
    return true;
}

void ReadMarkers::forget(const QByteArray &person)
{
    m_markers.erase(person);
}

} // namespace server
