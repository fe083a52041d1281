#include "app/client/hostaddress.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>
#include <utility>

namespace app {

namespace {

constexpr int usualPort = 7666;

// Names the kernel and the usual tools give to what is no network card.
constexpr std::array virtualNames{"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc",
    "lxd", "podman", "cni", "flannel", "tun", "tap", "wg", "tailscale", "zt", "ppp", "utun", "ham"};

bool isVirtualName(const QString &name)
{
    return std::any_of(virtualNames.begin(), virtualNames.end(),
        [&name](const char *start) { return name.startsWith(QLatin1StringView(start)); });
}

// What no router on the internet passes on: private (RFC 1918), shared (6598), for benchmarks
// (2544) and for documentation (5737). What is link-local is left out elsewhere.
bool isLocal(const QHostAddress &address)
{
    static constexpr std::array<std::pair<quint32, int>, 8> ranges{
        {{0x0a000000, 8}, {0xac100000, 12}, {0xc0a80000, 16}, {0x64400000, 10}, {0xc6120000, 15},
            {0xc0000200, 24}, {0xc6336400, 24}, {0xcb007100, 24}}};
    return std::any_of(ranges.begin(), ranges.end(), [&address](const auto &range) {
        return address.isInSubnet(QHostAddress(range.first), range.second);
    });
}

HostAddress::Kind kindOf(const InterfaceAddress &address)
{
    if (address.address.isLoopback())
        return HostAddress::Kind::Loopback;
    if (!address.isPhysical || address.isPointToPoint)
        return HostAddress::Kind::Virtual;
    if (address.address.protocol() == QHostAddress::IPv6Protocol)
        return HostAddress::Kind::Ipv6;
    return isLocal(address.address) ? HostAddress::Kind::Lan : HostAddress::Kind::Public;
}

HostAddress toHostAddress(const InterfaceAddress &address, int port, bool isTls)
{
    QHostAddress plain = address.address;
    plain.setScopeId({});
    HostAddress result;
    result.address = plain.toString();
    result.interfaceName = address.interfaceName;
    result.kind = kindOf(address);
    result.url.setScheme(isTls ? QStringLiteral("wss") : QStringLiteral("ws"));
    result.url.setHost(result.address);
    result.url.setPort(port);
    result.url.setPath(QStringLiteral("/ws-connect"));
    return result;
}

// 192.168 is what home and office routers give out; 10 and 172.16 are often virtual behind a plain
// name.
int rankWithinKind(const HostAddress &address)
{
    if (address.kind == HostAddress::Kind::Virtual)
        return address.address.contains(u':') ? 1 : 0;
    return address.address.startsWith(QStringLiteral("192.168.")) ? 0 : 1;
}

} // namespace

QString HostAddress::display() const
{
    const QString host = address.contains(u':') ? u'[' + address + u']' : address;
    const QString place =
        url.port() == usualPort ? host : host + u':' + QString::number(url.port());
    return url.scheme() == u"wss"
        ? QStringLiteral("wss://") + host + u':' + QString::number(url.port())
        : place;
}

std::vector<HostAddress> rankAddresses(
    const std::vector<InterfaceAddress> &addresses, int port, bool isTls)
{
    std::vector<HostAddress> result;
    for (const InterfaceAddress &address : addresses) {
        if (!address.address.isLinkLocal())
            result.push_back(toHostAddress(address, port, isTls));
    }
    const bool hasOthers = std::any_of(result.begin(), result.end(),
        [](const HostAddress &address) { return address.kind != HostAddress::Kind::Loopback; });
    if (hasOthers)
        std::erase_if(result,
            [](const HostAddress &address) { return address.kind == HostAddress::Kind::Loopback; });
    std::stable_sort(
        result.begin(), result.end(), [](const HostAddress &left, const HostAddress &right) {
            return std::pair(left.kind, rankWithinKind(left))
                < std::pair(right.kind, rankWithinKind(right));
        });
    return result;
}

std::vector<InterfaceAddress> interfaceAddresses()
{
    std::vector<InterfaceAddress> result;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &card : interfaces) {
        if (!card.flags().testFlag(QNetworkInterface::IsUp)
            || !card.flags().testFlag(QNetworkInterface::IsRunning))
            continue;
        const bool isPhysical =
            card.type() != QNetworkInterface::Virtual && !isVirtualName(card.name());
        const bool isPointToPoint = card.flags().testFlag(QNetworkInterface::IsPointToPoint);
        const QList<QNetworkAddressEntry> entries = card.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            result.push_back({card.name(), entry.ip(), isPhysical, isPointToPoint});
    }
    return result;
}

} // namespace app
