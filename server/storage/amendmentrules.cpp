#include "server/storage/amendmentrules.h"

#include "stomp/chat/payloads.h"

#include <algorithm>
#include <set>

namespace server {

namespace {

using Answer = std::optional<LogResult<Appended>>;

// It is as it is wanted: nothing is written, and the sender is content.
Answer alreadySo()
{
    return Appended{0, {}, true};
}

Answer refused(const char *code, const QString &detail)
{
    return LogResult<Appended>(LogError{code, detail});
}

Answer isDeletedAnswer()
{
    return refused("message-deleted", QStringLiteral("The message was deleted."));
}

Answer judgeEdit(const Amendment &edit, const chat::Entry &message)
{
    if (edit.person != message.author.id)
        return refused("not-allowed", QStringLiteral("Only its author edits a message."));
    return message.isDeleted ? isDeletedAnswer() : std::nullopt;
}

Answer judgeDelete(const Amendment &deletion, const chat::Entry &message)
{
    if (deletion.person != message.author.id && !deletion.mayAll)
        return refused("not-allowed",
            QStringLiteral("Only its author, the room's creator and the host delete a message."));
    return message.isDeleted ? alreadySo() : std::nullopt;
}

Answer judgeReaction(
    const Amendment &reaction, const chat::Entry &message, const AmendedMessage &known)
{
    std::set<QString> kinds;
    const StandingAmendment *own = nullptr;
    for (const StandingAmendment &other : known.standing) {
        if (other.kind != Amendment::Kind::Reaction)
            continue;
        kinds.insert(other.emoji);
        if (other.person == reaction.person && other.emoji == reaction.emoji)
            own = &other;
    }
    if (reaction.on == (own != nullptr))
        return alreadySo();
    if (!reaction.on)
        return std::nullopt;
    if (message.isDeleted)
        return isDeletedAnswer();
    if (kinds.size() >= maximumReactionKinds && !kinds.contains(reaction.emoji))
        return refused("too-many-reactions",
            QStringLiteral("A message has at most %1 different reactions.")
                .arg(maximumReactionKinds));
    return std::nullopt;
}

Answer judgePin(const Amendment &pin, const chat::Entry &message, const AmendedMessage &known)
{
    if (!pin.mayAll)
        return refused(
            "not-allowed", QStringLiteral("Only the room's creator and the host pin messages."));
    const bool isPinned = std::any_of(known.standing.begin(), known.standing.end(),
        [](const StandingAmendment &other) { return other.kind == Amendment::Kind::Pin; });
    if (pin.on == isPinned)
        return alreadySo();
    if (!pin.on)
        return std::nullopt;
    if (message.isDeleted)
        return isDeletedAnswer();
    if (known.pins >= maximumPins)
        return refused("too-many-pins",
            QStringLiteral("A room has at most %1 pinned messages.").arg(maximumPins));
    return std::nullopt;
}

} // namespace

std::optional<LogResult<Appended>> answerWithoutWriting(
    const Amendment &amendment, const std::optional<AmendedMessage> &known)
{
    if (!known)
        return LogResult<Appended>(noSuchMessage(amendment.message));
    const stomp::Result<chat::Entry> message = chat::parseEntry(known->payload);
    if (!message || message->type != chat::EntryType::Message)
        return LogResult<Appended>(noSuchMessage(amendment.message));
    switch (amendment.kind) {
    case Amendment::Kind::Edit:
        return judgeEdit(amendment, *message);
    case Amendment::Kind::Delete:
        return judgeDelete(amendment, *message);
    case Amendment::Kind::Reaction:
        return judgeReaction(amendment, *message, *known);
    case Amendment::Kind::Pin:
        break;
    }
    return judgePin(amendment, *message, *known);
}

bool isMessage(const QByteArray &payload)
{
    const stomp::Result<chat::Entry> entry = chat::parseEntry(payload);
    return entry && entry->type == chat::EntryType::Message;
}

LogError noSuchMessage(const QByteArray &id)
{
    return {"no-such-message",
        QStringLiteral("There is no message \"%1\" in this room.").arg(QString::fromUtf8(id))};
}

} // namespace server
