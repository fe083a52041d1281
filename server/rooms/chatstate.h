#pragma once

#include "server/rooms/membership.h"
#include "server/rooms/messagerate.h"
#include "server/rooms/persondirectory.h"
#include "server/rooms/readmarkers.h"
#include "server/rooms/roomdirectory.h"
#include "server/rooms/roomsoptions.h"
#include "server/rooms/roomstreams.h"

#include <QByteArray>
#include <QString>

namespace server {

// Everything the routes of the chat share. Broker thread.
struct ChatState {
    ChatState(RoomsOptions with, const LogSnapshot &snapshot);

    // The caller as others see it now: another connection may have brought a new name.
    chat::Author author(const Caller &caller) const;
    chat::Member member(const Caller &caller, qint64 since) const;
    // A room as lists show it to a person; to everybody when there is none.
    chat::RoomInfo roomInfo(const RoomRecord &room, const QByteArray &person = {}) const;

    // Writes an entry; when it is on disk the room is as `record` says, and everybody hears of
    // both.
    Append append(const chat::Entry &entry, std::optional<RoomRecord> record);

    RoomsOptions options;
    RoomDirectory rooms;
    PersonDirectory people;
    Membership membership;
    ReadMarkers markers;
    MessageRate rate;
    RoomStreams streams;

private:
    Effects committed(const QByteArray &room, const QByteArray &payload,
        const std::optional<RoomRecord> &record, const Appended &appended);
};

} // namespace server
