#include "app/client/outboxdatabase.h"

#include <QUuid>
#include <QVariant>

#include <algorithm>

namespace app {

namespace {

const Database::Schema &schema()
{
    static const Database::Schema versions{
        {
            QStringLiteral(
                "CREATE TABLE message (position INTEGER PRIMARY KEY AUTOINCREMENT, "
                "key BLOB NOT NULL UNIQUE, room BLOB NOT NULL, kind INTEGER NOT NULL, "
                "text TEXT NOT NULL, reply_to BLOB NOT NULL, target BLOB NOT NULL, "
                "emoji TEXT NOT NULL, is_on INTEGER NOT NULL, written_at INTEGER NOT NULL, "
                "failure_code BLOB NOT NULL, failure_detail TEXT NOT NULL)"),
            QStringLiteral("CREATE TABLE draft (room BLOB PRIMARY KEY, text TEXT NOT NULL)"),
        },
        {QStringLiteral("CREATE TABLE reply_draft (room BLOB NOT NULL, reply_to BLOB NOT NULL, "
                        "text TEXT NOT NULL, PRIMARY KEY (room, reply_to)) WITHOUT ROWID")},
    };
    return versions;
}

QString selection(const char *order)
{
    return QStringLiteral("SELECT key, room, kind, text, reply_to, target, emoji, is_on, "
                          "written_at, failure_code, failure_detail, position "
                          "FROM message ORDER BY position ")
        + QString::fromLatin1(order);
}

QByteArray blob(const QByteArray &value)
{
    return value.isNull() ? QByteArray("") : value; // a null one would be NULL
}

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

OutboxMessage messageOf(const QSqlQuery &row)
{
    OutboxMessage message;
    message.key = row.value(0).toByteArray();
    message.room = row.value(1).toByteArray();
    const int lastKind = static_cast<int>(OutboxMessage::Kind::Pin);
    message.kind = static_cast<OutboxMessage::Kind>(std::clamp(row.value(2).toInt(), 0, lastKind));
    message.text = row.value(3).toString();
    message.replyTo = row.value(4).toByteArray();
    message.target = row.value(5).toByteArray();
    message.emoji = row.value(6).toString();
    message.on = row.value(7).toBool();
    message.writtenAt = row.value(8).toLongLong();
    message.failure = {row.value(9).toByteArray(), row.value(10).toString()};
    message.state = message.failure.code.isEmpty() ? OutboxMessage::State::Queued
                                                   : OutboxMessage::State::Failed;
    return message;
}

bool isWhole(const OutboxMessage &message)
{
    return !message.key.isEmpty() && !message.room.isEmpty();
}

void readDrafts(Database &database, std::map<QByteArray, Drafts> &drafts)
{
    database.read(
        QStringLiteral("SELECT room, text FROM draft"), {}, [&drafts](const QSqlQuery &row) {
            drafts[row.value(0).toByteArray()][{}] = row.value(1).toString();
        });
    database.read(QStringLiteral("SELECT room, reply_to, text FROM reply_draft"), {},
        [&drafts](const QSqlQuery &row) {
            drafts[row.value(0).toByteArray()][row.value(1).toByteArray()] =
                row.value(2).toString();
        });
}

} // namespace

OutboxDatabase::OutboxDatabase(const QString &file)
    : m_database(file, Database::Durability::EachCommit, schema())
{
}

bool OutboxDatabase::load(Content &content)
{
    readDrafts(m_database, content.drafts);
    return m_database.read(selection("ASC"), {}, [&content](const QSqlQuery &row) {
        if (OutboxMessage message = messageOf(row); isWhole(message))
            content.messages.push_back(std::move(message));
    });
}

bool OutboxDatabase::put(const OutboxMessage &message, const QByteArray &replaces)
{
    if (!replaces.isEmpty()
        && !m_database.change(
            QStringLiteral("UPDATE message SET key = ? WHERE key = ?"), {message.key, replaces}))
        return false;
    const bool isFailed = message.state == OutboxMessage::State::Failed;
    return m_database.change(
        QStringLiteral(
            "INSERT INTO message (key, room, kind, text, reply_to, target, emoji, is_on, "
            "written_at, failure_code, failure_detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET text = excluded.text, "
            "written_at = excluded.written_at, failure_code = excluded.failure_code, "
            "failure_detail = excluded.failure_detail"),
        {message.key, message.room, static_cast<int>(message.kind), text(message.text),
            blob(message.replyTo), blob(message.target), text(message.emoji), message.on,
            message.writtenAt, isFailed ? blob(message.failure.code) : QByteArray(""),
            isFailed ? text(message.failure.detail) : QStringLiteral("")});
}

bool OutboxDatabase::remove(const QByteArray &key)
{
    return m_database.change(QStringLiteral("DELETE FROM message WHERE key = ?"), {key});
}

bool OutboxDatabase::putDraft(
    const QByteArray &room, const QString &draft, const QByteArray &replyTo)
{
    if (!replyTo.isEmpty())
        return draft.isEmpty()
            ? m_database.change(
                QStringLiteral("DELETE FROM reply_draft WHERE room = ? AND reply_to = ?"),
                {room, replyTo})
            : m_database.change(QStringLiteral("INSERT OR REPLACE INTO reply_draft "
                                               "(room, reply_to, text) VALUES (?, ?, ?)"),
                {room, replyTo, draft});
    if (draft.isEmpty())
        return m_database.change(QStringLiteral("DELETE FROM draft WHERE room = ?"), {room});
    return m_database.change(
        QStringLiteral("INSERT INTO draft (room, text) VALUES (?, ?) "
                       "ON CONFLICT (room) DO UPDATE SET text = excluded.text"),
        {room, draft});
}

bool OutboxDatabase::putAll(const Content &content)
{
    bool isPut = m_database.begin();
    for (const OutboxMessage &message : content.messages)
        isPut = isPut && put(message);
    for (const auto &[room, drafts] : content.drafts) {
        for (const auto &[replyTo, draft] : drafts)
            isPut = isPut && putDraft(room, draft, replyTo);
    }
    isPut = isPut && m_database.commit();
    if (!isPut)
        m_database.rollBack();
    return isPut;
}

// From both ends towards what cannot be read.
OutboxDatabase::Content OutboxDatabase::salvage(const QString &file)
{
    std::map<qint64, OutboxMessage> messages; // by position
    Content content;
    Database database(file);
    for (const char *order : {"ASC", "DESC"}) {
        database.read(selection(order), {}, [&messages](const QSqlQuery &row) {
            if (OutboxMessage message = messageOf(row); isWhole(message))
                messages.insert_or_assign(row.value(11).toLongLong(), std::move(message));
        });
    }
    for (auto &[position, message] : messages)
        content.messages.push_back(std::move(message));
    readDrafts(database, content.drafts);
    return content;
}

} // namespace app
