#include "server/net/addresscap.h"

#include <algorithm>

namespace server {

QHostAddress countedAs(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    Q_IPV6ADDR network = address.toIPv6Address();
    std::fill(network.c + 8, network.c + 16, quint8(0));
    return QHostAddress(network);
}

// Nobody waits for what is given back: it is looked at when somebody comes.
AddressCap::AddressCap(int most, bool countsLoopback)
    : m_most(most)
    , m_countsLoopback(countsLoopback)
    , m_returned(std::make_shared<Returned>([] {}))
{
}

std::optional<AddressSlot> AddressCap::admit(const QHostAddress &address)
{
    if (m_most == 0 || (address.isLoopback() && !m_countsLoopback))
        return AddressSlot();
    takeReturned();
    const QHostAddress key = countedAs(address);
    int &count = m_counts[key];
    if (count >= m_most)
        return std::nullopt;
    ++count;
    return AddressSlot(this, [returned = m_returned, key](const void *) { returned->push(key); });
}

void AddressCap::takeReturned()
{
    for (const QHostAddress &key : m_returned->take()) {
        const auto found = m_counts.find(key);
        if (found != m_counts.end() && --*found == 0)
            m_counts.erase(found);
    }
}

} // namespace server
