#include "app/application.h"

#include "app/client/serveraddress.h"
#include "app/client/texts.h"
#include "app/settingstable.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/newroomdialog.h"
#include "app/views/roomsasidedialog.h"
#include "app/views/roomspane.h"
#include "app/views/settingsdialog.h"
#include "app/views/startpage.h"

#include <QDateTime>
#include <QInputDialog>

#include <utility>

namespace app {

Application::Application(ApplicationOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_settings(m_options.profile)
    , m_lock(m_settings.directory())
    , m_theme(looks())
    , m_client(&m_settings)
    , m_window(&m_theme)
    , m_hosting(&m_settings, &m_theme, &m_client, &m_window, m_options.announcements)
    , m_nearby(m_window.startPage(), m_options.announcements)
    , m_conversation(&m_client, m_window.chatPage())
    , m_finding(&m_client, m_window.chatPage(), &m_conversation)
    , m_emojiChoice(&m_theme, &m_settings, m_window.chatPage())
    , m_spelling(&m_theme, &m_settings, m_window.chatPage()->composer()->edit())
    , m_inquiry(&m_client, &m_theme, &m_window)
    , m_roomMenu(&m_client, &m_window)
    , m_telling(&m_settings, &m_client, &m_window, &m_conversation)
{
    m_window.restoreGeometry(m_settings.windowGeometry());
    m_window.chatPage()->restoreState(m_settings.windowState());
    m_window.startPage()->setName(m_options.name.isEmpty() ? m_settings.name() : m_options.name);
    m_window.startPage()->setRecentServers(m_settings.recentServers());
    m_telling.setMuted([this](const QByteArray &id) {
        const ChatRoom *room = m_client.room(id);
        return room && room->marks().isMuted;
    });
    connectParts();
    listenToDesktop();
}

void Application::start()
{
    m_instance = std::make_unique<RunningInstance>(m_settings.directory());
    connect(m_instance.get(), &RunningInstance::asked, this, &Application::takeOver);
    m_window.show();
    const QString name = m_window.startPage()->name();
    if (m_options.hostName) {
        host(m_options.hostName->isEmpty() ? name : *m_options.hostName, {});
    } else if (!m_options.join.isEmpty()) {
        m_window.startPage()->setAddress(m_options.join);
        join(name, m_options.join, {});
    }
}

void Application::host(const QString &name, const QString &passcode)
{
    m_settings.setName(name);
    m_window.startPage()->setName(name);
    m_window.startPage()->setBusy(tr("Opening your room…"));
    m_hosting.start(passcode);
}

void Application::hostStarted()
{
    m_roomMenu.setHosting(true);
    m_client.join(m_hosting.service().joinOptions(m_window.startPage()->name()));
}

void Application::join(const QString &name, const QString &text, const QString &passcode)
{
    const auto address = ServerAddress::parse(text);
    if (!address) {
        m_window.startPage()->showJoinTrouble(address.error());
        return;
    }
    m_settings.setName(name);
    if (m_options.room.isEmpty()) {
        m_options.room = address->room;
    }
    m_window.startPage()->setBusy(tr("Joining %1…").arg(address->display()));
    JoinOptions options;
    options.url = address->url;
    options.name = name;
    options.passcode = passcode.isEmpty() ? address->passcode : passcode;
    options.identity = address->identity();
    m_client.join(options);
}

void Application::statusChanged(const ConnectionStatus &status)
{
    using State = ConnectionStatus::State;
    using Reason = ConnectionStatus::Reason;
    if (status.state == State::Online) {
        online();
    } else if (m_window.isChatShown() || status.state == State::Connecting) {
        return; // the connection bar tells
    } else if (m_client.certificateQuestion()) {
        m_inquiry.ask();
    } else if (status.reason != Reason::None) {
        const bool asks =
            status.reason == Reason::PasscodeNeeded || status.reason == Reason::WrongPasscode;
        showTrouble(statusText(status), asks, status.state == State::Waiting);
    }
}

// What the command line asked for is tried until it is there or somebody cancels it.
void Application::showTrouble(const QString &text, bool asksPasscode, bool isTriedAgain)
{
    StartPage *page = m_window.startPage();
    if (!m_options.join.isEmpty() && isTriedAgain && !asksPasscode) {
        page->setBusy(text);
        return;
    }
    const bool isHosting = m_hosting.isRunning();
    leave();
    if (isHosting) {
        page->showHostTrouble(text);
    } else {
        asksPasscode ? page->askPasscode(text) : page->showJoinTrouble(text);
    }
}

// Who is not in yet stays out; in the chat the connection bar goes on telling.
void Application::certificateDeclined()
{
    if (!m_window.isChatShown()) {
        showTrouble(statusText(m_client.status()), false, false);
    }
}

void Application::online()
{
    m_window.startPage()->setBusy({});
    updateServerName();
    if (std::exchange(m_wasOnline, true)) {
        return;
    }
    showChat();
    if (m_hosting.isRunning()) {
        m_hosting.showCard();
    } else {
        m_settings.rememberServer({m_client.joinOptions().url, m_client.joinOptions().name,
            QDateTime::currentDateTime()});
    }
}

void Application::showChat()
{
    if (!m_window.isChatShown()) {
        m_window.showChat();
        m_conversation.setWindowActive(m_window.isActiveWindow());
    }
}

// What is known of the server is shown before it has answered, or when it does not.
void Application::roomsRestored()
{
    m_window.startPage()->setBusy({});
    updateServerName();
    showChat();
    openFirstRoom();
}

// The room of the command line, the one of last time, any: one of them is shown.
void Application::openFirstRoom()
{
    if (m_client.currentRoom()) {
        return;
    }
    const QByteArray last = m_settings.lastRoom(m_client.joinOptions().identity);
    const auto rooms = m_client.rooms();
    if (!m_options.room.isEmpty()) {
        m_conversation.open(m_options.room);
    } else if (m_client.room(last)) {
        m_conversation.open(last);
    } else if (!rooms.empty()) {
        m_conversation.open(rooms.front()->id());
    } else if (m_hosting.isRunning()) {
        m_conversation.open(m_client.createRoom(tr("Everybody")));
    } else {
        m_opensNextRoom = true;
    }
}

void Application::leave()
{
    m_options.join.clear();
    m_opensNextRoom = false;
    m_wasOnline = false;
    m_client.leave();
    m_hosting.stop();
    m_window.setDependents(0);
    m_window.startPage()->setBusy({});
    m_window.startPage()->setRecentServers(m_settings.recentServers());
    m_window.showStartPage();
}

void Application::hostStopped()
{
    m_roomMenu.setHosting(false);
    if (!m_client.isJoined()) {
        m_window.startPage()->setBusy({});
    }
    if (m_isClosing) {
        Q_EMIT finished();
    }
}

void Application::hostFailed(const QString &text)
{
    if (m_window.isChatShown()) {
        m_window.showNotice(text);
    } else {
        m_window.startPage()->showHostTrouble(text);
    }
}

void Application::showRoomsAside()
{
    auto *dialog = new RoomsAsideDialog(&m_client, &m_theme, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RoomsAsideDialog::roomChosen, &m_conversation, &Conversation::open);
    dialog->open();
}

void Application::updateServerName()
{
    ServerAddress address;
    address.url = m_client.joinOptions().url;
    m_window.chatPage()->roomsPane()->setServer(
        m_hosting.isRunning() ? tr("Hosted here") : address.display(),
        tr("as %1").arg(
            m_client.self().name.isEmpty() ? m_client.joinOptions().name : m_client.self().name));
}

void Application::askPasscode()
{
    auto *dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Passcode"));
    dialog->setLabelText(tr("The passcode of this server"));
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &passcode) {
        JoinOptions options = m_client.joinOptions();
        options.passcode = passcode;
        m_client.join(options);
    });
    dialog->open();
}

