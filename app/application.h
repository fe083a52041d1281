#pragma once

#include "app/applicationoptions.h"
#include "app/client/awaystate.h"
#include "app/client/chatclient.h"
#include "app/client/desktopcolors.h"
#include "app/client/desktopwatch.h"
#include "app/client/profilelock.h"
#include "app/client/runninginstance.h"
#include "app/client/settings.h"
#include "app/hosting.h"
#include "app/nearby.h"
#include "app/telling.h"
#include "app/views/certificateinquiry.h"
#include "app/views/composerspelling.h"
#include "app/views/conversation.h"
#include "app/views/emojichoice.h"
#include "app/views/finding.h"
#include "app/views/mainwindow.h"
#include "app/views/roommenu.h"
#include "app/views/theme.h"

#include <QObject>
#include <QString>

#include <memory>

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
    const HostService &hostService() const { return m_hosting.service(); }
    // With isProfileTaken(): the program that has it comes to the front and takes over what was
    // asked of this one. False: it does not answer.
    bool handOver() const;

Q_SIGNALS:
    // The window is closed, and what was hosted has ended in order.
    void finished();

private:
    void connectParts();
    void connectRooms();
    void connectHosting();
    void connectSettings();
    void takeOver(const HandedOver &what);
    void joinInstead(const QString &address);
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
    void hostFailed(const QString &text);
    void showRoomsAside();
    void updateServerName();
    void askPasscode();
    void newRoom();
    void showSettings();
    Theme::Looks looks() const;
    void zoom(int step);
    void windowCloses();
    void listenToDesktop();

    ApplicationOptions m_options;
    Settings m_settings;
    ProfileLock m_lock;
    Theme m_theme;
    ChatClient m_client;
    MainWindow m_window;
    Hosting m_hosting;
    Nearby m_nearby;
    Conversation m_conversation;
    Finding m_finding;
    EmojiChoice m_emojiChoice;
    ComposerSpelling m_spelling;
    CertificateInquiry m_inquiry;
    RoomMenu m_roomMenu;
    Telling m_telling;
    DesktopColors m_colors;
    DesktopWatch m_watch;
    AwayState m_away;
    std::unique_ptr<RunningInstance> m_instance; // with the lock
    bool m_isClosing = false;
    bool m_wasOnline = false; // since joining
    bool m_opensNextRoom = false; // a guest who came before the first room
};

} // namespace app
