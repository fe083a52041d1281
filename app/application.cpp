#include "app/application.h"

#include "app/client/serveraddress.h"
#include "app/client/texts.h"
#include "app/views/chatpage.h"
#include "app/views/connectionbar.h"
#include "app/views/memberspane.h"
#include "app/views/newroomdialog.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/startpage.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QInputDialog>

#include <utility>

namespace app {

Application::Application(ApplicationOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_settings(m_options.profile)
    , m_lock(m_settings.directory())
    , m_theme(Theme::modeFromName(m_settings.theme()))
    , m_client(&m_settings)
    , m_window(&m_theme)
    , m_conversation(&m_client, m_window.chatPage())
    , m_inquiry(&m_client, &m_theme, &m_window)
    , m_hostCard(&m_theme, &m_window)
    , m_roomMenu(&m_client, &m_window)
{
    m_window.restoreGeometry(m_settings.windowGeometry());
    m_window.chatPage()->restoreState(m_settings.windowState());
    m_window.startPage()->setName(m_options.name.isEmpty() ? m_settings.name() : m_options.name);
    m_window.startPage()->setRecentServers(m_settings.recentServers());
    connectParts();
    listenToDesktop();
}

void Application::connectParts()
{
    const StartPage *page = m_window.startPage();
    connect(page, &StartPage::hostRequested, this, &Application::host);
    connect(page, &StartPage::joinRequested, this, &Application::join);
    connect(page, &StartPage::cancelRequested, this, &Application::leave);
    const RoomsPane *rooms = m_window.chatPage()->roomsPane();
    connect(rooms, &RoomsPane::newRoomRequested, this, &Application::newRoom);
    connect(rooms, &RoomsPane::themeModeChosen, this, &Application::chooseTheme);
    connect(rooms, &RoomsPane::leaveRequested, this,
        [this] { m_window.confirmCutOff(tr("Stop hosting and leave?"), [this] { leave(); }); });
    connect(rooms, &RoomsPane::roomMenuRequested, &m_roomMenu, &RoomMenu::showForRoom);
    connect(m_window.chatPage()->membersPane(), &MembersPane::memberMenuRequested, &m_roomMenu,
        &RoomMenu::showForMember);
    connect(m_window.chatPage()->header(), &RoomHeader::inviteRequested, this,
        &Application::showHostCard);
    connect(m_window.chatPage()->connectionBar(), &ConnectionBar::passcodeRequested, this,
        &Application::askPasscode);
    connect(m_window.chatPage()->connectionBar(), &ConnectionBar::certificateRequested, &m_inquiry,
        &CertificateInquiry::ask);
    connect(&m_inquiry, &CertificateInquiry::declined, this, &Application::certificateDeclined);
    connect(&m_hostCard, &HostCard::stopRequested, this,
        [this] { m_window.confirmCutOff(tr("Stop hosting?"), [this] { leave(); }); });
    connect(&m_hostCard, &HostCard::addressesWanted, this, &Application::updateHostCard);
    connect(&m_window, &MainWindow::closing, this, &Application::windowCloses);
    connect(&m_window, &MainWindow::activeChanged, &m_conversation, &Conversation::setWindowActive);
    connect(&m_conversation, &Conversation::linkActivated, this,
        [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(&m_client, &ChatClient::statusChanged, this, &Application::statusChanged);
    connect(&m_client, &ChatClient::selfChanged, this, &Application::updateServerName);
    connect(&m_client, &ChatClient::roomsRestored, this, &Application::roomsRestored);
    connect(&m_client, &ChatClient::roomsListed, this, &Application::openFirstRoom);
    connect(&m_client, &ChatClient::othersPresentChanged, this, &Application::updateDependents);
    connect(&m_client, &ChatClient::problemReported, &m_window, &MainWindow::showNotice);
    connect(&m_client, &ChatClient::roomAdded, this, [this](const ChatRoom *room) {
        if (m_opensNextRoom && !m_client.currentRoom()) {
            m_opensNextRoom = false;
            m_conversation.open(room->id());
        }
    });
    connect(&m_host, &HostService::started, this, &Application::hostStarted);
    connect(&m_host, &HostService::stopped, this, &Application::hostStopped);
    connect(&m_host, &HostService::failed, this, [this](const QString &text) {
        m_window.startPage()->setBusy({});
        m_window.startPage()->showHostTrouble(text);
    });
}

void Application::listenToDesktop()
{
    connect(&m_watch, &DesktopWatch::resumed, this, [this] {
        if (!m_client.certificateQuestion()) { // nothing is tried until it is answered
            m_client.tryNow();
        }
    });
    const auto tell = [this] {
        if (m_client.presence() != m_away.presence()) {
            m_client.setPresence(m_away.presence());
        }
    };
    connect(&m_watch, &DesktopWatch::lockedChanged, this, [this, tell](bool isLocked) {
        m_away.setLocked(isLocked);
        tell();
    });
    connect(&m_watch, &DesktopWatch::idleChanged, this, [this, tell](bool isIdle) {
        m_away.setIdle(isIdle);
        tell();
    });
    connect(
        m_window.chatPage()->roomsPane(), &RoomsPane::awayChosen, this, [this, tell](bool isAway) {
            m_away.choose(isAway);
            tell();
        });
}

void Application::start()
{
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
    m_host.start({.directory = m_settings.serverDirectory(),
        .passcode = passcode,
        .port = m_settings.hostPort()});
}

void Application::hostStarted()
{
    m_settings.setHostPort(m_host.port());
    m_client.join(m_host.joinOptions(m_window.startPage()->name()));
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
    const bool isHosting = m_host.isRunning();
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
    if (m_host.isRunning()) {
        showHostCard();
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
    } else if (m_host.isRunning()) {
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
    m_hostCard.close();
    m_host.stop();
    m_window.setDependents(0);
    m_window.startPage()->setBusy({});
    m_window.startPage()->setRecentServers(m_settings.recentServers());
    m_window.showStartPage();
}

void Application::hostStopped()
{
    m_window.chatPage()->header()->setHosting(false);
    updateDependents();
    if (m_isClosing) {
        Q_EMIT finished();
    }
}

void Application::showHostCard()
{
    m_window.chatPage()->header()->setHosting(true);
    m_hostCard.setPasscode(m_host.options().passcode);
    m_hostCard.setNote(m_host.isElsewhere() ? elsewhereText(m_host.options().port) : QString());
    m_hostCard.setPeople(m_client.othersPresent());
    updateHostCard();
    m_hostCard.show();
    m_hostCard.raise();
}

QString Application::elsewhereText(int takenPort)
{
    return tr("Port %1 was taken by another program. Addresses given out before do not work now.")
        .arg(takenPort);
}

void Application::updateHostCard()
{
    m_hostCard.setAddresses(m_host.addresses());
}

void Application::updateDependents()
{
    const QStringList others = m_host.isRunning() ? m_client.othersPresent() : QStringList();
    m_window.setDependents(static_cast<int>(others.size()));
    m_hostCard.setPeople(others);
}

void Application::updateServerName()
{
    ServerAddress address;
    address.url = m_client.joinOptions().url;
    m_window.chatPage()->roomsPane()->setServer(
        m_host.isRunning() ? tr("Hosted here") : address.display(),
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

void Application::chooseTheme(const QString &mode)
{
    m_settings.setTheme(mode);
    m_theme.setMode(Theme::modeFromName(mode));
}

// The window is gone at once; the server ends behind it, while events are still handled.
void Application::windowCloses()
{
    m_isClosing = true;
    m_settings.setWindowGeometry(m_window.saveGeometry());
    m_settings.setWindowState(m_window.chatPage()->saveState());
    m_hostCard.close();
    m_client.leave();
    m_host.stop();
    if (m_host.state() == HostService::State::Stopped) {
        Q_EMIT finished();
    }
}

} // namespace app
