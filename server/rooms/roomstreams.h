#pragma once

#include "server/broker/inboundhandler.h"
#include "stomp/chat/destinations.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>

namespace server {

// What the live streams of the chat carry, as messages to be published.
class RoomStreams {
public:
    explicit RoomStreams(chat::Prefixes prefixes);

    Publish entry(const QByteArray &room, const LogEntry &entry) const;
    Publish gap(const QByteArray &room, qint64 from, qint64 to) const;
    Publish member(
        const QByteArray &room, chat::MemberChange::Event event, chat::Member member) const;
    Publish typing(const QByteArray &room, const chat::Typing &typing) const;
    Publish room(chat::RoomChange::Event event, chat::RoomInfo room) const;

private:
    chat::Destinations m_destinations;
};

stomp::Headers jsonHeaders();

} // namespace server
