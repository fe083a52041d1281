#include "app/client/foundhosts.h"

#include <algorithm>
#include <iterator>

namespace app {

bool FoundHosts::takesMore(qint64 now)
{
    constexpr qint64 second = 1000;
    if (now / second != m_second) {
        m_second = now / second;
        m_inThisSecond = 0;
    }
    return ++m_inThisSecond <= mostInASecond;
}

// The same run of a server, or, without its id, another one at the same address and port.
std::vector<FoundHosts::Known>::iterator FoundHosts::find(
    const chat::Announcement &announcement, const QHostAddress &sender)
{
    const auto isSame = [&](const Known &known) {
        return known.id == announcement.id
            || (known.sender == sender && known.host.url.port() == announcement.port);
    };
    return std::find_if(m_known.begin(), m_known.end(), isSame);
}

bool FoundHosts::hasRoomFor(const QHostAddress &sender) const
{
    const auto ofSender = std::count_if(m_known.begin(), m_known.end(),
        [&sender](const Known &known) { return known.sender == sender; });
    return m_known.size() < most && static_cast<std::size_t>(ofSender) < mostOfOneAddress;
}

// Only the address that announced a server ends it.
bool FoundHosts::forget(const chat::Announcement &announcement, const QHostAddress &sender)
{
    return std::erase_if(m_known, [&](const Known &known) {
        return known.id == announcement.id && known.sender == sender;
    }) > 0;
}

bool FoundHosts::hear(QByteArrayView datagram, const QHostAddress &sender, qint64 now)
{
    const auto announcement = chat::announcementFrom(datagram);
    if (!announcement || sender.protocol() != QHostAddress::IPv4Protocol)
        return false;
    if (announcement->isGoodbye)
        return forget(*announcement, sender);
    const FoundHost host{chat::urlOf(*announcement, sender), announcement->name,
        announcement->people, announcement->asksPasscode};
    const auto known = find(*announcement, sender);
    if (known == m_known.end()) {
        if (!hasRoomFor(sender)) {
            m_crowdedUntil = now + chat::announcementLifetime;
            return false;
        }
        m_known.push_back({announcement->id, sender, host, now});
        return true;
    }
    if (known->sender != sender)
        return false; // the same one by another road
    const bool isChanged = known->host != host;
    *known = {announcement->id, sender, host, now};
    return isChanged;
}

bool FoundHosts::forgetOld(qint64 now)
{
    return std::erase_if(m_known, [now](const Known &known) {
        return now - known.heardAt >= chat::announcementLifetime;
    }) > 0;
}

void FoundHosts::clear()
{
    m_known.clear();
    m_crowdedUntil = 0;
}

std::vector<FoundHost> FoundHosts::hosts() const
{
    std::vector<FoundHost> result;
    std::transform(m_known.begin(), m_known.end(), std::back_inserter(result),
        [](const Known &known) { return known.host; });
    return result;
}

} // namespace app
