#include "stomp/chat/destinations.h"

#include <algorithm>
#include <utility>

namespace chat {

namespace {

constexpr qsizetype longestRoomId = 64;

bool isRoomIdCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.'
        || c == '_' || c == '~' || c == '-';
}

QByteArray joined(const QByteArray &prefix, QByteArrayView room, QByteArrayView rest)
{
    constexpr QByteArrayView chat = "/chat/";
    QByteArray destination;
    destination.reserve(prefix.size() + chat.size() + room.size() + rest.size());
    return destination.append(prefix).append(chat).append(room).append(rest);
}

} // namespace

bool isValidRoomId(QByteArrayView room)
{
    return !room.isEmpty() && room.size() <= longestRoomId && room != QByteArrayView(".")
        && room != QByteArrayView("..") && std::all_of(room.begin(), room.end(), isRoomIdCharacter);
}

Destinations::Destinations(Prefixes prefixes)
    : m_prefixes(std::move(prefixes))
{
}

QByteArray Destinations::say(QByteArrayView room) const
{
    return application(room, "");
}

QByteArray Destinations::edit(QByteArrayView room) const
{
    return application(room, "/edit");
}

QByteArray Destinations::remove(QByteArrayView room) const
{
    return application(room, "/delete");
}

QByteArray Destinations::react(QByteArrayView room) const
{
    return application(room, "/react");
}

QByteArray Destinations::pin(QByteArrayView room) const
{
    return application(room, "/pin");
}

QByteArray Destinations::typing(QByteArrayView room) const
{
    return application(room, "/typing");
}

QByteArray Destinations::read(QByteArrayView room) const
{
    return application(room, "/read");
}

QByteArray Destinations::removePerson(QByteArrayView room) const
{
    return application(room, "/remove");
}

QByteArray Destinations::changeRoom() const
{
    return m_prefixes.application + "/rooms";
}

QByteArray Destinations::presence() const
{
    return m_prefixes.application + "/presence";
}

QByteArray Destinations::history(QByteArrayView room) const
{
    return application(room, "/history");
}

QByteArray Destinations::memberList(QByteArrayView room) const
{
    return application(room, "/members");
}

QByteArray Destinations::roomList() const
{
    return m_prefixes.application + "/rooms";
}

QByteArray Destinations::search() const
{
    return m_prefixes.application + "/search";
}

QByteArray Destinations::room(QByteArrayView room) const
{
    return broker(room, "");
}

QByteArray Destinations::roomTyping(QByteArrayView room) const
{
    return broker(room, "/typing");
}

QByteArray Destinations::roomMembers(QByteArrayView room) const
{
    return broker(room, "/members");
}

QByteArray Destinations::rooms() const
{
    return m_prefixes.broker + "/rooms";
}

QByteArray Destinations::application(QByteArrayView room, const char *action) const
{
    return joined(m_prefixes.application, room, action);
}

QByteArray Destinations::broker(QByteArrayView room, const char *stream) const
{
    return joined(m_prefixes.broker, room, stream);
}

} // namespace chat
