#pragma once

#include "app/client/foundhosts.h"
#include "app/client/serverprobe.h"
#include "app/client/settings.h"

#include <QWidget>

#include <map>
#include <vector>

class QBoxLayout;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace app {

class ServerList;
class Theme;

// The first thing one sees: a name, and two ways to go: host a room, or join one by its address, by
// what the network tells of, or by what one joined before.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(const Theme *theme, QWidget *parent = nullptr);

    void setName(const QString &name);
    QString name() const;
    QString hostPasscode() const;
    void setAddress(const QString &address);
    void setRecentServers(const std::vector<RecentServer> &servers);
    std::vector<QUrl> recentUrls() const;
    // What one of them answers, without being joined.
    void setServerState(const QUrl &url, const ServerState &state);
    // Who announces a server on this network; `isCrowded`: more than are listed.
    void setFoundHosts(const std::vector<FoundHost> &hosts, bool isCrowded);
    // Nothing can be heard on this network.
    void setDeaf();
    // What is the matter, below the card it concerns.
    void showHostTrouble(const QString &text);
    void showJoinTrouble(const QString &text);
    // The server wants a passcode: the field appears and has the focus.
    void askPasscode(const QString &text);
    // While hosting or joining is under way; empty: not any more.
    void setBusy(const QString &text);

Q_SIGNALS:
    void hostRequested(const QString &name, const QString &passcode);
    void joinRequested(const QString &name, const QString &address, const QString &passcode);
    void cancelRequested();
    void restoreRequested(); // host with the rooms of a backup
    void shownChanged(bool isShown);
    void settingsRequested();
    void recentServersChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeColumn();
    QWidget *makeTitle(QWidget *parent);
    QFrame *makeHostCard(QWidget *parent);
    QFrame *makeJoinCard(QWidget *parent);
    QVBoxLayout *fillCard(QFrame *card, const QString &title, const QString &text);
    void host();
    void join();
    void joinListed(const QString &address);
    void showRecentServers();
    void validate();
    void applyTheme();

    const Theme *m_theme;
    QScrollArea *m_scroll;
    QLabel *m_mark;
    QLabel *m_title;
    QLabel *m_tagline;
    QLineEdit *m_name;
    QLineEdit *m_hostPasscode;
    QLineEdit *m_address;
    QLineEdit *m_joinPasscode;
    QPushButton *m_host;
    QPushButton *m_restore;
    QPushButton *m_join;
    QPushButton *m_cancel;
    QLabel *m_hostTrouble;
    QLabel *m_joinTrouble;
    QLabel *m_busy;
    ServerList *m_found;
    ServerList *m_recent;
    QToolButton *m_settings; // made last, so that the keys begin with the name
    QBoxLayout *m_cards = nullptr;
    std::vector<QLabel *> m_cardTitles;
    std::vector<RecentServer> m_recentServers;
    std::map<QUrl, ServerState> m_states;
    bool m_isBusy = false;
};

} // namespace app
