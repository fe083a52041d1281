#include "stomp/chat/announcement.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <algorithm>

namespace chat {

namespace {

constexpr int format = 1;
constexpr int mostPeople = 1'000'000;
constexpr qsizetype longestId = 32;
constexpr qsizetype longestPath = 100;

// U+200D joins emojis of several signs; the other marks of its category are invisible tricks.
bool isShown(QChar c)
{
    constexpr char16_t joiner = u'\u200d';
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    case QChar::Other_Format:
        return c == joiner;
    default:
        return true;
    }
}

bool isId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= longestId && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

bool isPath(const QByteArray &path)
{
    constexpr QByteArrayView signs("/-._~");
    return path.startsWith('/') && path.size() <= longestPath
        && std::all_of(path.begin(), path.end(), [signs](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                   || signs.contains(c);
           });
}

// -1 when it is no whole number within the limits.
int number(const QJsonValue &value, int smallest, int largest)
{
    const int read = value.toInt(-1);
    return read >= smallest && read <= largest ? read : -1;
}

} // namespace

QString cleanServerName(const QString &name)
{
    QString clean;
    for (const QChar c : name.left(longestServerName * 4)) {
        if (c.isSpace())
            clean += u' ';
        else if (isShown(c))
            clean += c;
    }
    clean = clean.simplified().left(longestServerName);
    if (!clean.isEmpty() && clean.back().isHighSurrogate())
        clean.chop(1);
    return clean.isValidUtf16() ? clean : QString();
}

QByteArray toDatagram(const Announcement &announcement)
{
    QJsonObject object{{QStringLiteral("maru"), format},
        {QStringLiteral("id"), QString::fromLatin1(announcement.id)},
        {QStringLiteral("port"), announcement.port}};
    if (announcement.isGoodbye) {
        object.insert(QStringLiteral("goodbye"), true);
    } else {
        object.insert(QStringLiteral("name"), cleanServerName(announcement.name));
        object.insert(QStringLiteral("people"), announcement.people);
        object.insert(QStringLiteral("passcode"), announcement.asksPasscode);
        object.insert(QStringLiteral("tls"), announcement.isTls);
        object.insert(QStringLiteral("path"), QString::fromLatin1(announcement.path));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Announcement> announcementFrom(QByteArrayView datagram)
{
    if (datagram.size() > largestAnnouncement || !datagram.startsWith('{'))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(datagram.toByteArray()).object();
    const auto value = [&object](
                           const char *name) { return object.value(QLatin1StringView(name)); };
    Announcement read;
    read.id = value("id").toString().toLatin1();
    const int port = number(value("port"), 1, 0xffff);
    if (number(value("maru"), format, format) < 0 || !isId(read.id) || port < 0)
        return std::nullopt;
    read.port = static_cast<quint16>(port);
    read.isGoodbye = value("goodbye").toBool();
    if (read.isGoodbye)
        return read;
    read.name = cleanServerName(value("name").toString());
    read.path = value("path").toString(QStringLiteral("/ws-connect")).toUtf8();
    read.people = number(value("people"), 0, mostPeople);
    read.asksPasscode = value("passcode").toBool();
    read.isTls = value("tls").toBool();
    if (read.name.isEmpty() || !isPath(read.path) || read.people < 0)
        return std::nullopt;
    return read;
}

QUrl urlOf(const Announcement &announcement, const QHostAddress &sender)
{
    QUrl url;
    url.setScheme(announcement.isTls ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(sender.toString());
    url.setPort(announcement.port);
    url.setPath(QString::fromLatin1(announcement.path));
    return url;
}

} // namespace chat