void Application::newRoom()
{
    auto *dialog = new NewRoomDialog(&m_theme, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_conversation.open(m_client.createRoom(dialog->name(), dialog->topic()));
    });
    dialog->open();
}

void Application::showSettings()
{
    if (auto *open = m_window.findChild<SettingsDialog *>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    auto *dialog = new SettingsDialog(
        SettingsTable::make({&m_settings, &m_hosting, m_telling.notifier(), &m_spelling,
            [this](const QString &mode) { m_settings.setTheme(mode); },
            [this] { m_window.startPage()->setRecentServers(m_settings.recentServers()); }}),
        &m_theme, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

Theme::Looks Application::looks() const
{
    return {Theme::modeFromName(m_settings.theme()), m_settings.zoom(), m_settings.isDense()};
}

void Application::zoom(int step)
{
    m_settings.setZoom(step == 0 ? 100 : Theme::zoomStep(m_settings.zoom(), step));
}

// The window is gone at once; the server ends behind it, while events are still handled.
void Application::windowCloses()
{
    m_isClosing = true;
    m_settings.setWindowGeometry(m_window.saveGeometry());
    m_settings.setWindowState(m_window.chatPage()->saveState());
    m_client.leave();
    m_hosting.stop();
    if (m_hosting.service().state() == HostService::State::Stopped) {
        Q_EMIT finished();
    }
}

} // namespace app
