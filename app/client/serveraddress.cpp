#include "app/client/serveraddress.h"

#include "stomp/chat/destinations.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrlQuery>

#include <algorithm>

namespace app {

namespace {

using Parsed = stomp::BasicResult<ServerAddress, QString>;

const QString defaultPath = QStringLiteral("/ws-connect");

QString text(const char *source)
{
    return QCoreApplication::translate("app::ServerAddress", source);
}

QString noAddress()
{
    return text(QT_TRANSLATE_NOOP("app::ServerAddress",
        "This is no address. Right would be 192.168.1.20, name:7666 or ws://name:7666."));
}

QString badRoom()
{
    return text(
        QT_TRANSLATE_NOOP("app::ServerAddress", "The link names a room that cannot exist."));
}

// An IPv6 address without brackets would be taken for host and port.
QString bracketed(const QString &typed)
{
    const QHostAddress address(typed);
    return address.protocol() == QHostAddress::IPv6Protocol ? u'[' + typed + u']' : typed;
}

bool isHostName(const QString &host)
{
    if (host.isEmpty() || host.size() > 253)
        return false;
    if (host.contains(u':'))
        return QHostAddress(host).protocol() == QHostAddress::IPv6Protocol;
    const QStringList labels = host.split(u'.');
    for (const QString &label : labels) {
        if (label.isEmpty() || label.startsWith(u'-') || label.endsWith(u'-'))
            return false;
    }
    // What looks like an IPv4 address has to be one.
    const bool isNumeric = std::all_of(
        host.begin(), host.end(), [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
    return !isNumeric
        || (labels.size() == 4 && QHostAddress(host).protocol() == QHostAddress::IPv4Protocol);
}

Parsed finish(QUrl url, const QByteArray &room, const QString &passcode)
{
    if (!isHostName(url.host()))
        return noAddress();
    const int usualPort = url.scheme() == u"wss" ? 443 : ServerAddress::defaultPort;
    if (url.port() == 0)
        return text(QT_TRANSLATE_NOOP("app::ServerAddress", "A port is a number from 1 to 65535."));
    if (url.port() == -1)
        url.setPort(usualPort);
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(defaultPath);
    if (!room.isEmpty() && !chat::isValidRoomId(room))
        return badRoom();
    url.setUserInfo({});
    url.setFragment({});
    return ServerAddress{url, room, passcode};
}

// maru://join?host=…&port=…&room=…&passcode=…&tls=1
Parsed parseInvitation(const QUrl &link)
{
    const QUrlQuery query(link);
    const auto item = [&query](const QString &name) {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    };
    QUrl url;
    url.setScheme(
        item(QStringLiteral("tls")) == u"1" ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(item(QStringLiteral("host")));
    if (const QString port = item(QStringLiteral("port")); !port.isEmpty()) {
        bool isNumber = false;
        const int number = port.toInt(&isNumber);
        url.setPort(isNumber && number > 0 && number < 65536 ? number : 0);
    }
    return finish(url, item(QStringLiteral("room")).toUtf8(), item(QStringLiteral("passcode")));
}

// maru://host:port/room
Parsed parseMaruLink(const QUrl &link)
{
    if (link.host() == u"join" && link.hasQuery())
        return parseInvitation(link);
    QUrl url = link;
    url.setScheme(QStringLiteral("ws"));
    url.setPath({});
    url.setQuery(QString());
    return finish(url, link.path().mid(1).toUtf8(), {});
}

// "1.2.3", which QUrl would complete to an address nobody typed.
bool isIncompleteIpv4(const QString &typed)
{
    const qsizetype scheme = typed.indexOf(u"://");
    const QString host =
        typed.mid(scheme < 0 ? 0 : scheme + 3).section(u'/', 0, 0).section(u':', 0, 0);
    const bool isNumeric = !host.isEmpty() && std::all_of(host.begin(), host.end(), [](QChar c) {
        return c == u'.' || (c >= u'0' && c <= u'9');
    });
    return isNumeric && host.count(u'.') != 3;
}

} // namespace

Parsed ServerAddress::parse(const QString &typed)
{
    const QString trimmed = typed.trimmed();
    if (trimmed.isEmpty())
        return text(QT_TRANSLATE_NOOP("app::ServerAddress", "Type the address the host told you."));
    const bool hasScheme = trimmed.contains(u"://");
    const QUrl url(
        hasScheme ? trimmed : QStringLiteral("ws://") + bracketed(trimmed), QUrl::StrictMode);
    if (!url.isValid() || isIncompleteIpv4(trimmed))
        return noAddress();
    const QString scheme = url.scheme();
    if (scheme == u"maru")
        return parseMaruLink(url);
    if (scheme == u"ws" || scheme == u"wss")
        return finish(url, {}, {});
    return text(QT_TRANSLATE_NOOP("app::ServerAddress",
                    "Maru cannot use %1 addresses. Right would be ws://, wss:// or maru://."))
        .arg(scheme + QStringLiteral("://"));
}

QString ServerAddress::display() const
{
    const bool isPlain = url.scheme() == u"ws";
    const bool isUsual = url.port() == (isPlain ? defaultPort : 443);
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    const QString place = isUsual ? host : host + u':' + QString::number(url.port());
    const bool hasPath = url.path() != defaultPath;
    if (isPlain && !hasPath)
        return place;
    return url.scheme() + QStringLiteral("://") + place + (hasPath ? url.path() : QString());
}

QUrl ServerAddress::link() const
{
    QUrl link;
    link.setScheme(QStringLiteral("maru"));
    const bool isPlain = url.scheme() == u"ws" && passcode.isEmpty();
    if (isPlain) {
        link.setHost(url.host());
        link.setPort(url.port());
        link.setPath(u'/' + QString::fromLatin1(room));
        return link;
    }
    QUrlQuery query;
    const auto add = [&query](const QString &name, const QString &value) {
        if (!value.isEmpty())
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(QStringLiteral("host"), url.host());
    add(QStringLiteral("port"), QString::number(url.port()));
    add(QStringLiteral("room"), QString::fromLatin1(room));
    add(QStringLiteral("passcode"), passcode);
    add(QStringLiteral("tls"), url.scheme() == u"wss" ? QStringLiteral("1") : QString());
    link.setHost(QStringLiteral("join"));
    link.setQuery(query);
    return link;
}

QString ServerAddress::identity() const
{
    return url.host().toLower() + u':' + QString::number(url.port()) + url.path();
}

} // namespace app
