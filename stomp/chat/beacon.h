#pragma once

#include "stomp/chat/announcement.h"

#include <QNetworkInterface>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>

#include <functional>
#include <optional>
#include <vector>

namespace chat {

// The interfaces of this machine that announcements go through: every one that is up and knows
// multicast, and loopback.
std::vector<QNetworkInterface> announcementInterfaces();

// Where announcements go and are heard: a group that routers do not pass on (RFC 2365).
struct AnnouncementPlace {
    QHostAddress group{QStringLiteral("239.255.76.66")};
    quint16 port = 7666;
    std::function<std::vector<QNetworkInterface>()> interfaces = announcementInterfaces;
};

// Announces a server on every network of this machine, again and again until stop(), and then its
// end. Networks may come and go. On the thread that made it.
class Beacon : public QObject {
    Q_OBJECT

public:
    explicit Beacon(AnnouncementPlace place = {}, QObject *parent = nullptr);
    ~Beacon() override; // stops

    // `bound` is what the server listens at: with one address only its network is told. The id is
    // made here.
    void start(const Announcement &announcement, const QHostAddress &bound);
    bool isRunning() const { return m_announcement.has_value(); }
    void setPeople(int people);
    void stop();

private:
    void announce();
    bool isServedBy(const QNetworkInterface &card) const;

    AnnouncementPlace m_place;
    QUdpSocket m_socket;
    QTimer m_timer;
    QHostAddress m_bound;
    std::optional<Announcement> m_announcement;
};

} // namespace chat
