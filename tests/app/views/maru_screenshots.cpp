// Shows the windows and dialogs with made-up data and saves a picture of each, light and dark,
// English and Korean, small and as usual: maru_screenshots [DIRECTORY [FILTER]]
#include "app/application.h"
#include "app/client/texts.h"
#include "app/views/certificatedialog.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/connectionbar.h"
#include "app/views/conversation.h"
#include "app/views/hostcard.h"
#include "app/views/mainwindow.h"
#include "app/views/memberspane.h"
#include "app/views/newroomdialog.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/searchedit.h"
#include "app/views/settingsdialog.h"
#include "app/views/startpage.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "app/views/translations.h"
#include "tests/app/support/certificatequestions.h"
#include "tests/app/support/fakemodels.h"
#include "tests/app/views/choicescenes.h"
#include "tests/app/views/photographer.h"
#include "tests/app/views/roomscenes.h"
#include "tests/app/views/timelinescenes.h"

#include <QApplication>
#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QMessageBox>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>

using namespace app;
using namespace app::test;

namespace {

RecentServer recentServer(const char *url)
{
    return {QUrl(QString::fromLatin1(url)), QStringLiteral("Minsu"), QDateTime::currentDateTime()};
}

void takeStartPage(Photographer &photographer, Theme &theme, const Look &look)
{
    MainWindow window(&theme);
    window.resize(look.size);
    window.startPage()->setName(look.isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu"));
    window.startPage()->setRecentServers({recentServer("ws://192.168.1.20:7666/ws-connect"),
        recentServer("wss://chat.example.org:443/ws-connect")});
    photographer.take(window, look.name(QStringLiteral("alone")));
    const bool isKorean = look.isKorean;
    window.startPage()->setFoundHosts(
        {{QUrl(QStringLiteral("ws://192.168.1.24:7666/ws-connect")),
             isKorean ? QStringLiteral("최은지") : QStringLiteral("Ann Baker"), 4, false},
            {QUrl(QStringLiteral("ws://192.168.1.31:7666/ws-connect")),
                isKorean ? QStringLiteral("회의실") : QStringLiteral("Meeting room"), 1, true}},
        false);
    window.startPage()->setServerState(
        QUrl(QStringLiteral("ws://192.168.1.20:7666/ws-connect")), {ServerState::Life::Live, 3});
    window.startPage()->setServerState(
        QUrl(QStringLiteral("wss://chat.example.org:443/ws-connect")),
        {ServerState::Life::Silent, {}});
    photographer.take(window, look.name(QStringLiteral("start")));
    window.startPage()->setAddress(QStringLiteral("192.168.1.20"));
    window.startPage()->askPasscode(statusText(
        {ConnectionStatus::State::Offline, ConnectionStatus::Reason::WrongPasscode, {}, 0, 0}));
    photographer.take(window, look.name(QStringLiteral("passcode")));
}

void takeChat(Photographer &photographer, Theme &theme, const Look &look)
{
    FakeTimeline timeline;
    FakeList rooms;
    FakeList members;
    fillRooms(rooms, look.isKorean);
    fillMembers(members, look.isKorean);
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&rooms);
    page->membersPane()->setModel(&members);
    page->timeline()->setModel(&timeline);
    timeline.insert(0, conversation(look.isKorean));
    page->roomsPane()->setServer(QStringLiteral("192.168.1.20"),
        look.isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu"));
    page->header()->setRoom(rooms.index(0).data(RoomRole::Name).toString(),
        look.isKorean ? QStringLiteral("무슨 이야기든 좋아요") : QStringLiteral("Anything goes"));
    page->header()->setHosting(true);
    page->composer()->setRoomName(rooms.index(0).data(RoomRole::Name).toString());
    window.showChat();
    photographer.take(window, look.name(QStringLiteral("rooms")));
    page->showConversation();
    photographer.take(window, look.name(QStringLiteral("chat")));
    ConnectionStatus lost{ConnectionStatus::State::Waiting, ConnectionStatus::Reason::Lost, {},
        QDateTime::currentMSecsSinceEpoch() + 6900, 2};
    page->connectionBar()->setStatus(lost);
    page->composer()->setMaximumLength(60);
    page->composer()->setDraft(look.isKorean
            ? QStringLiteral("내일 회의는 몇 시에 시작하나요?\n저는 조금 늦을 것 같아요. 먼저 "
                             "시작해 주세요. 자료는 올려 둘게요.")
            : QStringLiteral("When do we start tomorrow?\nI might be late."));
    timeline.insert(0, messages(100, 140));
    page->timeline()->selectEverything();
    page->timeline()->verticalScrollBar()->setValue(400);
    timeline.insert(
        timeline.rowCount() - 3, {message(200, QStringLiteral("Ann"), QStringLiteral("new"))});
    page->timeline()->setUnread(1, 0);
    photographer.take(window, look.name(QStringLiteral("offline")));
}

// Before anything was said, while it is read, and when it is not sent.
void takeStates(Photographer &photographer, Theme &theme, const Look &look)
{
    const QString longName =
        QStringLiteral("Maximiliane Theodora von Hohenstein-Waldburg zu Wolfegg");
    const QString roomName =
        look.isKorean ? QStringLiteral("모두의 방") : QStringLiteral("Everybody");
    FakeList nothing;
    FakeTimeline timeline;
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&nothing);
    page->membersPane()->setModel(&nothing);
    page->timeline()->setModel(&timeline);
    page->timeline()->setPlaceholderText(Conversation::placeholder(false));
    page->roomsPane()->setServer(QStringLiteral("192.168.1.20"), QStringLiteral("Minsu"));
    page->composer()->setEnabled(false);
    window.showChat();
    photographer.take(window, look.name(QStringLiteral("emptyserver")));
    page->showConversation();
    page->composer()->setEnabled(true);
    page->header()->setRoom(roomName, {});
    page->composer()->setRoomName(roomName);
    page->timeline()->setPlaceholderText(Conversation::placeholder(true));
    photographer.take(window, look.name(QStringLiteral("emptyroom")));
    timeline.insert(0, messages(30, 38));
    page->timeline()->setLoading(true);
    page->timeline()->showFromRow(0);
    photographer.take(window, look.name(QStringLiteral("loading")));
    page->timeline()->setLoading(false);
    timeline.append(message(39, longName, QStringLiteral("A name of this length is cut short.")));
    MessageRow failed =
        message(0, look.isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu"),
            look.isKorean ? QStringLiteral("그때 봐요!") : QStringLiteral("See you!"));
    failed.isOwn = true;
    failed.messageId = "key";
    failed.state = MessageState::Failed;
    failed.failureReason = failureText({"too-fast", {}});
    timeline.append(failed);
    page->timeline()->scrollToEnd();
    page->timeline()->setFocus(Qt::TabFocusReason);
    photographer.take(window, look.name(QStringLiteral("failed")));
    FakeList members;
    fillMembers(members, look.isKorean);
    members.append({{MemberRole::Person, QByteArray("long")}, {MemberRole::Name, longName}});
    page->membersPane()->setModel(&members);
    Q_EMIT page->header()->membersToggled();
    photographer.take(window, look.name(QStringLiteral("members")));
}

// What is said of certificates, in the dialog and in the bar.
void takeCertificates(Photographer &photographer, Theme &theme, const Look &look)
{
    using Kind = CertificateQuestion::Kind;
    const QString server = QStringLiteral("wss://192.168.1.20:7666");
    const std::pair<Kind, const char *> kinds[] = {{Kind::Unknown, "certificate"},
        {Kind::Unusable, "certificateexpired"}, {Kind::Changed, "certificatechanged"}};
    for (const auto &[kind, name] : kinds) {
        CertificateDialog dialog(certificateQuestion(kind), server, &theme);
        photographer.take(dialog, look.name(QString::fromLatin1(name)));
        if (auto *isTold = dialog.findChild<QCheckBox *>()) {
            isTold->setFocus(Qt::TabFocusReason);
            isTold->setChecked(true);
            photographer.take(dialog, look.name(QStringLiteral("certificatetold")));
        }
    }
}

void takeCertificateBar(Photographer &photographer, Theme &theme, const Look &look)
{
    FakeTimeline timeline;
    FakeList rooms;
    fillRooms(rooms, look.isKorean);
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&rooms);
    page->timeline()->setModel(&timeline);
    timeline.insert(0, conversation(look.isKorean));
    window.showChat();
    page->showConversation();
    page->connectionBar()->setStatus(
        {ConnectionStatus::State::Offline, ConnectionStatus::Reason::CertificateChanged, {}, 0, 3});
    photographer.take(window, look.name(QStringLiteral("certificatebar")));
    window.showStartPage();
    window.startPage()->setAddress(QStringLiteral("wss://192.168.1.20:7666"));
    window.startPage()->showJoinTrouble(statusText({ConnectionStatus::State::Offline,
        ConnectionStatus::Reason::CertificateTrouble, {}, 0, 0}));
    photographer.take(window, look.name(QStringLiteral("certificatestart")));
}

