#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// The destinations of Maru's chat, shared by both sides.
namespace chat {

// 1 to 64 characters of A-Z a-z 0-9 . _ ~ -, other than "." and "..".
bool isValidRoomId(QByteArrayView room);

// The two prefixes a server announces in CONNECTED.
struct Prefixes {
    QByteArray application = "/publish";
    QByteArray broker = "/subscribe";

    friend bool operator==(const Prefixes &, const Prefixes &) = default;
};

// Makes the destinations of a server from its prefixes.
class Destinations {
public:
    explicit Destinations(Prefixes prefixes = {});

    // SEND here.
    QByteArray say(QByteArrayView room) const;
    QByteArray edit(QByteArrayView room) const;
    QByteArray remove(QByteArrayView room) const; // …/delete
    QByteArray react(QByteArrayView room) const;
    QByteArray pin(QByteArrayView room) const;
    QByteArray typing(QByteArrayView room) const;
    QByteArray read(QByteArrayView room) const;
    QByteArray removePerson(QByteArrayView room) const; // …/remove
    QByteArray changeRoom() const;
    QByteArray presence() const;

    // SUBSCRIBE here for one reply.
    QByteArray history(QByteArrayView room) const;
    QByteArray memberList(QByteArrayView room) const;
    QByteArray roomList() const;
    QByteArray search() const;

    // SUBSCRIBE here for a live stream.
    QByteArray room(QByteArrayView room) const;
    QByteArray roomTyping(QByteArrayView room) const;
    QByteArray roomMembers(QByteArrayView room) const;
    QByteArray rooms() const;

    const Prefixes &prefixes() const { return m_prefixes; }

private:
    QByteArray application(QByteArrayView room, const char *action) const;
    QByteArray broker(QByteArrayView room, const char *stream) const;

    Prefixes m_prefixes;
};

inline constexpr char errorsDestination[] = "/user/queue/errors";
inline constexpr char repliesDestination[] = "/user/queue/replies";
inline constexpr char readDestination[] = "/user/queue/read";

} // namespace chat
