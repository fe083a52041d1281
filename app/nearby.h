#pragma once

#include "app/client/hostdiscovery.h"
#include "app/client/serverprobe.h"

#include <QObject>

namespace app {

class StartPage;

// What the start page shows of servers that one has not joined: those that announce themselves on
// the network, and whether those joined lately are there; only while somebody looks. UI thread.
class Nearby : public QObject {
    Q_OBJECT

public:
    // The page outlives it.
    Nearby(StartPage *page, const chat::AnnouncementPlace &place, QObject *parent = nullptr);

private:
    void setWatching(bool isWatching);
    void showHosts();

    StartPage *m_page;
    HostDiscovery m_discovery;
    ServerProbe m_probe;
};

} // namespace app
