#pragma once

#include "app/client/certificatetrust.h"
#include "app/client/notificationrule.h"
#include "app/client/roommarks.h"

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace app {

struct RecentServer {
    QUrl url;
    QString name; // under which one joined
    QDateTime lastJoined;

    friend bool operator==(const RecentServer &, const RecentServer &) = default;
};

// What one person's client remembers between runs: an INI file in the profile directory that only
// this user can read, because the secrets that make somebody the same person again are in it. UI
// thread.
class Settings : public QObject {
    Q_OBJECT

public:
    // An empty directory is the user's own configuration directory.
    explicit Settings(const QString &profileDirectory = {}, QObject *parent = nullptr);

    const QString &directory() const { return m_directory; }
    // Where a server that runs inside the client keeps its rooms.
    QString serverDirectory() const;

    // The port hosted on last, which others know the address by; 7666 at first.
    int hostPort() const;
    void setHostPort(int port);
    // Whether others on the network see in their list that one hosts.
    bool isAnnounced() const;
    void setAnnounced(bool isAnnounced);

    // The name used last; at first the one of the system account.
    QString name() const;
    void setName(const QString &name);

    // "ko", "en"; empty: the system's.
    QString language() const;
    void setLanguage(const QString &language);

    // Newest first, at most ten.
    std::vector<RecentServer> recentServers() const;
    void rememberServer(const RecentServer &server);
    void forgetServer(const QUrl &url);

    // The person's secret for this server (ServerAddress::identity()); made when there is none yet.
    QByteArray personSecret(const QString &identity);

    // What somebody decided to trust of this server. Kept at once: a decision is not asked for
    // twice.
    std::optional<TrustedCertificate> trustedCertificate(const QString &identity) const;
    void setTrustedCertificate(const QString &identity, const TrustedCertificate &certificate);
    void forgetCertificate(const QString &identity);

    QByteArray lastRoom(const QString &identity) const;
    void setLastRoom(const QString &identity, const QByteArray &room);

    // What one is told of while looking elsewhere, and whether the words are shown.
    NotificationRule notificationRule() const;
    void setNotificationRule(NotificationRule rule);
    bool showsNotificationText() const;
    void setShowsNotificationText(bool isShown);

    // The rooms one wants to hear nothing of.
    std::set<QByteArray> leftRooms(const QString &identity) const;
    void setLeftRooms(const QString &identity, const std::set<QByteArray> &rooms);

    // What one wants of the rooms: those that stand first, those that are muted and so on.
    std::map<QByteArray, RoomMarks> roomMarks(const QString &identity) const;
    void setRoomMarks(const QString &identity, const QByteArray &room, const RoomMarks &marks);

    // Newest first, at most twenty-four.
    QStringList recentEmojis() const;
    void rememberEmoji(const QString &emoji);

    // Whether what one writes is looked through, and which words are right whatever a dictionary
    // says.
    bool checksSpelling() const;
    void setChecksSpelling(bool isChecked);
    QStringList acceptedWords() const;
    void acceptWord(const QString &word);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QByteArray windowState() const; // splitters
    void setWindowState(const QByteArray &state);
    // How the window looks; looksChanged() follows each change.
    QString theme() const; // "light", "dark", "high-contrast"; else as the system has it
    void setTheme(const QString &name);
    int zoom() const; // percent
    void setZoom(int percent);
    bool isDense() const; // lists with more rows in less room
    void setDense(bool isDense);

Q_SIGNALS:
    void looksChanged();

private:
    void writeNow();
    void setLook(const QString &key, const QVariant &value);
    void writeServers(const std::vector<RecentServer> &servers);

    QString m_directory;
    QSettings m_settings;
};

} // namespace app