void takeDialogs(Photographer &photographer, Theme &theme, const Look &look)
{
    HostCard card(&theme);
    HostAddress lan{QStringLiteral("192.168.1.20"), QStringLiteral("wlan0"), HostAddress::Kind::Lan,
        QUrl(QStringLiteral("ws://192.168.1.20:7666/ws-connect"))};
    HostAddress vpn{QStringLiteral("10.8.0.3"), QStringLiteral("tun0"), HostAddress::Kind::Virtual,
        QUrl(QStringLiteral("ws://10.8.0.3:7666/ws-connect"))};
    card.setAddresses({lan, vpn});
    card.setPasscode(QStringLiteral("wooden-floor"));
    card.setGuests({{"1", QStringLiteral("Ann Baker")}, {"2", QStringLiteral("Ben")},
        {"3", QStringLiteral("최은지")}});
    photographer.take(card, look.name(QStringLiteral("hostcard")));
    for (HostAddress *address : {&lan, &vpn}) {
        address->url.setPort(41234);
    }
    card.setAddresses({lan, vpn});
    card.setPasscode({});
    card.setNote(Hosting::elsewhereText(7666));
    photographer.take(card, look.name(QStringLiteral("hostport")));
    NewRoomDialog room(&theme);
    photographer.take(room, look.name(QStringLiteral("newroom")));
    MainWindow window(&theme);
    window.show();
    window.setDependents(3);
    window.close();
    photographer.take(*window.findChild<QMessageBox *>(), look.name(QStringLiteral("closing")));
}

