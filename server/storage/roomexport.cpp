#include "server/storage/roomexport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/exportwriter.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteschema.h"
#include "server/storage/sqlitestatement.h"

#include <QFileInfo>
#include <QStringList>

#include <utility>

namespace server {

namespace {

// Reads one room in one moment. What became of its messages is gathered first, into tables of this
// connection alone, which SQLite keeps in files where they are large.
class RoomReader {
public:
    RoomReader(SqliteConnection &database, qint64 room)
        : m_database(database)
        , m_room(room)
    {
    }

    LogResult<void> gather()
    {
        for (const char *sql :
            {"CREATE TEMP TABLE texts (id BLOB PRIMARY KEY, text TEXT, is_deleted INTEGER)",
                "CREATE TEMP TABLE reactions (id BLOB, emoji TEXT, person BLOB, "
                "PRIMARY KEY (id, emoji, person))"}) {
            if (const auto made = m_database.run(QLatin1String(sql)); !made)
                return made;
        }
        SqliteStatement entries(m_database, allEntries());
        if (const auto asked = entries.run(m_room); !asked)
            return asked;
        while (entries.next()) {
            const auto entry = chat::parseEntry(entries.bytes(2));
            if (entry && entry->type != chat::EntryType::Message) {
                if (const auto noted = note(*entry); !noted)
                    return noted;
            }
        }
        return entries.finish();
    }

    template<typename Visit>
    LogResult<void> forEach(const Visit &visit)
    {
        SqliteStatement entries(m_database,
            QStringLiteral(
                "SELECT e.seq, e.id, e.payload, texts.text, ifnull(texts.is_deleted, 0), "
                "(SELECT group_concat(emoji || ' ' || people, '  ') FROM (SELECT emoji, count(*) "
                "AS people FROM reactions WHERE reactions.id = e.id GROUP BY emoji)) "
                "FROM entries AS e LEFT JOIN texts ON texts.id = e.id "
                "WHERE e.room = ? ORDER BY e.seq"));
        SqliteStatement answered(m_database,
            QStringLiteral("SELECT seq, payload FROM entries WHERE room = ? AND id = ?"));
        if (const auto asked = entries.run(m_room); !asked)
            return asked;
        while (entries.next()) {
            ExportedEntry exported = toExported(entries);
            if (exported.entry && !exported.entry->replyTo.isEmpty())
                findAnswered(answered, exported);
            if (const auto done = visit(exported); !done)
                return done;
        }
        return entries.finish();
    }

private:
    static QString allEntries()
    {
        return QStringLiteral("SELECT seq, id, payload FROM entries WHERE room = ? ORDER BY seq");
    }

    LogResult<void> note(const chat::Entry &entry)
    {
        if (entry.type == chat::EntryType::Edit)
            return change(QStringLiteral("INSERT INTO texts VALUES (?, ?, 0) ON CONFLICT (id) "
                                         "DO UPDATE SET text = excluded.text"),
                entry.id, entry.text);
        if (entry.type == chat::EntryType::Delete)
            return change(QStringLiteral("INSERT INTO texts VALUES (?, NULL, 1) ON CONFLICT (id) "
                                         "DO UPDATE SET is_deleted = 1"),
                entry.id);
        if (entry.type == chat::EntryType::Reaction && entry.on)
            return change(QStringLiteral("INSERT OR IGNORE INTO reactions VALUES (?, ?, ?)"),
                entry.id, entry.emoji, entry.author.id);
        if (entry.type == chat::EntryType::Reaction)
            return change(
                QStringLiteral("DELETE FROM reactions WHERE id = ? AND emoji = ? AND person = ?"),
                entry.id, entry.emoji, entry.author.id);
        return {};
    }

    template<typename... Values>
    LogResult<void> change(const QString &sql, const Values &...values)
    {
        SqliteStatement statement(m_database, sql);
        return statement.change(values...);
    }

    static ExportedEntry toExported(const SqliteStatement &row)
    {
        ExportedEntry exported;
        exported.json = chat::withSeq(row.bytes(2), row.integer(0));
        if (const auto entry = chat::parseEntry(exported.json))
            exported.entry = *entry;
        if (!row.isNull(3))
            exported.newText = row.text(3);
        exported.isDeleted = row.integer(4) != 0 || (exported.entry && exported.entry->isDeleted);
        exported.reactions = row.text(5);
        return exported;
    }

