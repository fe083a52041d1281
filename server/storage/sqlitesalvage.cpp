#include "server/storage/sqlitesalvage.h"

#include "server/storage/salvagedrows.h"
#include "stomp/chat/payloads.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace server {

namespace {

// More lost entries of one room are not replaced; what is older than them is then given up.
constexpr qint64 maximumReplaced = 1'000'000;

struct SalvagedRoom {
    qint64 number = 0;
    QByteArray id;
    qint64 firstSeq = 1;
    qint64 lastSeq = 0;
};

// Copies rows as they are; one that does not fit the tables is left out.
class TableCopy {
public:
    TableCopy(const SqliteConnection &damaged, SqliteConnection &target)
        : m_damaged(damaged)
        , m_target(target)
    {
    }

    LogResult<void> copy(const QString &table, const QString &columns, const QString &condition)
    {
        const QStringList names = columns.split(QStringLiteral(", "));
        SqliteStatement insert(m_target,
            QStringLiteral("INSERT OR IGNORE INTO %1 (%2) SELECT * FROM (SELECT ? AS %3) "
                           "AS found WHERE %4")
                .arg(table, columns, names.join(QStringLiteral(", ? AS ")), condition));
        if (insert.preparationError().isValid())
            return m_target.toLogError(insert.preparationError());
        LogResult<void> result;
        forEachReadableRow(m_damaged, table, columns, [&](const SqliteStatement &row) {
            if (result)
                result = insert.changeByRow(row, 1);
        });
        return result;
    }

private:
    const SqliteConnection &m_damaged;
    SqliteConnection &m_target;
};

LogResult<void> copyTables(const SqliteConnection &damaged, SqliteConnection &target)
{
    struct Table {
        QString name;
        QString columns;
        QString condition; // what cannot be true is noise
    };
    const std::vector<Table> tables{
        {QStringLiteral("rooms"),
            QStringLiteral(
                "room, id, name, topic, creator, is_archived, created_at, first_seq, last_seq"),
            QStringLiteral("typeof(id) = 'blob' AND first_seq >= 1 AND last_seq >= first_seq - 1")},
        {QStringLiteral("entries"), QStringLiteral("entry, room, seq, id, sent_at, payload"),
            QStringLiteral(
                "seq >= 1 AND json_valid(CAST(payload AS TEXT)) AND seq <= "
                "ifnull((SELECT last_seq FROM rooms WHERE rooms.room = found.room), seq)")},
        {QStringLiteral("idempotency_keys"),
            QStringLiteral("number, room, digest, content, seq, id, at"),
            QStringLiteral("seq >= 1")},
        {QStringLiteral("people"), QStringLiteral("person, id, secret_hash, name, last_seen"),
            QStringLiteral("typeof(id) = 'blob'")},
        {QStringLiteral("markers"), QStringLiteral("marker, room, person, read, joined"),
            QStringLiteral("read >= 0 AND joined >= 0")},
        // Of a database that is older than `joined`; what was copied already stays as it is.
        {QStringLiteral("markers"), QStringLiteral("marker, room, person, read"),
            QStringLiteral("read >= 0")},
        {QStringLiteral("amendments"),
            QStringLiteral("amendment, room, message, kind, seq, person, emoji"),
            QStringLiteral("message >= 1 AND seq >= 1")},
        {QStringLiteral("removals"), QStringLiteral("removal, room, person, until"),
            QStringLiteral("until >= 0")},
    };
    TableCopy copier(damaged, target);
    for (const Table &table : tables) {
        const auto copied = copier.copy(table.name, table.columns, table.condition);
        if (!copied)
            return copied;
    }
    return {};
}

QByteArray roomOfPayload(const QByteArray &payload)
{
    return QJsonDocument::fromJson(payload)
        .object()
        .value(QStringLiteral("room"))
        .toString()
        .toUtf8();
}

// Entries whose room's own row is lost still say which room they are of.
LogResult<void> restoreLostRooms(SqliteConnection &target)
{
    SqliteStatement orphans(target,
        QStringLiteral("SELECT room, max(seq), payload, min(sent_at), min(seq) FROM entries "
                       "WHERE room NOT IN (SELECT room FROM rooms) GROUP BY room"));
    SqliteStatement insert(target,
        QStringLiteral("INSERT OR IGNORE INTO rooms (room, id, name, topic, creator, is_archived, "
                       "created_at, first_seq, last_seq) VALUES (?, ?, ?, '', x'', 0, ?, ?, ?)"));
    if (const auto asked = orphans.run(); !asked)
        return asked;
    while (orphans.next()) {
        const QByteArray id = roomOfPayload(orphans.bytes(2));
        if (id.isEmpty())
            continue;
        const auto inserted = insert.change(orphans.integer(0), id, QString::fromUtf8(id),
            orphans.integer(3), orphans.integer(4), orphans.integer(1));
        if (!inserted)
            return inserted;
    }
    if (const auto finished = orphans.finish(); !finished)
        return finished;
    return target.run(
        QStringLiteral("DELETE FROM entries WHERE room NOT IN (SELECT room FROM rooms)"));
}

LogResult<std::vector<SalvagedRoom>> salvagedRooms(SqliteConnection &target)
{
    std::vector<SalvagedRoom> rooms;
    SqliteStatement all(
        target, QStringLiteral("SELECT room, id, first_seq, last_seq FROM rooms ORDER BY room"));
    if (const auto asked = all.run(); !asked)
        return asked.error();
    while (all.next())
        rooms.push_back({all.integer(0), all.bytes(1), all.integer(2), all.integer(3)});
    if (const auto finished = all.finish(); !finished)
        return finished.error();
    return rooms;
}

struct Range {
    qint64 from = 0;
    qint64 to = 0;
};

// What is missing between the entries of a room. Walks from the newest down; sets firstSeq to where
// the walk ends, since older ones count as no longer kept.
std::vector<Range> findHoles(SalvagedRoom &room, const std::vector<qint64> &newestFirst)
{
    std::vector<Range> holes;
    if (!newestFirst.empty() && room.lastSeq - newestFirst.front() > maximumReplaced)
        room.lastSeq = newestFirst.front(); // no credible number
    qint64 replaced = 0;
    qint64 next = room.lastSeq;
    for (const qint64 seq : newestFirst) {
        replaced += next - seq;
        if (seq < room.firstSeq || replaced > maximumReplaced)
            break;
        if (seq < next)
            holes.push_back({seq + 1, next});
        next = seq - 1;
    }
    room.firstSeq = next + 1;
    return holes;
}

QByteArray replacement(const SalvagedRoom &room, qint64 seq, qint64 nowMs)
{
    chat::Entry entry;
    entry.type = chat::EntryType::Delete;
    entry.id = "lost-" + QByteArray::number(seq);
    entry.room = room.id;
    entry.author = {"server", QStringLiteral("server")};
    entry.sentAt = nowMs;
    return chat::toJsonWithoutSeq(entry);
}

// Makes the numbers of one room whole again, and says how many entries are lost.
class RoomRepair {
public:
    RoomRepair(SqliteConnection &target, qint64 nowMs)
        : m_nowMs(nowMs)
        , m_seqs(target, QStringLiteral("SELECT seq FROM entries WHERE room = ? ORDER BY seq DESC"))
        , m_insert(target,
              QStringLiteral(
                  "INSERT INTO entries (room, seq, id, sent_at, payload) VALUES (?, ?, ?, ?, ?)"))
        , m_forget(target, QStringLiteral("DELETE FROM entries WHERE room = ? AND seq < ?"))
        , m_update(
              target, QStringLiteral("UPDATE rooms SET first_seq = ?, last_seq = ? WHERE room = ?"))
    {
    }

