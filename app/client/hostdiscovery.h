#pragma once

#include "app/client/foundhosts.h"
#include "stomp/chat/beacon.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUdpSocket>

#include <vector>

namespace app {

// Listens for servers that announce themselves, on every network of this machine while it is
// started. UI thread.
class HostDiscovery : public QObject {
    Q_OBJECT

public:
    explicit HostDiscovery(chat::AnnouncementPlace place = {}, QObject *parent = nullptr);

    void start();
    void stop(); // and forgets

    std::vector<FoundHost> hosts() const { return m_hosts.hosts(); }
    bool isCrowded() const;
    // Another program has the port, so nothing can be heard.
    bool isDeaf() const { return m_timer.isActive() && !isListening(); }

Q_SIGNALS:
    void hostsChanged(); // a few times a second at most

private:
    bool isListening() const { return m_socket.state() == QAbstractSocket::BoundState; }
    void tick();
    void listen();
    void read();

    chat::AnnouncementPlace m_place;
    QUdpSocket m_socket;
    QSet<int> m_joined; // indexes of interfaces
    QTimer m_timer;
    QTimer m_telling;
    QElapsedTimer m_clock;
    FoundHosts m_hosts;
};

} // namespace app
