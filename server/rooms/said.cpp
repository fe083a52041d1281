#include "server/rooms/said.h"

#include "server/rooms/textrules.h"

#include <QCryptographicHash>

#include <utility>

namespace server {

namespace {

constexpr qsizetype longestKey = 64; // characters

// A guest is another person in each connection; what is sent again after a cut must still be known.
// The colon keeps logins and ids apart.
QByteArray keyOwner(const Caller &caller)
{
    return caller.isGuest ? "guest:" + caller.login : caller.person;
}

Effects onlyIfRepeated(const QByteArray &room, LogResult<Appended> otherwise, const Said &said)
{
    Append question;
    question.entry.room = room;
    question.entry.unlessRepeated = std::move(otherwise);
    sign(question.entry, said);
    return {question};
}

} // namespace

bool fromSegment(QByteArrayView text, ShortText &key)
{
    key.value = text.toByteArray();
    if (text.isEmpty() || !text.isValidUtf8())
        return false;
    const QString characters = QString::fromUtf8(text);
    return characterCount(characters) <= longestKey && !hasForbiddenNameCharacters(characters);
}

void sign(AppendEntry &entry, const Said &said)
{
    entry.author = keyOwner(said.caller);
    if (!said.key)
        return;
    entry.idempotencyKey = said.key->value;
    entry.contentHash = QCryptographicHash::hash(said.content, QCryptographicHash::Sha256);
}

Effects refused(const QByteArray &room, Problem problem, const Said &said)
{
    if (!said.key)
        return {Fail{std::move(problem)}};
    return onlyIfRepeated(room, LogError{problem.code, problem.detail}, said);
}

Effects alreadySo(const QByteArray &room, const Said &said)
{
    return said.key ? onlyIfRepeated(room, Appended{0, {}, true}, said) : Effects();
}

} // namespace server
