#pragma once

#include "app/client/desktopnotifications.h"
#include "app/client/notifier.h"
#include "app/views/traynotifications.h"

#include <QObject>

#include <functional>

namespace app {

class ChatClient;
class Conversation;
class MainWindow;
class Settings;

// Tells of messages out of view: a notification of the desktop, or of its tray, the window's title,
// icon and request for attention; a click leads to the message. UI thread.
class Telling : public QObject {
    Q_OBJECT

public:
    // All of them outlive it.
    Telling(Settings *settings, ChatClient *client, MainWindow *window, Conversation *conversation,
        QObject *parent = nullptr);

    // Which rooms one wants to hear of only when named; asked each time.
    void setMuted(std::function<bool(const QByteArray &room)> isMuted);
    Notifier *notifier() { return &m_notifier; }

private:
    Notifier::Surroundings surroundings();
    void open(const MessagePlace &place, const QByteArray &activationToken);

    Settings *m_settings;
    ChatClient *m_client;
    MainWindow *m_window;
    Conversation *m_conversation;
    std::function<bool(const QByteArray &room)> m_isMuted;
    DesktopNotifications m_desktop;
    TrayNotifications m_tray;
    Notifier m_notifier;
};

} // namespace app
