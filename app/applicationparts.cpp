#include "app/application.h"

#include "app/views/chatpage.h"
#include "app/views/connectionbar.h"
#include "app/views/memberspane.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/startpage.h"

#include <QAction>
#include <QDesktopServices>
#include <QMenu>
#include <QShortcut>

// Application's part that joins its parts: who hears what from whom.
namespace app {

void Application::connectParts()
{
    const StartPage *page = m_window.startPage();
    connect(page, &StartPage::hostRequested, this, &Application::host);
    connect(page, &StartPage::joinRequested, this, &Application::join);
    connect(page, &StartPage::cancelRequested, this, &Application::leave);
    connect(m_window.chatPage()->connectionBar(), &ConnectionBar::passcodeRequested, this,
        &Application::askPasscode);
    connect(m_window.chatPage()->connectionBar(), &ConnectionBar::certificateRequested, &m_inquiry,
        &CertificateInquiry::ask);
    connect(&m_inquiry, &CertificateInquiry::declined, this, &Application::certificateDeclined);
    connectRooms();
    connectHosting();
    connectSettings();
    connect(&m_window, &MainWindow::closing, this, &Application::windowCloses);
    connect(&m_window, &MainWindow::activeChanged, &m_conversation, &Conversation::setWindowActive);
    connect(&m_conversation, &Conversation::linkActivated, this,
        [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(&m_client, &ChatClient::statusChanged, this, &Application::statusChanged);
    connect(&m_client, &ChatClient::selfChanged, this, &Application::updateServerName);
    connect(&m_client, &ChatClient::roomsRestored, this, &Application::roomsRestored);
    connect(&m_client, &ChatClient::roomsListed, this, &Application::openFirstRoom);
    connect(&m_client, &ChatClient::problemReported, &m_window, &MainWindow::showNotice);
    connect(&m_conversation, &Conversation::noticeWanted, &m_window, &MainWindow::showNotice);
    connect(&m_client, &ChatClient::roomAdded, this, [this](const ChatRoom *room) {
        if (m_opensNextRoom && !m_client.currentRoom()) {
            m_opensNextRoom = false;
            m_conversation.open(room->id());
        }
    });
}

// Ctrl+, anywhere, the menu of the rooms, and the start page.
void Application::connectSettings()
{
    auto *shortcut = new QShortcut(Qt::CTRL | Qt::Key_Comma, &m_window);
    connect(shortcut, &QShortcut::activated, this, &Application::showSettings);
    connect(m_window.startPage(), &StartPage::settingsRequested, this, &Application::showSettings);
    QMenu *menu = m_window.chatPage()->roomsPane()->menu();
    auto *settings = new QAction(tr("Settings…") + QStringLiteral("\tCtrl+,"), menu);
    connect(settings, &QAction::triggered, this, &Application::showSettings);
    menu->insertAction(menu->actions().last(), settings); // before one leaves
}

void Application::connectRooms()
{
    ChatPage *page = m_window.chatPage();
    RoomsPane *rooms = page->roomsPane();
    connect(rooms, &RoomsPane::newRoomRequested, this, &Application::newRoom);
    connect(rooms, &RoomsPane::asideRequested, this, &Application::showRoomsAside);
    connect(rooms, &RoomsPane::themeModeChosen, &m_settings, &Settings::setTheme);
    connect(rooms, &RoomsPane::densityChosen, &m_settings, &Settings::setDense);
    connect(rooms, &RoomsPane::zoomChosen, this, &Application::zoom);
    connect(&m_window, &MainWindow::zoomChosen, this, &Application::zoom);
    connect(&m_settings, &Settings::looksChanged, this, [this] { m_theme.setLooks(looks()); });
    connect(&m_colors, &DesktopColors::changed, this,
        [this](const ColorScheme &scheme) { m_theme.setScheme(scheme); });
    connect(rooms, &RoomsPane::searchRequested, &m_finding, [this] { m_finding.open(true); });
    connect(rooms, &RoomsPane::leaveRequested, this,
        [this] { m_window.confirmCutOff(tr("Stop hosting and leave?"), [this] { leave(); }); });
    connect(rooms, &RoomsPane::roomMenuRequested, &m_roomMenu, &RoomMenu::showForRoom);
    connect(page->membersPane(), &MembersPane::memberMenuRequested, &m_roomMenu,
        &RoomMenu::showForMember);
    connect(page->header(), &RoomHeader::menuRequested, &m_roomMenu, &RoomMenu::showForOpenRoom);
    connect(&m_roomMenu, &RoomMenu::dateRequested, &m_conversation,
        [this] { m_conversation.askDate(); });
    connect(&m_client, &ChatClient::roomsAsideChanged, rooms,
        [this, rooms] { rooms->setAsideCount(static_cast<int>(m_client.roomsAside().size())); });
}

void Application::connectHosting()
{
    const RoomsPane *rooms = m_window.chatPage()->roomsPane();
    connect(rooms, &RoomsPane::backupRequested, &m_hosting, &Hosting::backUp);
    connect(rooms, &RoomsPane::restoreRequested, &m_hosting, &Hosting::restore);
    connect(m_window.startPage(), &StartPage::restoreRequested, &m_hosting, &Hosting::restore);
    connect(&m_roomMenu, &RoomMenu::exportRequested, &m_hosting, &Hosting::exportRoom);
    connect(m_window.chatPage()->header(), &RoomHeader::inviteRequested, &m_hosting,
        &Hosting::showCard);
    connect(m_hosting.card(), &HostCard::stopRequested, this,
        [this] { m_window.confirmCutOff(tr("Stop hosting?"), [this] { leave(); }); });
    connect(&m_hosting, &Hosting::restoring, this, [this] {
        m_settings.setName(m_window.startPage()->name());
        m_window.startPage()->setBusy(tr("Opening your room…"));
    });
    connect(&m_hosting, &Hosting::noticeWanted, &m_window, &MainWindow::showNotice);
    connect(&m_hosting, &Hosting::started, this, &Application::hostStarted);
    connect(&m_hosting, &Hosting::stopped, this, &Application::hostStopped);
    connect(&m_hosting, &Hosting::failed, this, &Application::hostFailed);
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

} // namespace app
