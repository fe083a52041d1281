#include "app/nearby.h"

#include "app/views/startpage.h"

namespace app {

Nearby::Nearby(StartPage *page, const chat::AnnouncementPlace &place, QObject *parent)
    : QObject(parent)
    , m_page(page)
    , m_discovery(place)
{
    connect(page, &StartPage::shownChanged, this, &Nearby::setWatching);
    connect(page, &StartPage::recentServersChanged, this,
        [this] { m_probe.setServers(m_page->recentUrls()); });
    connect(&m_probe, &ServerProbe::stateChanged, this,
        [this](const QUrl &url) { m_page->setServerState(url, m_probe.state(url)); });
    connect(&m_discovery, &HostDiscovery::hostsChanged, this, &Nearby::showHosts);
}

void Nearby::setWatching(bool isWatching)
{
    isWatching ? m_discovery.start() : m_discovery.stop();
    isWatching ? m_probe.start() : m_probe.stop();
    showHosts();
}

void Nearby::showHosts()
{
    if (m_discovery.isDeaf()) {
        m_page->setDeaf();
    } else {
        m_page->setFoundHosts(m_discovery.hosts(), m_discovery.isCrowded());
    }
}

} // namespace app
