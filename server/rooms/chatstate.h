#pragma once

#include "server/rooms/attendance.h"
#include "server/rooms/membership.h"
#include "server/rooms/messagerate.h"
#include "server/rooms/persondirectory.h"
#include "server/rooms/readmarkers.h"
#include "server/rooms/removals.h"
#include "server/rooms/roomdirectory.h"
#include "server/rooms/roomsoptions.h"
#include "server/rooms/roomstreams.h"
#include "server/rooms/typists.h"

#include <QByteArray>
#include <QString>

namespace server {

// Everything the routes of the chat share. Broker thread.
struct ChatState {
    ChatState(RoomsOptions with, const LogSnapshot &snapshot);

    // The caller as others see it now: another connection may have brought a new name.
    chat::Author author(const Caller &caller) const;
    chat::Member member(const Caller &caller, qint64 since) const;
    // Whether the caller may go into a room: it is there, or may come into being, and the caller
    // was not removed from it.
    stomp::BasicResult<void, Problem> canEnter(
        const QByteArray &room, const Caller &caller, qint64 nowMs) const;
    // Whoever says too much waits; what is not objected to is counted.
    std::optional<Problem> objectionToPace(const Caller &caller, qint64 nowMs);
    // The room's creator and the host.
    bool isInCharge(const RoomRecord &room, const Caller &caller) const;
    // A room as lists show it to a person; to everybody when there is none.
    chat::RoomInfo roomInfo(const RoomRecord &room, const QByteArray &person = {}) const;

    // What others see of a person has changed.
    Effects showPresence(const QByteArray &person, const Attendance::Shown &shown);
    // The person types no more; others hear of it when they had heard of typing.
    Effects stopTyping(const QByteArray &room, const QByteArray &person);

    // Writes an entry; when it is on disk the room is as `record` says, and everybody hears of
    // both.
    Append append(const chat::Entry &entry, std::optional<RoomRecord> record);

    RoomsOptions options;
    RoomDirectory rooms;
    PersonDirectory people;
    Attendance attendance;
    Membership membership;
    Removals removals;
    Typists typists;
    ReadMarkers markers;
    MessageRate rate;
    RoomStreams streams;

private:
    Effects committed(const QByteArray &room, const QByteArray &payload,
        const std::optional<RoomRecord> &record, const Appended &appended);
};

} // namespace server