// The settings of a program of its own, which has its own looks meanwhile.
void takeSettings(Photographer &photographer, Theme &theme, const Look &look)
{
    QTemporaryDir profile;
    Settings(profile.path()).setTheme(Theme::modeName(look.mode));
    ApplicationOptions options;
    options.profile = profile.path();
    options.name = look.isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu");
    {
        Application program(options);
        program.window()->resize(look.size);
        Q_EMIT program.window()->startPage()->settingsRequested();
        auto *dialog = program.window()->findChild<SettingsDialog *>();
        photographer.take(*dialog, look.name(QStringLiteral("settings")));
        dialog->showCategory(SettingCategory::Notifications);
        photographer.take(*dialog, look.name(QStringLiteral("settingsnotify")));
        dialog->findChild<SearchEdit *>()->setText(
            look.isKorean ? QStringLiteral("ㅇㄹ") : QStringLiteral("list"));
        photographer.take(*dialog, look.name(QStringLiteral("settingssearch")));
    }
    theme.setMode(look.mode);
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication program(argc, argv);
    const QStringList arguments = QApplication::arguments();
    QDir directory(arguments.value(1, QStringLiteral("screenshots")));
    if (!directory.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "cannot make %s\n", qPrintable(directory.path()));
        return 1;
    }
    Photographer photographer(directory, arguments.value(2));
    Theme theme;
    for (const bool isKorean : {false, true}) {
        Translations translations;
        translations.install(QLocale(isKorean ? QLocale::Korean : QLocale::English));
        for (const Theme::Mode mode :
            {Theme::Mode::Light, Theme::Mode::Dark, Theme::Mode::HighContrast}) {
            theme.setMode(mode);
            for (const QSize &size : {QSize(1100, 720), QSize(480, 420)}) {
                const Look look{isKorean, mode, size};
                takeStartPage(photographer, theme, look);
                takeChat(photographer, theme, look);
                takeMarkdown(photographer, theme, look);
                takeChoices(photographer, theme, look);
                takeTimeline(photographer, theme, look);
                takeStates(photographer, theme, look);
                takeCertificateBar(photographer, theme, look);
                takeSettings(photographer, theme, look);
                const TakePicture take = [&](QWidget &widget, const QString &name) {
                    photographer.take(widget, look.name(name));
                };
                takeSearch(take, theme, isKorean, size);
                takeLooks(take, theme, isKorean, size);
                takeRoomChanges(take, theme, isKorean, size);
                if (size.width() > 1000) {
                    takeDialogs(photographer, theme, look);
                    takeTimelineDialogs(photographer, look);
                    takeCertificates(photographer, theme, look);
                }
            }
        }
        translations.remove();
    }
    return 0;
}
