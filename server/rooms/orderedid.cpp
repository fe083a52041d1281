#include "server/rooms/orderedid.h"

#include <QRandomGenerator>

namespace server {

namespace {

// As many of the lowest digits as there is room for.
void put(char *end, int digits, quint64 number)
{
    for (; digits > 0; --digits, number >>= 4)
        *--end = "0123456789abcdef"[number & 15];
}

} // namespace

QByteArray orderedId(qint64 nowMs)
{
    constexpr int timeDigits = 12;
    constexpr int randomDigits = 16;
    QByteArray id(timeDigits + randomDigits, Qt::Uninitialized);
    put(id.data() + timeDigits, timeDigits, static_cast<quint64>(nowMs));
    put(id.data() + id.size(), randomDigits, QRandomGenerator::system()->generate64());
    return id;
}

} // namespace server
