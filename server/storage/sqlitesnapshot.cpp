#include "server/storage/sqlitemessagelog.h"

namespace server {

LogResult<LogSnapshot> SqliteMessageLog::load()
{
    LogSnapshot snapshot;
    SqliteStatement &rooms = m_statements.allRooms;
    if (const auto asked = rooms.run(); !asked)
        return asked.error();
    while (rooms.next())
        snapshot.rooms.push_back({rooms.bytes(0), rooms.text(1), rooms.text(2), rooms.bytes(3),
            rooms.integer(4) != 0, rooms.integer(5), rooms.integer(6)});
    if (const auto finished = rooms.finish(); !finished)
        return finished.error();
    SqliteStatement &people = m_statements.allPeople;
    if (const auto asked = people.run(); !asked)
        return asked.error();
    while (people.next())
        snapshot.people.push_back(
            {people.bytes(0), people.bytes(1), people.text(2), people.integer(3)});
    if (const auto finished = people.finish(); !finished)
        return finished.error();
    SqliteStatement &markers = m_statements.allMarkers;
    if (const auto asked = markers.run(); !asked)
        return asked.error();
    while (markers.next())
        snapshot.markers.push_back(
            {markers.bytes(0), markers.bytes(1), markers.integer(2), markers.integer(3)});
    if (const auto finished = markers.finish(); !finished)
        return finished.error();
    SqliteStatement &removals = m_statements.allRemovals;
    if (const auto asked = removals.run(m_options.now()); !asked)
        return asked.error();
    while (removals.next())
        snapshot.removals.push_back({removals.bytes(0), removals.bytes(1), removals.integer(2)});
    if (const auto finished = removals.finish(); !finished)
        return finished.error();
    return snapshot;
}

} // namespace server
