#pragma once

#include <QtGlobal>

namespace app {

// What one person wants of a room on this computer; the server knows nothing of it.
struct RoomMarks {
    bool isFavourite = false; // stands first
    bool isMuted = false; // only mentions are told
    qint64 unreadFrom = 0; // from here on it counts as unread, though it was read; 0: nothing does

    friend bool operator==(const RoomMarks &, const RoomMarks &) = default;
};

} // namespace app
