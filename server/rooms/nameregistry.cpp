#include "server/rooms/nameregistry.h"

#include "server/rooms/textrules.h"

#include <utility>

namespace server {

namespace {

// "Ann 2", shortened in front of the number where it would be too long.
QString numbered(const QString &name, int number)
{
    const QString suffix = QLatin1Char(' ') + QString::number(number);
    return firstCharacters(name, NameRegistry::longestName - suffix.size()).trimmed() + suffix;
}

// The number a name ends with; 0 when it has none.
int numberOf(const QString &name)
{
    return QStringView(name).mid(name.lastIndexOf(QLatin1Char(' ')) + 1).toInt();
}

} // namespace

QString NameRegistry::claim(const QString &asked, const QByteArray &owner)
{
    if (isFreeFor(asked, owner)) {
        enter({asked, foldedName(asked), 1}, owner);
    } else if (!isNumbered(asked, owner)) {
        const QString base = foldedName(asked);
        const int number = takeNumber(asked, base, owner);
        enter({numbered(asked, number), base, number}, owner);
    }
    return m_claims.at(owner).name;
}

void NameRegistry::restore(const QString &name, const QByteArray &owner)
{
    enter({name, foldedName(name), 1}, owner);
}

void NameRegistry::release(const QByteArray &owner)
{
    const auto claim = m_claims.find(owner);
    if (claim == m_claims.end())
        return;
    if (claim->second.number > 1) {
        const auto numbers = m_numbers.find(claim->second.base);
        numbers->second.returned.insert(claim->second.number);
        if (numbers->second.returned.size() + 2 == static_cast<std::size_t>(numbers->second.next))
            m_numbers.erase(numbers);
    }
    m_owners.erase(foldedName(claim->second.name));
    m_claims.erase(claim);
}

std::optional<QByteArray> NameRegistry::ownerOf(const QString &name) const
{
    const auto owner = m_owners.find(foldedName(name));
    return owner == m_owners.end() ? std::nullopt : std::optional(owner->second);
}

std::optional<QString> NameRegistry::nameOf(const QByteArray &owner) const
{
    const auto claim = m_claims.find(owner);
    if (claim == m_claims.end())
        return std::nullopt;
    return claim->second.name;
}

bool NameRegistry::isFreeFor(const QString &name, const QByteArray &owner) const
{
    const auto other = m_owners.find(foldedName(name));
    return other == m_owners.end() || other->second == owner;
}

// Whether the owner has this name with a number already.
bool NameRegistry::isNumbered(const QString &asked, const QByteArray &owner) const
{
    const auto name = nameOf(owner);
    const int number = name ? numberOf(*name) : 0;
    return number > 1 && foldedName(numbered(asked, number)) == foldedName(*name);
}

int NameRegistry::takeNumber(const QString &asked, const QString &base, const QByteArray &owner)
{
    Numbers &numbers = m_numbers[base];
    for (auto number = numbers.returned.begin(); number != numbers.returned.end(); ++number) {
        if (isFreeFor(numbered(asked, *number), owner)) {
            const int taken = *number;
            numbers.returned.erase(number);
            return taken;
        }
    }
    while (!isFreeFor(numbered(asked, numbers.next), owner))
        ++numbers.next;
    return numbers.next++;
}

void NameRegistry::enter(Claim claim, const QByteArray &owner)
{
    release(owner);
    m_owners[foldedName(claim.name)] = owner;
    m_claims[owner] = std::move(claim);
}

} // namespace server
