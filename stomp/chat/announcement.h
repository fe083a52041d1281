#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QString>
#include <QUrl>

#include <optional>

// How a server tells the local network of itself: by datagrams that anybody may send, so what they
// say is a claim (PROTOCOL.md, Being found). Both sides use these.
namespace chat {

struct Announcement {
    QByteArray id; // made anew by each run of a server: the same on all of its networks
    QString name;
    QByteArray path = "/ws-connect";
    quint16 port = 0;
    int people = 0;
    bool asksPasscode = false;
    bool isTls = false;
    bool isGoodbye = false; // the server ends

    friend bool operator==(const Announcement &, const Announcement &) = default;
};

inline constexpr qsizetype largestAnnouncement = 1024; // bytes
inline constexpr qsizetype longestServerName = 64; // characters
inline constexpr int announcementInterval = 2'000; // milliseconds
inline constexpr qint64 announcementLifetime = 7'000; // not heard again for so long: gone

// One line without what could be mistaken for something else: control characters and marks that
// turn the direction of writing; cut to its length.
QString cleanServerName(const QString &name);

QByteArray toDatagram(const Announcement &announcement);
// Nothing when anything in it is not as it must be.
std::optional<Announcement> announcementFrom(QByteArrayView datagram);

// The server is where the datagram came from; what it says cannot lead anywhere else.
QUrl urlOf(const Announcement &announcement, const QHostAddress &sender);

} // namespace chat
