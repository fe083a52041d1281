#pragma once

#include "stomp/chat/destinations.h"

#include <QByteArray>
#include <QByteArrayView>

namespace server {

// The id of a room as destinations carry it.
struct RoomId {
    QByteArray value;
};

inline bool fromSegment(QByteArrayView text, RoomId &room)
{
    room.value = text.toByteArray();
    return chat::isValidRoomId(text);
}

} // namespace server
