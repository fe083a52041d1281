#pragma once

#include "app/applicationoptions.h"
#include "app/client/awaystate.h"
#include "app/client/chatclient.h"
#include "app/client/desktopwatch.h"
#include "app/client/hostservice.h"
#include "app/client/profilelock.h"
#include "app/client/settings.h"
#include "app/views/certificateinquiry.h"
#include "app/views/conversation.h"
#include "app/views/hostcard.h"
#include "app/views/mainwindow.h"
#include "app/views/roommenu.h"
#include "app/views/theme.h"

#include <QObject>
#include <QString>

namespace app {

// The desktop program: makes the parts and joins them. UI thread.
class Application : public QObject {
    Q_OBJECT

public:
    explicit Application(ApplicationOptions options, QObject *parent = nullptr);

    void start();
    // Another process has this profile.
    bool isProfileTaken() const { return !m_lock.isHeld(); }
    const QString &profileDirectory() const { return m_settings.directory(); }
    MainWindow *window() { return &m_window; }
    const ChatClient &client() const { return m_client; }
    const HostService &hostService() const { return m_host; }

    // The host is not where it was last time.
    static QString elsewhereText(int takenPort);

Q_SIGNALS:
    // The window is closed, and what was hosted has ended in order.
    void finished();

private:
    void connectParts();
    void host(const QString &name, const QString &passcode);
    void join(const QString &name, const QString &address, const QString &passcode);
    void leave();
    void statusChanged(const ConnectionStatus &status);
    void showTrouble(const QString &text, bool asksPasscode, bool isTriedAgain);
    void certificateDeclined();
    void online();
    void roomsRestored();
    void showChat();
    void openFirstRoom();
    void hostStarted();
    void hostStopped();
    void showHostCard();
    void updateHostCard();
    void updateDependents();
    void updateServerName();
    void askPasscode();
    void newRoom();
    void chooseTheme(const QString &mode);
    void windowCloses();
    void listenToDesktop();

    ApplicationOptions m_options;
    Settings m_settings;
    ProfileLock m_lock;
    Theme m_theme;
    HostService m_host;
    ChatClient m_client;
    MainWindow m_window;
    Conversation m_conversation;
    CertificateInquiry m_inquiry;
    HostCard m_hostCard;
    RoomMenu m_roomMenu;
    DesktopWatch m_watch;
    AwayState m_away;
    bool m_isClosing = false;
    bool m_wasOnline = false; // since joining
    bool m_opensNextRoom = false; // a guest who came before the first room
};

} // namespace app
