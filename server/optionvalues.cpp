#include "server/optionvalues.h"

#include <QFile>

#include <algorithm>

namespace server {

namespace {

constexpr qsizetype longestPath = 255;
constexpr qsizetype longestPasscode = 1024;

bool isPathCharacter(char c)
{
    return c > 0x20 && c < 0x7f && c != '?' && c != '#' && c != '%';
}

std::optional<QHostAddress> parseHost(const QByteArray &host)
{
    if (host == "*")
        return QHostAddress(QHostAddress::Any);
    if (host == "localhost")
        return QHostAddress(QHostAddress::LocalHost);
    const bool isBracketed = host.startsWith('[') && host.endsWith(']');
    const QByteArray bare = isBracketed ? host.sliced(1, host.size() - 2) : host;
    const QHostAddress address(QString::fromLatin1(bare));
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return address.isNull() || isIpv6 != isBracketed ? std::nullopt : std::optional(address);
}

} // namespace

std::optional<ListenAddress> parseListenAddress(const QByteArray &text)
{
    const qsizetype colon = text.lastIndexOf(':');
    if (colon <= 0)
        return std::nullopt;
    const QByteArray digits = text.sliced(colon + 1);
    const bool isNumber = !digits.isEmpty()
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const quint16 port = digits.toUShort(&fits);
    const std::optional<QHostAddress> host = parseHost(text.first(colon));
    return isNumber && fits && host ? std::optional(ListenAddress{*host, port}) : std::nullopt;
}

bool isPath(const QByteArray &text)
{
    return text.startsWith('/') && text.size() <= longestPath
        && std::all_of(text.begin(), text.end(), isPathCharacter);
}

bool isOrigin(const QByteArray &text)
{
    if (text == "*" || text == "null")
        return true;
    const qsizetype scheme = text.indexOf("://");
    if (scheme <= 0)
        return false;
    const QByteArray host = text.sliced(scheme + 3);
    return !host.isEmpty() && !host.contains('/') && !host.contains('*')
        && std::all_of(host.begin(), host.end(), isPathCharacter);
}

bool isHostName(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.';
    });
}

bool isPrefix(const QByteArray &text)
{
    const QByteArray whole = text + '/';
    const bool isTaken =
        whole.startsWith("/topic/") || whole.startsWith("/queue/") || whole.startsWith("/user/");
    return isPath(text) && text.size() > 1 && !text.endsWith('/') && !isTaken;
}

std::optional<QByteArray> readPasscode(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return std::nullopt;
    QByteArray line = source.readLine(longestPasscode + 2);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    const bool isUsable = !line.isEmpty() && line.size() <= longestPasscode;
    return isUsable ? std::optional(line) : std::nullopt;
}

} // namespace server
