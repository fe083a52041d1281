#include "app/client/roomsdatabase.h"

#include <QVariant>

#include <algorithm>

namespace app {

namespace {

constexpr qint64 entriesShown = 100; // of each room, when the client opens
constexpr int mostEntriesLoaded = 2000; // of a room where much is unread

const Database::Schema &schema()
{
    static const Database::Schema versions{{
        QStringLiteral("CREATE TABLE self (person BLOB NOT NULL, name TEXT NOT NULL)"),
        QStringLiteral("CREATE TABLE room (id BLOB PRIMARY KEY, info BLOB NOT NULL, "
                       "read INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE entry (room BLOB NOT NULL, seq INTEGER NOT NULL, "
                       "id BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (room, seq)) "
                       "WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX entry_id ON entry (room, id)"),
    }};
    return versions;
}

} // namespace

RoomsDatabase::RoomsDatabase(const QString &file, qint64 mostEntries)
    : m_mostEntries(mostEntries)
    , m_database(file, Database::Durability::Eventually, schema())
{
}

bool RoomsDatabase::load(StoredState &state)
{
    const bool hasSelf = m_database.read(
        QStringLiteral("SELECT person, name FROM self"), {}, [&state](const QSqlQuery &row) {
            state.person = row.value(0).toByteArray();
            state.name = row.value(1).toString();
        });
    const bool hasRooms = m_database.read(
        QStringLiteral("SELECT info, read FROM room"), {}, [&state](const QSqlQuery &row) {
            const auto rooms = chat::parseRooms('[' + row.value(0).toByteArray() + ']');
            if (!rooms || rooms->size() != 1)
                return; // the server tells it again
            state.rooms.push_back({rooms->front(), {}});
            state.rooms.back().info.read = row.value(1).toLongLong();
        });
    for (StoredRoom &room : state.rooms)
        room.entries = newestEntries(room.info.id, room.info.read);
    return hasSelf && hasRooms && m_database.trouble() == Database::Trouble::None;
}

std::vector<chat::Entry> RoomsDatabase::newestEntries(const QByteArray &room, qint64 read)
{
    qint64 last = 0;
    m_database.read(QStringLiteral("SELECT max(seq) FROM entry WHERE room = ?"), {room},
        [&last](const QSqlQuery &row) { last = row.value(0).toLongLong(); });
    std::vector<chat::Entry> entries;
    m_database.read(QStringLiteral("SELECT body FROM entry WHERE room = ? AND seq > ? "
                                   "ORDER BY seq DESC LIMIT ?"),
        {room, std::min(read, last - entriesShown), mostEntriesLoaded},
        [&entries](const QSqlQuery &row) {
            if (auto entry = chat::parseEntry(row.value(0).toByteArray()))
                entries.push_back(*std::move(entry));
        });
    std::reverse(entries.begin(), entries.end());
    return entries;
}

std::vector<chat::Entry> RoomsDatabase::page(const QByteArray &room, qint64 before, int limit)
{
    std::vector<chat::Entry> entries;
    bool isWhole = true;
    m_database.read(QStringLiteral("SELECT body FROM entry WHERE room = ? AND seq < ? "
                                   "ORDER BY seq DESC LIMIT ?"),
        {room, before, limit}, [&](const QSqlQuery &row) {
            auto entry = chat::parseEntry(row.value(0).toByteArray());
            const qint64 wanted = entries.empty() ? before - 1 : entries.back().seq - 1;
            isWhole = isWhole && entry && entry->seq == wanted;
            if (isWhole)
                entries.push_back(*std::move(entry));
        });
    std::reverse(entries.begin(), entries.end());
    return entries;
}

bool RoomsDatabase::putSelf(const QByteArray &person, const QString &name)
{
    return m_database.change(QStringLiteral("DELETE FROM self"))
        && m_database.change(
            QStringLiteral("INSERT INTO self (person, name) VALUES (?, ?)"), {person, name});
}

bool RoomsDatabase::putRoom(const chat::RoomInfo &info)
{
    return m_database.change(
        QStringLiteral("INSERT INTO room (id, info, read) VALUES (?, ?, ?) ON CONFLICT (id) DO "
                       "UPDATE SET info = excluded.info, read = max(read, excluded.read)"),
        {info.id, chat::toJson(info), info.read});
}

bool RoomsDatabase::putReadMarker(const QByteArray &room, qint64 seq)
{
    return m_database.change(
        QStringLiteral("UPDATE room SET read = max(read, ?) WHERE id = ?"), {seq, room});
}

bool RoomsDatabase::putEntries(const QByteArray &room, const std::vector<chat::Entry> &entries)
{
    return std::all_of(entries.begin(), entries.end(), [&](const chat::Entry &entry) {
        return putEntry(room, entry);
    }) && forgetOld(room);
}

bool RoomsDatabase::forgetOld(const QByteArray &room)
{
    return m_database.change(QStringLiteral("DELETE FROM entry WHERE room = ? AND seq <= "
                                            "(SELECT max(seq) FROM entry WHERE room = ?) - ?"),
        {room, room, m_mostEntries});
}

bool RoomsDatabase::putEntry(const QByteArray &room, const chat::Entry &entry)
{
    const bool isPut = m_database.change(
        QStringLiteral("INSERT OR REPLACE INTO entry (room, seq, id, body) VALUES (?, ?, ?, ?)"),
        {room, entry.seq, entry.id, chat::toJson(entry)});
    return isPut && (entry.type != chat::EntryType::Delete || clearText(room, entry.id));
}

// What was deleted is not kept here either.
bool RoomsDatabase::clearText(const QByteArray &room, const QByteArray &message)
{
    std::vector<chat::Entry> entries;
    m_database.read(QStringLiteral("SELECT body FROM entry WHERE room = ? AND id = ?"),
        {room, message}, [&entries](const QSqlQuery &row) {
            if (auto entry = chat::parseEntry(row.value(0).toByteArray());
                entry && !entry->text.isEmpty())
                entries.push_back(*std::move(entry));
        });
    return std::all_of(entries.begin(), entries.end(), [&](chat::Entry &entry) {
        entry.text.clear();
        entry.isDeleted = true;
        return m_database.change(
            QStringLiteral("UPDATE entry SET body = ? WHERE room = ? AND seq = ?"),
            {chat::toJson(entry), room, entry.seq});
    });
}

bool RoomsDatabase::removeRoom(const QByteArray &room)
{
    return m_database.change(QStringLiteral("DELETE FROM entry WHERE room = ?"), {room})
        && m_database.change(QStringLiteral("DELETE FROM room WHERE id = ?"), {room});
}

} // namespace app
