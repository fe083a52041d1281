#pragma once

#include "stomp/chat/destinations.h"

#include <QByteArray>
#include <QtGlobal>

#include <functional>

namespace server {

// How a room comes into being: when first spoken in, or only by SEND to …/rooms.
enum class RoomOpening { Open, Listed };

// What the chat's rooms are run with.
struct RoomsOptions {
    chat::Prefixes prefixes;
    RoomOpening opening = RoomOpening::Open;
    qsizetype maxBody = 1024 * 1024; // bytes; only announced here, the decoder refuses
    int maxText = 4000; // characters
    int messagesPerMinute = 0; // of one person; 0: no limit
    int maxRooms = 10000;
    int mostConnections = 0; // of one person; 0: any number
    // Gives ids of messages and guests, never the same twice. Empty: orderedId().
    std::function<QByteArray()> makeId;
};

} // namespace server
