#include "app/telling.h"

#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "app/delegates/icons.h"
#include "app/delegates/markdown.h"
#include "app/views/conversation.h"
#include "app/views/mainwindow.h"

#include <QApplication>

#include <utility>

namespace app {

Telling::Telling(Settings *settings, ChatClient *client, MainWindow *window,
    Conversation *conversation, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_client(client)
    , m_window(window)
    , m_conversation(conversation)
    , m_isMuted([](const QByteArray &) { return false; })
    , m_tray(applicationIcon())
    , m_notifier(client, &m_desktop, surroundings())
{
    connect(&m_desktop, &DesktopNotifications::refused, &m_tray, &TrayNotifications::show);
    connect(&m_tray, &TrayNotifications::activated, &m_desktop, &DesktopNotifications::activated);
    connect(&m_notifier, &Notifier::openWanted, this, &Telling::open);
    connect(&m_notifier, &Notifier::unreadChanged, window, &MainWindow::setUnread);
    connect(
        &m_notifier, &Notifier::attentionWanted, this, [this] { QApplication::alert(m_window); });
    connect(window, &MainWindow::activeChanged, this, [this](bool isActive) {
        if (isActive) {
            m_tray.hide();
        }
    });
}

Notifier::Surroundings Telling::surroundings()
{
    return {
        [this] { return m_settings->notificationRule(); },
        [this] { return m_settings->showsNotificationText(); },
        [this](const QByteArray &room) { return m_isMuted(room); },
        [this] { return m_window->isActiveWindow(); },
        [](const QString &markdown) { return firstLineOfMarkdown(markdown); },
    };
}

void Telling::setMuted(std::function<bool(const QByteArray &room)> isMuted)
{
    m_isMuted = std::move(isMuted);
    m_notifier.updateUnread();
}

// Of a server that one has left since only the window comes.
void Telling::open(const MessagePlace &place, const QByteArray &activationToken)
{
    m_window->bringToFront(activationToken);
    const bool isHere = m_client->isJoined() && m_client->joinOptions().identity == place.server;
    if (isHere && m_client->room(place.room) && m_window->isChatShown()) {
        m_conversation->openAt(place.room, place.seq);
    }
}

} // namespace app
