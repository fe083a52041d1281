#pragma once

#include "server/broker/messagelog.h"
#include "server/broker/messagesearch.h"

#include <QByteArray>
#include <QtGlobal>

#include <deque>
#include <vector>

namespace server {

// A room's entries as a log in memory has them, and where each stands among those of all rooms.
struct SearchedRoom {
    QByteArray id;
    const std::deque<LogEntry> *entries = nullptr;
    const std::deque<qint64> *positions = nullptr;
};

// Looks at one message after the other, newest first; what an index answers quickly, simply.
SearchPage searchInMemory(const std::vector<SearchedRoom> &rooms, const SearchQuery &query);

} // namespace server
