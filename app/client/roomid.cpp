#include "app/client/roomid.h"

#include <QRandomGenerator>

#include <algorithm>

namespace app {

namespace {

constexpr qsizetype longestSlug = 48; // leaves place for a suffix

bool isAsciiLetterOrNumber(QChar c)
{
    return c.unicode() < 128 && c.isLetterOrNumber();
}

// Empty when the name has letters other than ASCII, or none at all.
QByteArray slug(const QString &name)
{
    QByteArray result;
    for (const QChar c : name.toLower()) {
        if (isAsciiLetterOrNumber(c))
            result += static_cast<char>(c.unicode());
        else if (c.isLetterOrNumber() || c.isSurrogate())
            return {};
        else if (!result.isEmpty() && !result.endsWith('-'))
            result += '-';
    }
    result.truncate(longestSlug);
    while (result.endsWith('-'))
        result.chop(1);
    return result;
}

QByteArray randomId()
{
    constexpr char letters[] = "abcdefghijkmnpqrstuvwxyz23456789"; // none that look alike
    QByteArray result = "room-";
    for (int i = 0; i < 10; ++i)
        result += letters[QRandomGenerator::system()->bounded(32)];
    return result;
}

} // namespace

QByteArray makeRoomId(const QString &name, const std::vector<QByteArray> &taken)
{
    const QByteArray base = slug(name);
    QByteArray id = base.isEmpty() ? randomId() : base;
    for (int number = 2; std::find(taken.begin(), taken.end(), id) != taken.end(); ++number)
        id = base.isEmpty() ? randomId() : base + '-' + QByteArray::number(number);
    return id;
}

} // namespace app