    LogResult<qint64> repair(SalvagedRoom room)
    {
        std::vector<qint64> newestFirst;
        if (const auto asked = m_seqs.run(room.number); !asked)
            return asked.error();
        while (m_seqs.next())
            newestFirst.push_back(m_seqs.integer(0));
        if (const auto finished = m_seqs.finish(); !finished)
            return finished.error();
        const qint64 firstSeq = room.firstSeq;
        qint64 lost = 0;
        for (const Range &hole : findHoles(room, newestFirst)) {
            lost += hole.to - hole.from + 1;
            if (const auto filled = fill(room, hole); !filled)
                return filled.error();
        }
        if (const auto forgotten = m_forget.change(room.number, room.firstSeq); !forgotten)
            return forgotten.error();
        const auto updated = m_update.change(room.firstSeq, room.lastSeq, room.number);
        if (!updated)
            return updated.error();
        return lost + room.firstSeq - firstSeq;
    }

private:
    LogResult<void> fill(const SalvagedRoom &room, const Range &hole)
    {
        for (qint64 seq = hole.from; seq <= hole.to; ++seq) {
            const auto filled = m_insert.change(room.number, seq, "lost-" + QByteArray::number(seq),
                m_nowMs, replacement(room, seq, m_nowMs));
            if (!filled)
                return filled;
        }
        return {};
    }

    qint64 m_nowMs;
    SqliteStatement m_seqs;
    SqliteStatement m_insert;
    SqliteStatement m_forget;
    SqliteStatement m_update;
};

LogResult<Salvage> repairRooms(SqliteConnection &target, qint64 nowMs)
{
    const auto rooms = salvagedRooms(target);
    if (!rooms)
        return rooms.error();
    Salvage result;
    result.rooms = static_cast<qint64>(rooms->size());
    RoomRepair repair(target, nowMs);
    for (const SalvagedRoom &room : *rooms) {
        const LogResult<qint64> lost = repair.repair(room);
        if (!lost)
            return lost.error();
        result.lost += *lost;
    }
    return result;
}

} // namespace

LogResult<Salvage> salvage(const QString &damagedFile, SqliteConnection &target, qint64 nowMs)
{
    const auto damaged = SqliteConnection::open(damagedFile, SqliteConnection::Access::ReadOnly);
    // An empty file has nothing, and SQLite would delete the log beside it.
    if (!damaged || QFileInfo(damagedFile).size() == 0)
        return Salvage{};
    // Otherwise SQLite refuses every page of a file that is shorter than its header says.
    (*damaged)->run(QStringLiteral("PRAGMA writable_schema = ON"));
    auto transaction = SqliteTransaction::begin(target);
    if (!transaction)
        return transaction.error();
    if (const auto copied = copyTables(**damaged, target); !copied)
        return copied.error();
    const auto entries = target.value(QStringLiteral("SELECT count(*) FROM entries"));
    if (!entries)
        return entries.error();
    if (const auto restored = restoreLostRooms(target); !restored)
        return restored.error();
    LogResult<Salvage> result = repairRooms(target, nowMs);
    if (!result)
        return result;
    result->entries = entries->toLongLong();
    if (const auto committed = (*transaction)->commit(); !committed)
        return committed.error();
    return result;
}

} // namespace server
