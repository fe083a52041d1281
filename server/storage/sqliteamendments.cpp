#include "server/storage/sqliteamendments.h"

#include "stomp/chat/payloads.h"

#include <array>
#include <utility>
#include <vector>

namespace server {

namespace {

// As the tables have them; never changed.
enum StoredKind : qint64 { storedEdit = 0, storedReaction = 2, storedPin = 3 };

StoredKind storedKind(Amendment::Kind kind)
{
    switch (kind) {
    case Amendment::Kind::Reaction:
        return storedReaction;
    case Amendment::Kind::Pin:
        return storedPin;
    default:
        return storedEdit;
    }
}

} // namespace

SqliteAmendments::SqliteAmendments(const SqliteConnection &connection)
    : m_findEntry(
        connection, QStringLiteral("SELECT seq, payload FROM entries WHERE room = ? AND id = ?"))
    , m_standing(connection,
          QStringLiteral("SELECT kind, seq, person, emoji FROM amendments "
                         "WHERE room = ? AND message = ? AND kind >= 2 ORDER BY seq"))
    , m_countPins(
          connection, QStringLiteral("SELECT count(*) FROM amendments WHERE room = ? AND kind = 3"))
    , m_edits(connection,
          QStringLiteral("SELECT entries.seq, entries.payload FROM amendments JOIN entries "
                         "ON entries.room = amendments.room AND entries.seq = amendments.seq "
                         "WHERE amendments.room = ? AND amendments.message = ? "
                         "AND amendments.kind = 0"))
    , m_rewrite(
          connection, QStringLiteral("UPDATE entries SET payload = ? WHERE room = ? AND seq = ?"))
    , m_insert(connection,
          QStringLiteral("INSERT INTO amendments (room, message, kind, seq, person, emoji) "
                         "VALUES (?, ?, ?, ?, ?, ?)"))
    , m_takeBack(connection,
          QStringLiteral("DELETE FROM amendments WHERE room = ? AND message = ? AND kind = ? "
                         "AND person = ? AND emoji = ?"))
    , m_forgetMessage(
          connection, QStringLiteral("DELETE FROM amendments WHERE room = ? AND message = ?"))
    , m_forgetBefore(
          connection, QStringLiteral("DELETE FROM amendments WHERE room = ? AND message < ?"))
{
}

LogResult<void> SqliteAmendments::check(const SqliteConnection &connection) const
{
    const std::array all{&m_findEntry, &m_standing, &m_countPins, &m_edits, &m_rewrite, &m_insert,
        &m_takeBack, &m_forgetMessage, &m_forgetBefore};
    for (const SqliteStatement *statement : all) {
        if (statement->preparationError().isValid())
            return connection.toLogError(statement->preparationError());
    }
    return {};
}

LogResult<SqliteAmendments::Answer> SqliteAmendments::answerFor(
    qint64 room, const AppendEntry &entry)
{
    if (!entry.replyTo.isEmpty()) {
        const auto answered = findEntry(room, entry.replyTo);
        if (!answered)
            return answered.error();
        if (!*answered || !isMessage((*answered)->payload))
            return Answer(noSuchMessage(entry.replyTo));
    }
    if (!entry.amendment)
        return Answer();
    const auto message = findEntry(room, entry.amendment->message);
    if (!message)
        return message.error();
    if (!*message)
        return answerWithoutWriting(*entry.amendment, std::nullopt);
    const LogResult<AmendedMessage> known = amended(room, **message);
    if (!known)
        return known.error();
    return answerWithoutWriting(*entry.amendment, *known);
}

LogResult<void> SqliteAmendments::apply(qint64 room, const Amendment &amendment, qint64 seq)
{
    const auto message = findEntry(room, amendment.message);
    if (!message)
        return message.error();
    if (!*message)
        return {}; // answerFor() has seen it in the same transaction
    const qint64 of = (*message)->seq;
    const qint64 kind = storedKind(amendment.kind);
    const bool isReaction = amendment.kind == Amendment::Kind::Reaction;
    const QByteArray person = isReaction ? amendment.person : QByteArray();
    switch (amendment.kind) {
    case Amendment::Kind::Delete:
        if (const auto withheld = withholdTexts(room, **message); !withheld)
            return withheld;
        return m_forgetMessage.change(room, of);
    case Amendment::Kind::Edit:
        break;
    default:
        if (!amendment.on)
            return m_takeBack.change(room, of, kind, person, amendment.emoji);
    }
    return m_insert.change(room, of, kind, seq, person, amendment.emoji);
}

LogResult<void> SqliteAmendments::forgetBefore(qint64 room, qint64 seq)
{
    return m_forgetBefore.change(room, seq);
}

LogResult<std::optional<SqliteAmendments::Found>> SqliteAmendments::findEntry(
    qint64 room, const QByteArray &id)
{
    if (const auto asked = m_findEntry.run(room, id); !asked)
        return asked.error();
    std::optional<Found> found;
    if (m_findEntry.next())
        found = Found{m_findEntry.integer(0), m_findEntry.bytes(1)};
    if (const auto finished = m_findEntry.finish(); !finished)
        return finished.error();
    return found;
}

LogResult<AmendedMessage> SqliteAmendments::amended(qint64 room, const Found &message)
{
    AmendedMessage known{message.payload, {}, 0};
    if (const auto asked = m_standing.run(room, message.seq); !asked)
        return asked.error();
    while (m_standing.next()) {
        const auto kind =
            m_standing.integer(0) == storedPin ? Amendment::Kind::Pin : Amendment::Kind::Reaction;
        known.standing.push_back(
            {kind, m_standing.integer(1), m_standing.bytes(2), m_standing.text(3)});
    }
    if (const auto finished = m_standing.finish(); !finished)
        return finished.error();
    if (const auto asked = m_countPins.run(room); !asked)
        return asked.error();
    if (m_countPins.next())
        known.pins = m_countPins.integer(0);
    if (const auto finished = m_countPins.finish(); !finished)
        return finished.error();
    return known;
}

LogResult<void> SqliteAmendments::withholdTexts(qint64 room, const Found &message)
{
    std::vector<Found> texts{message};
    if (const auto asked = m_edits.run(room, message.seq); !asked)
        return asked;
    while (m_edits.next())
        texts.push_back({m_edits.integer(0), m_edits.bytes(1)});
    if (const auto finished = m_edits.finish(); !finished)
        return finished;
    for (const Found &text : texts) {
        const auto rewritten = m_rewrite.change(chat::withoutText(text.payload), room, text.seq);
        if (!rewritten)
            return rewritten;
    }
    return {};
}

} // namespace server
