#include "stomp/chat/beacon.h"

#include <QRandomGenerator>
#include <QVariant>

#include <algorithm>
#include <utility>

namespace chat {

std::vector<QNetworkInterface> announcementInterfaces()
{
    std::vector<QNetworkInterface> result;
    const QList<QNetworkInterface> cards = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &card : cards) {
        const auto flags = card.flags();
        if (flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning)
            && (flags.testFlag(QNetworkInterface::CanMulticast)
                || flags.testFlag(QNetworkInterface::IsLoopBack)))
            result.push_back(card);
    }
    return result;
}

Beacon::Beacon(AnnouncementPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
{
    m_timer.setInterval(announcementInterval);
    connect(&m_timer, &QTimer::timeout, this, &Beacon::announce);
}

Beacon::~Beacon()
{
    stop();
}

void Beacon::start(const Announcement &announcement, const QHostAddress &bound)
{
    stop();
    m_announcement = announcement;
    m_announcement->id =
        QByteArray::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, '0');
    m_bound = bound;
    m_socket.bind(QHostAddress(QHostAddress::AnyIPv4), 0);
    m_socket.setSocketOption(QAbstractSocket::MulticastTtlOption, QVariant(1));
    m_socket.setSocketOption(QAbstractSocket::MulticastLoopbackOption, QVariant(1));
    m_timer.start();
    announce();
}

void Beacon::setPeople(int people)
{
    if (m_announcement)
        m_announcement->people = people;
}

void Beacon::stop()
{
    if (!m_announcement)
        return;
    m_timer.stop();
    m_announcement->isGoodbye = true;
    announce();
    m_announcement.reset();
    m_socket.close();
}

bool Beacon::isServedBy(const QNetworkInterface &card) const
{
    const QList<QNetworkAddressEntry> entries = card.addressEntries();
    const bool isAny = m_bound == QHostAddress(QHostAddress::Any)
        || m_bound == QHostAddress(QHostAddress::AnyIPv4);
    return std::any_of(entries.begin(), entries.end(), [&](const QNetworkAddressEntry &entry) {
        return entry.ip().protocol() == QHostAddress::IPv4Protocol
            && (isAny || entry.ip() == m_bound);
    });
}

// A network that takes nothing at the moment is tried again with the next one.
void Beacon::announce()
{
    const QByteArray datagram = toDatagram(*m_announcement);
    for (const QNetworkInterface &card : m_place.interfaces()) {
        if (!isServedBy(card))
            continue;
        m_socket.setMulticastInterface(card);
        m_socket.writeDatagram(datagram, m_place.group, m_place.port);
    }
}

} // namespace chat
