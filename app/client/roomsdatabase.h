#pragma once

#include "app/client/database.h"
#include "app/client/storedstate.h"

#include <vector>

namespace app {

// On the disk: a copy of what the server has told of its rooms, thrown away whenever it cannot be
// read. Belongs to one thread.
class RoomsDatabase {
public:
    // Of each room the newest entries are kept; what is older comes from the server when it is
    // read.
    static constexpr qint64 entriesKept = 10'000;

    explicit RoomsDatabase(const QString &file, qint64 mostEntries = entriesKept);

    Database &database() { return m_database; }

    // Every room with its newest entries: those that are unread, and some more.
    bool load(StoredState &state);
    // The entries right below `before` without a hole between them, oldest first.
    std::vector<chat::Entry> page(const QByteArray &room, qint64 before, int limit);

    bool putSelf(const QByteArray &person, const QString &name);
    bool putRoom(const chat::RoomInfo &info);
    bool putReadMarker(const QByteArray &room, qint64 seq); // never backwards
    bool putEntries(const QByteArray &room, const std::vector<chat::Entry> &entries);
    bool removeRoom(const QByteArray &room);

private:
    bool putEntry(const QByteArray &room, const chat::Entry &entry);
    bool clearText(const QByteArray &room, const QByteArray &message);
    std::vector<chat::Entry> newestEntries(const QByteArray &room, qint64 read);

    bool forgetOld(const QByteArray &room);

    qint64 m_mostEntries;
    Database m_database;
};

} // namespace app
