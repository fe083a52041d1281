#include "server/rooms/persondirectory.h"

#include "server/rooms/textrules.h"

#include <QCryptographicHash>

#include <utility>

namespace server {

namespace {

constexpr qsizetype personIdBytes = 16;

QString defaultName()
{
    return QStringLiteral("Guest");
}

Problem badName(const QString &detail)
{
    return Problem{"bad-name", detail};
}

} // namespace

PersonDirectory::PersonDirectory(
    const std::vector<PersonRecord> &known, std::function<QByteArray()> makeId)
    : m_makeId(std::move(makeId))
{
    for (const PersonRecord &record : known)
        m_names.restore(record.name, record.id);
}

QByteArray PersonDirectory::personId(const QByteArray &personHash)
{
    return QCryptographicHash::hash(personHash, QCryptographicHash::Sha256)
        .first(personIdBytes)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

stomp::BasicResult<QString, Problem> PersonDirectory::nameFromLogin(const QByteArray &login)
{
    if (!QByteArrayView(login).isValidUtf8())
        return badName(QStringLiteral("The name is not valid UTF-8."));
    const QString name =
        QString::fromUtf8(login).trimmed().normalized(QString::NormalizationForm_C);
    if (name.isEmpty())
        return name;
    if (hasForbiddenNameCharacters(name))
        return badName(QStringLiteral("The name has characters that cannot be shown."));
    if (foldedName(name).isEmpty())
        return badName(QStringLiteral("The name has no visible character."));
    if (characterCount(name) > NameRegistry::longestName)
        return badName(QStringLiteral("The name is longer than %1 characters.")
                           .arg(NameRegistry::longestName));
    return name;
}

stomp::BasicResult<PersonDirectory::Arrival, Problem> PersonDirectory::arrive(
    const QByteArray &login, const QByteArray &personHash, qint64 nowMs)
{
    const auto asked = nameFromLogin(login);
    if (!asked)
        return asked.error();
    return personHash.isEmpty() ? guestArrives(*asked) : personArrives(*asked, personHash, nowMs);
}

PersonDirectory::Arrival PersonDirectory::guestArrives(const QString &asked)
{
    Arrival arrival;
    arrival.person = "guest-" + m_makeId();
    arrival.name = m_names.claim(asked.isEmpty() ? defaultName() : asked, arrival.person);
    return arrival;
}

// Who gives no name keeps the one from before.
PersonDirectory::Arrival PersonDirectory::personArrives(
    const QString &asked, const QByteArray &personHash, qint64 nowMs)
{
    Arrival arrival;
    arrival.isGuest = false;
    arrival.person = personId(personHash);
    const auto before = m_names.nameOf(arrival.person);
    if (asked.isEmpty() && before)
        arrival.name = *before;
    else
        arrival.name = m_names.claim(asked.isEmpty() ? defaultName() : asked, arrival.person);
    arrival.isNew = !before;
    arrival.isRenamed = before && *before != arrival.name;
    arrival.record = PersonRecord{arrival.person, personHash, arrival.name, nowMs};
    return arrival;
}

void PersonDirectory::guestLeft(const QByteArray &person)
{
    m_names.release(person);
}

QString PersonDirectory::nameOf(const QByteArray &person) const
{
    return m_names.nameOf(person).value_or(QString());
}

} // namespace server
