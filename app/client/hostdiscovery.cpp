#include "app/client/hostdiscovery.h"

#include <QNetworkDatagram>

#include <utility>

namespace app {

static constexpr int tickInterval = 1000; // milliseconds
static constexpr int tellInterval = 150;

HostDiscovery::HostDiscovery(chat::AnnouncementPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
{
    m_clock.start();
    m_timer.setInterval(tickInterval);
    m_telling.setInterval(tellInterval);
    m_telling.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HostDiscovery::tick);
    connect(&m_telling, &QTimer::timeout, this, &HostDiscovery::hostsChanged);
    connect(&m_socket, &QUdpSocket::readyRead, this, &HostDiscovery::read);
}

void HostDiscovery::start()
{
    if (m_timer.isActive())
        return;
    m_timer.start();
    listen();
}

void HostDiscovery::stop()
{
    m_timer.stop();
    m_telling.stop();
    m_socket.close();
    m_joined.clear();
    m_hosts.clear();
}

bool HostDiscovery::isCrowded() const
{
    return m_hosts.isCrowded(m_clock.elapsed());
}

// Networks come and go, and a port may become free.
void HostDiscovery::listen()
{
    if (!isListening()
        && !m_socket.bind(QHostAddress(QHostAddress::AnyIPv4), m_place.port,
            QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint))
        return;
    QSet<int> present;
    for (const QNetworkInterface &card : m_place.interfaces()) {
        present.insert(card.index());
        if (!m_joined.contains(card.index()) && m_socket.joinMulticastGroup(m_place.group, card))
            m_joined.insert(card.index());
    }
    m_joined.intersect(present); // one that comes back is joined again
}

void HostDiscovery::tick()
{
    listen();
    read(); // what was left over while too much came
    if (m_hosts.forgetOld(m_clock.elapsed()))
        m_telling.start();
}

void HostDiscovery::read()
{
    bool isChanged = false;
    const qint64 now = m_clock.elapsed();
    while (isListening() && m_socket.hasPendingDatagrams() && m_hosts.takesMore(now)) {
        const QNetworkDatagram datagram =
            m_socket.receiveDatagram(chat::largestAnnouncement + 1); // the rest of it is cut off
        QHostAddress sender(datagram.senderAddress().toIPv4Address());
        isChanged = m_hosts.hear(datagram.data(), sender, now) || isChanged;
    }
    if (isChanged && !m_telling.isActive())
        m_telling.start();
}

} // namespace app