    void findAnswered(SqliteStatement &answered, ExportedEntry &exported) const
    {
        if (answered.run(m_room, exported.entry->replyTo) && answered.next()) {
            if (const auto entry = chat::parseEntry(answered.bytes(1))) {
                exported.repliesTo = answered.integer(0);
                exported.repliesToName = entry->author.name;
            }
        }
        answered.finish();
    }

    SqliteConnection &m_database;
    qint64 m_room;
};

LogError unusable(const QString &folder, const QString &why)
{
    return {"folder-unusable",
        QStringLiteral("The data folder %1 cannot be used: %2").arg(folder, why)};
}

LogResult<std::unique_ptr<SqliteConnection>> openForReading(const QString &folder)
{
    const QString file = databaseFile(folder);
    if (!QFileInfo::exists(file))
        return unusable(folder, QStringLiteral("no rooms are kept there"));
    if (schemaVersionOfFile(file) > static_cast<qint64>(schemaMigrations().size()))
        return unusable(folder, schemaTooNew(schemaVersionOfFile(file)).detail);
    auto database = SqliteConnection::open(file, SqliteConnection::Access::ReadOnly);
    if (!database)
        return unusable(folder, database.error().detail);
    return database;
}

struct FoundRoom {
    qint64 number = 0;
    RoomRecord record;
};

LogResult<FoundRoom> findRoom(const SqliteConnection &database, const QByteArray &id)
{
    SqliteStatement find(database,
        QStringLiteral("SELECT room, name, topic, creator, created_at, last_seq FROM rooms "
                       "WHERE id = ?"));
    if (const auto asked = find.run(id); !asked)
        return asked.error();
    if (!find.next())
        return LogError{
            "no-such-room", QStringLiteral("There is no room \"%1\".").arg(QString::fromUtf8(id))};
    FoundRoom room{find.integer(0), {}};
    room.record = {id, find.text(1), find.text(2), find.bytes(3), false, find.integer(4)};
    room.record.lastSeq = find.integer(5);
    if (room.record.name.isEmpty())
        room.record.name = QString::fromUtf8(id);
    return room;
}

LogResult<void> put(QIODevice &target, const QByteArray &bytes)
{
    if (target.write(bytes) == bytes.size())
        return {};
    return LogError{"file-unusable", target.errorString()};
}

} // namespace

std::optional<ExportFormat> exportFormat(QByteArrayView name)
{
    if (name == QByteArrayView("html"))
        return ExportFormat::Html;
    if (name == QByteArrayView("json"))
        return ExportFormat::Json;
    if (name == QByteArrayView("text"))
        return ExportFormat::Text;
    return std::nullopt;
}

std::optional<ExportFormat> exportFormatOf(const QString &file)
{
    const QByteArray ending = QFileInfo(file).suffix().toLower().toUtf8();
    if (ending == "htm")
        return ExportFormat::Html;
    return exportFormat(ending == "txt" ? QByteArray("text") : ending);
}

LogResult<qint64> exportRoom(
    const QString &folder, const QByteArray &id, ExportFormat format, QIODevice &target)
{
    const auto database = openForReading(folder);
    if (!database)
        return database.error();
    if (const auto begun = (*database)->run(QStringLiteral("BEGIN")); !begun)
        return begun.error();
    const LogResult<FoundRoom> room = findRoom(**database, id);
    if (!room)
        return room.error();
    RoomReader reader(**database, room->number);
    if (const auto gathered = reader.gather(); !gathered)
        return gathered.error();
    const std::unique_ptr<ExportWriter> writer = makeExportWriter(format);
    qint64 count = 0;
    LogResult<void> written = put(target, writer->begin(room->record));
    if (written) {
        written = reader.forEach([&](const ExportedEntry &entry) {
            ++count;
            return put(target, writer->entry(entry));
        });
    }
    if (written)
        written = put(target, writer->end());
    if (!written)
        return written.error();
    return count;
}

} // namespace server
