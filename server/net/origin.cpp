#include "server/net/origin.h"

#include <QHostAddress>
#include <QString>

#include <algorithm>
#include <optional>

namespace server {

namespace {

struct HostPort {
    QByteArray host;
    int port = 0;
    friend bool operator==(const HostPort &, const HostPort &) = default;
};

std::optional<HostPort> parseHostPort(const QByteArray &text, int defaultPort)
{
    const qsizetype bracket = text.lastIndexOf(']');
    const qsizetype colon = text.indexOf(':', std::max<qsizetype>(bracket, 0));
    const QByteArray host = (colon < 0 ? text : text.first(colon)).toLower();
    if (host.isEmpty() || text.startsWith('[') != (bracket > 0))
        return std::nullopt;
    if (colon < 0)
        return HostPort{host, defaultPort};
    bool isNumber = false;
    const int port = text.sliced(colon + 1).toUShort(&isNumber);
    return isNumber && port > 0 ? std::optional(HostPort{host, port}) : std::nullopt;
}

bool isAddress(const QByteArray &host)
{
    const bool isBracketed = host.startsWith('[') && host.endsWith(']');
    const QByteArray bare = isBracketed ? host.sliced(1, host.size() - 2) : host;
    return !QHostAddress(QString::fromLatin1(bare)).isNull();
}

bool isOwnName(const QByteArray &host, const OriginRules &rules)
{
    const auto isSame = [&](const QByteArray &name) { return name.toLower() == host; };
    return host == "localhost" || isAddress(host)
        || std::any_of(rules.serverNames.begin(), rules.serverNames.end(), isSame);
}

bool isSameOrigin(const QByteArray &origin, const QByteArray &host, const OriginRules &rules)
{
    const QByteArray scheme = rules.isSecure ? "https://" : "http://";
    const int defaultPort = rules.isSecure ? 443 : 80;
    if (!origin.toLower().startsWith(scheme))
        return false;
    const auto page = parseHostPort(origin.sliced(scheme.size()), defaultPort);
    const auto server = parseHostPort(host, defaultPort);
    return page && server && page == server && isOwnName(server->host, rules);
}

} // namespace

bool isOriginAllowed(const QByteArray &origin, const QByteArray &host, const OriginRules &rules)
{
    const auto isListed = [&](const QByteArray &allowed) {
        return allowed == "*" || allowed.toLower() == origin.toLower();
    };
    return std::any_of(rules.allowed.begin(), rules.allowed.end(), isListed)
        || isSameOrigin(origin, host, rules);
}

} // namespace server
