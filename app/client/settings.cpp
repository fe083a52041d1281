#include "app/client/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr std::size_t mostRecentServers = 10;
constexpr int usualPort = 7666;
constexpr QLatin1String favouriteWord("favourite");
constexpr QLatin1String mutedWord("muted");
constexpr QLatin1String unreadWord("unread=");

QString usersDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/maru");
}

QString prepared(const QString &directory)
{
    const QString path = directory.isEmpty() ? usersDirectory() : QDir(directory).absolutePath();
    if (QDir().mkpath(path) && directory.isEmpty())
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

// An INI file that others could not read for a moment either.
QString privateFile(const QString &directory)
{
    const QString path = directory + QStringLiteral("/maru.ini");
    QFile file(path);
    if (!file.exists()
        && file.open(
            QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

// Identities and room ids hold characters that separate groups.
QString key(const char *group, const QString &identity)
{
    return QString::fromLatin1(group) + u'/' + QString::fromLatin1(identity.toUtf8().toHex());
}

RoomMarks marksOf(const QStringList &words)
{
    RoomMarks marks;
    for (const QString &word : words) {
        if (word == favouriteWord)
            marks.isFavourite = true;
        else if (word == mutedWord)
            marks.isMuted = true;
        else if (word.startsWith(unreadWord))
            marks.unreadFrom = std::max<qint64>(0, word.mid(unreadWord.size()).toLongLong());
    }
    return marks;
}

QStringList wordsOf(const RoomMarks &marks)
{
    QStringList words;
    if (marks.isFavourite)
        words += favouriteWord;
    if (marks.isMuted)
        words += mutedWord;
    if (marks.unreadFrom > 0)
        words += unreadWord + QString::number(marks.unreadFrom);
    return words;
}

QByteArray randomSecret()
{
    std::array<quint32, 8> bits;
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    const QByteArray bytes(reinterpret_cast<const char *>(bits.data()), sizeof(bits));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString accountName()
{
    QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

} // namespace

Settings::Settings(const QString &profileDirectory, QObject *parent)
    : QObject(parent)
    , m_directory(prepared(profileDirectory))
    , m_settings(privateFile(m_directory), QSettings::IniFormat)
{
    m_settings.setAtomicSyncRequired(true);
}

QString Settings::serverDirectory() const
{
    return m_directory + QStringLiteral("/server");
}

int Settings::hostPort() const
{
    const int port = m_settings.value(QStringLiteral("server/port"), usualPort).toInt();
    return port > 0 && port <= 0xffff ? port : usualPort;
}

void Settings::setHostPort(int port)
{
    m_settings.setValue(QStringLiteral("server/port"), port);
}

bool Settings::isAnnounced() const
{
    return m_settings.value(QStringLiteral("server/announced"), true).toBool();
}

void Settings::setAnnounced(bool isAnnounced)
{
    m_settings.setValue(QStringLiteral("server/announced"), isAnnounced);
}

QString Settings::name() const
{
    return m_settings.value(QStringLiteral("name"), accountName()).toString();
}

void Settings::setName(const QString &name)
{
    m_settings.setValue(QStringLiteral("name"), name);
}

std::vector<RecentServer> Settings::recentServers() const
{
    std::vector<RecentServer> servers;
    QSettings &settings = const_cast<QSettings &>(m_settings); // reading an array moves its group
    const int count = settings.beginReadArray(QStringLiteral("servers"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        servers.push_back({settings.value(QStringLiteral("url")).toUrl(),
            settings.value(QStringLiteral("name")).toString(),
            settings.value(QStringLiteral("joined")).toDateTime()});
    }
    settings.endArray();
    return servers;
}

void Settings::writeServers(const std::vector<RecentServer> &servers)
{
    m_settings.remove(QStringLiteral("servers"));
    m_settings.beginWriteArray(QStringLiteral("servers"));
    int index = 0;
    for (const RecentServer &server : servers) {
        m_settings.setArrayIndex(index++);
        m_settings.setValue(QStringLiteral("url"), server.url);
        m_settings.setValue(QStringLiteral("name"), server.name);
        m_settings.setValue(QStringLiteral("joined"), server.lastJoined);
    }
    m_settings.endArray();
}

void Settings::rememberServer(const RecentServer &server)
{
    std::vector<RecentServer> servers = recentServers();
    std::erase_if(
        servers, [&server](const RecentServer &other) { return other.url == server.url; });
    servers.insert(servers.begin(), server);
    if (servers.size() > mostRecentServers)
        servers.resize(mostRecentServers);
    writeServers(servers);
}

void Settings::forgetServer(const QUrl &url)
{
    std::vector<RecentServer> servers = recentServers();
    std::erase_if(servers, [&url](const RecentServer &other) { return other.url == url; });
    writeServers(servers);
}

QByteArray Settings::personSecret(const QString &identity)
{
    const QString secretKey = key("secrets", identity);
    QByteArray secret = m_settings.value(secretKey).toByteArray();
    if (secret.isEmpty()) {
        secret = randomSecret();
        m_settings.setValue(secretKey, secret);
        writeNow();
    }
    return secret;
}

void Settings::writeNow()
{
    m_settings.sync();
    QFile::setPermissions(m_settings.fileName(), QFile::ReadOwner | QFile::WriteOwner);
}

// A damaged entry stays one: what cannot match stops the connection, where none would ask anew.
std::optional<TrustedCertificate> Settings::trustedCertificate(const QString &identity) const
{
    const QString group = key("certificates", identity);
    const QString publicKey = group + QStringLiteral("/publicKey");
    if (!m_settings.contains(publicKey))
        return std::nullopt;
    const auto bytes = [this](const QString &name) {
        return QByteArray::fromHex(m_settings.value(name).toString().toLatin1());
    };
    const QByteArray pin = bytes(publicKey);
    return TrustedCertificate{pin.isEmpty() ? QByteArray("damaged") : pin,
        bytes(group + QStringLiteral("/fingerprint")),
        m_settings.value(group + QStringLiteral("/since")).toDateTime()};
}

void Settings::setTrustedCertificate(const QString &identity, const TrustedCertificate &certificate)
{
    const QString group = key("certificates", identity);
    m_settings.setValue(
        group + QStringLiteral("/publicKey"), QString::fromLatin1(certificate.publicKey.toHex()));
    m_settings.setValue(group + QStringLiteral("/fingerprint"),
        QString::fromLatin1(certificate.fingerprint.toHex()));
    m_settings.setValue(group + QStringLiteral("/since"), certificate.since);
    writeNow();
}

void Settings::forgetCertificate(const QString &identity)
{
    m_settings.remove(key("certificates", identity));
    writeNow();
}

QByteArray Settings::lastRoom(const QString &identity) const
{
    return m_settings.value(key("rooms", identity)).toByteArray();
}

void Settings::setLastRoom(const QString &identity, const QByteArray &room)
{
    m_settings.setValue(key("rooms", identity), room);
}

QString Settings::language() const
{
    return m_settings.value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString &language)
{
    m_settings.setValue(QStringLiteral("language"), language);
}

NotificationRule Settings::notificationRule() const
{
    return notificationRuleFromName(
        m_settings.value(QStringLiteral("notifications/of")).toString());
}

void Settings::setNotificationRule(NotificationRule rule)
{
    m_settings.setValue(QStringLiteral("notifications/of"), notificationRuleName(rule));
}

bool Settings::showsNotificationText() const
{
    return m_settings.value(QStringLiteral("notifications/text"), true).toBool();
}

void Settings::setShowsNotificationText(bool isShown)
{
    m_settings.setValue(QStringLiteral("notifications/text"), isShown);
}

std::set<QByteArray> Settings::leftRooms(const QString &identity) const
{
    std::set<QByteArray> rooms;
    for (const QString &room : m_settings.value(key("leftRooms", identity)).toStringList())
        rooms.insert(room.toLatin1());
    return rooms;
}

void Settings::setLeftRooms(const QString &identity, const std::set<QByteArray> &rooms)
{
    QStringList names;
    for (const QByteArray &room : rooms)
        names += QString::fromLatin1(room);
    m_settings.setValue(key("leftRooms", identity), names);
}

std::map<QByteArray, RoomMarks> Settings::roomMarks(const QString &identity) const
{
    std::map<QByteArray, RoomMarks> marks;
    QSettings &settings = const_cast<QSettings &>(m_settings); // reading a group moves into it
    settings.beginGroup(key("roomMarks", identity));
    for (const QString &room : settings.childKeys())
        marks.insert_or_assign(
            QByteArray::fromHex(room.toLatin1()), marksOf(settings.value(room).toStringList()));
    settings.endGroup();
    return marks;
}

void Settings::setRoomMarks(const QString &identity, const QByteArray &room, const RoomMarks &marks)
{
    const QString place = key("roomMarks", identity) + u'/' + QString::fromLatin1(room.toHex());
    if (marks == RoomMarks{})
        m_settings.remove(place);
    else
        m_settings.setValue(place, wordsOf(marks));
}

QStringList Settings::recentEmojis() const
{
    return m_settings.value(QStringLiteral("emoji/recent")).toStringList();
}

void Settings::rememberEmoji(const QString &emoji)
{
    constexpr qsizetype maximum = 24;
    QStringList recent = recentEmojis();
    recent.removeAll(emoji);
    recent.prepend(emoji);
    m_settings.setValue(QStringLiteral("emoji/recent"), recent.mid(0, maximum));
}

bool Settings::checksSpelling() const
{
    return m_settings.value(QStringLiteral("spelling/on"), true).toBool();
}

void Settings::setChecksSpelling(bool isChecked)
{
    m_settings.setValue(QStringLiteral("spelling/on"), isChecked);
}

QStringList Settings::acceptedWords() const
{
    return m_settings.value(QStringLiteral("spelling/words")).toStringList();
}

void Settings::acceptWord(const QString &word)
{
    QStringList words = acceptedWords();
    if (!words.contains(word))
        words += word;
    m_settings.setValue(QStringLiteral("spelling/words"), words);
}

QByteArray Settings::windowGeometry() const
{
    return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
}

QByteArray Settings::windowState() const
{
    return m_settings.value(QStringLiteral("window/state")).toByteArray();
}

void Settings::setWindowState(const QByteArray &state)
{
    m_settings.setValue(QStringLiteral("window/state"), state);
}

QString Settings::theme() const
{
    return m_settings.value(QStringLiteral("window/theme")).toString();
}

void Settings::setTheme(const QString &name)
{
    setLook(QStringLiteral("window/theme"), name);
}

int Settings::zoom() const
{
    return m_settings.value(QStringLiteral("window/zoom"), 100).toInt();
}

void Settings::setZoom(int percent)
{
    setLook(QStringLiteral("window/zoom"), percent);
}

bool Settings::isDense() const
{
    return m_settings.value(QStringLiteral("window/dense"), false).toBool();
}

void Settings::setDense(bool isDense)
{
    setLook(QStringLiteral("window/dense"), isDense);
}

void Settings::setLook(const QString &key, const QVariant &value)
{
    if (m_settings.value(key) == value)
        return;
    m_settings.setValue(key, value);
    Q_EMIT looksChanged();
}

} // namespace app
