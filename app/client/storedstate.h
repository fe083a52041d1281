#pragma once

#include "app/client/drafts.h"
#include "app/client/outbox.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace app {

// A room as the client left it.
struct StoredRoom {
    chat::RoomInfo info; // `read` is this client's marker
    std::vector<chat::Entry> entries; // the newest, oldest first
};

// What a client remembers of one server when it opens.
struct StoredState {
    QByteArray person; // who one was; empty: never connected
    QString name;
    std::vector<StoredRoom> rooms;
    std::vector<OutboxMessage> outbox;
    std::map<QByteArray, Drafts> drafts; // by room
};

} // namespace app
