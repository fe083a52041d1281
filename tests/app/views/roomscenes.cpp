#include "tests/app/views/roomscenes.h"

#include "app/client/chatclient.h"
#include "app/client/search.h"
#include "app/client/settings.h"
#include "app/models/roles.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/mainwindow.h"
#include "app/views/memberspane.h"
#include "app/views/roomheader.h"
#include "app/views/roommenu.h"
#include "app/views/roomsasidedialog.h"
#include "app/views/roomspane.h"
#include "app/views/searchedit.h"
#include "app/views/searchpane.h"
#include "app/views/shortcutshelp.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "app/views/toast.h"
#include "tests/app/support/fakemodels.h"

#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPoint>
#include <QTemporaryDir>

namespace app::test {

namespace {

struct Said {
    QString room;
    QString author;
    QString before;
    QString hit;
    QString after;
    int daysAgo;
};

std::vector<Said> saidAbout(bool isKorean)
{
    if (isKorean) {
        return {
            {QStringLiteral("모두의 방"), QStringLiteral("최은지"), QStringLiteral("내일 "),
                QStringLiteral("회의"), QStringLiteral("실에서 봐요. 자료는 제가 가져갈게요."), 0},
            {QStringLiteral("주말 계획"), QStringLiteral("박민수"), QStringLiteral("그 "),
                QStringLiteral("회의"), QStringLiteral("는 다음 주로 옮겼어요"), 3},
            {QStringLiteral("모두의 방"), QStringLiteral("김하나"),
                QStringLiteral(
                    "지난번에 정한 대로 매주 월요일 아침에 모여서 한 주 동안 할 일을 나누고, "
                    "금요일에는 짧게 "),
                QStringLiteral("회의"),
                QStringLiteral(
                    "를 해서 무엇이 끝났는지 서로 이야기하기로 했습니다. 그 밖의 것은 여기에 "
                    "적어 주세요. 읽고 나서 답을 남겨 주시면 더 좋습니다."),
                400}};
    }
    return {{QStringLiteral("Everybody"), QStringLiteral("Ann Baker"), QStringLiteral("The "),
                QStringLiteral("meeting"), QStringLiteral(" is in the small room tomorrow."), 0},
        {QStringLiteral("Weekend plans"), QStringLiteral("Ben"), QStringLiteral("That "),
            QStringLiteral("meeting"), QStringLiteral(" was moved to next week"), 3},
        {QStringLiteral("Everybody"),
            QStringLiteral("Maximiliane Theodora von Hohenstein-Waldburg zu Wolfegg"),
            QStringLiteral("As we said last time, we come together each Monday morning and share "
                           "out the work of the week, with a short "),
            QStringLiteral("meeting"),
            QStringLiteral(" on Friday to tell each other what is done. Anything else should be "
                           "written here, so that everybody can read it in time."),
            400}};
}

void fillHits(FakeList &list, bool isKorean, bool isEverywhere)
{
    for (const Said &said : saidAbout(isKorean)) {
        list.append({{SearchRole::RoomName, isEverywhere ? said.room : QString()},
            {SearchRole::AuthorId, said.author.toUtf8()}, {SearchRole::AuthorName, said.author},
            {SearchRole::SentAt, QDateTime::currentDateTime().addDays(-said.daysAgo)},
            {SearchRole::Text, QVariant(said.before + said.hit + said.after)},
            {SearchRole::Hits,
                QVariantList{QPoint(int(said.before.size()), int(said.hit.size()))}}});
    }
}

// A search in the state that a reply has brought about.
Search searchWith(int hits, qint64 before, bool isComplete)
{
    Search search;
    search.setOnline(true);
    const auto question = search.look(QStringLiteral("meeting"), {}, 0);
    chat::SearchResult result;
    result.hits.resize(static_cast<std::size_t>(hits));
    result.before = before;
    result.isComplete = isComplete;
    search.replied({question->number, result, {}});
    return search;
}

// The chat page with a conversation in it.
struct Scene {
    Scene(Theme &theme, bool isKorean, const QSize &size)
        : window(&theme)
        , page(window.chatPage())
    {
        fillRooms(rooms, isKorean);
        fillMembers(members, isKorean);
        window.resize(size);
        page->roomsPane()->setModel(&rooms);
        page->membersPane()->setModel(&members);
        page->timeline()->setModel(&timeline);
        timeline.insert(0, conversation(isKorean));
        const QString name = rooms.index(0).data(RoomRole::Name).toString();
        page->roomsPane()->setServer(QStringLiteral("192.168.1.20"),
            isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu"));
        page->header()->setRoom(name,
            isKorean ? QStringLiteral("무슨 이야기든 좋아요") : QStringLiteral("Anything goes"));
        page->composer()->setRoomName(name);
        page->searchPane()->setRoomName(name);
        window.showChat();
        page->showConversation();
    }

    FakeTimeline timeline;
    FakeList rooms;
    FakeList members;
    MainWindow window;
    ChatPage *page;
};

} // namespace

void takeSearch(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size)
{
    Scene scene(theme, isKorean, size);
    SearchPane *pane = scene.page->searchPane();
    pane->setEverywhere(false);
    scene.page->showSearch();
    take(scene.window, QStringLiteral("search-empty"));
    FakeList everywhere;
    fillHits(everywhere, isKorean, true);
    pane->field()->setText(isKorean ? QStringLiteral("회의") : QStringLiteral("meeting"));
    pane->setEverywhere(true);
    pane->setModel(&everywhere);
    pane->showState(searchWith(3, 17, false));
    pane->list()->setCurrentIndex(everywhere.index(0));
    pane->list()->setFocus(Qt::TabFocusReason);
    take(scene.window, QStringLiteral("search-everywhere"));
    FakeList here;
    fillHits(here, isKorean, false);
    pane->setEverywhere(false);
    pane->setModel(&here);
    pane->showState(searchWith(3, 0, true));
    take(scene.window, QStringLiteral("search-here"));
    FakeList nothing;
    pane->setModel(&nothing);
    Search offline;
    offline.look(QStringLiteral("meeting"), {}, 0);
    pane->showState(offline);
    take(scene.window, QStringLiteral("search-offline"));
    MessageRow hole;
    hole.kind = TimelineRowKind::Hole;
    hole.seq = 141;
    hole.holeSize = 8859;
    hole.text = isKorean ? QStringLiteral("아직 불러오지 않은 메시지 8859개")
                         : QStringLiteral("8859 messages not loaded yet");
    scene.timeline.insert(3, {hole});
    scene.timeline.insert(3, messages(100, 140));
    scene.page->hideSearch();
    scene.page->timeline()->showFound(40);
    take(scene.window, QStringLiteral("search-opened"));
}

// Larger, with narrow rows, with some of the rooms only.
void takeLooks(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size)
{
    const Theme::Looks usual = theme.looks();
    Scene scene(theme, isKorean, size);
    scene.page->showRooms();
    take(scene.window, QStringLiteral("list"));
    scene.page->roomsPane()->filter()->setText(
        isKorean ? QStringLiteral("ㅈ") : QStringLiteral("ee"));
    take(scene.window, QStringLiteral("list-filtered"));
    scene.page->roomsPane()->filter()->setText(QStringLiteral("xyz"));
    take(scene.window, QStringLiteral("list-nothing"));
    scene.page->roomsPane()->filter()->clear();
    theme.setLooks({usual.mode, 100, true});
    take(scene.window, QStringLiteral("list-dense"));
    theme.setLooks({usual.mode, 150, false});
    take(scene.window, QStringLiteral("list-zoomed"));
    theme.setLooks(usual);
    scene.page->toast()->tell(isKorean ? QStringLiteral("방 2개를 읽음으로 표시했습니다.")
                                       : QStringLiteral("2 rooms marked as read."),
        isKorean ? QStringLiteral("되돌리기") : QStringLiteral("Undo"), [] {});
    scene.page->showConversation();
    take(scene.window, QStringLiteral("toast"));
    if (size.width() > 1000) {
        ShortcutsHelp help(&theme);
        take(help, QStringLiteral("help"));
    }
}

void takeRoomChanges(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size)
{
    Scene scene(theme, isKorean, size);
    RoomsPane *rooms = scene.page->roomsPane();
    rooms->setAsideCount(3);
    rooms->setHosting(true);
    scene.page->header()->setHosting(true);
    scene.page->composer()->setEnabled(false);
    scene.page->composer()->setArchived(true);
    take(scene.window, QStringLiteral("archived"));
    scene.page->showRooms();
    take(scene.window, QStringLiteral("rooms-aside"));
    if (size.width() < 1000) {
        return;
    }
    take(*rooms->menu(), QStringLiteral("menu-server"));
    QTemporaryDir directory;
    Settings settings(directory.path());
    ChatClient client(&settings);
    client.openRoom(isKorean ? "room" : "kitchen");
    QWidget window;
    window.resize(600, 400);
    RoomMenu menu(&client, &window);
    menu.setHosting(true);
    menu.showForOpenRoom({});
    auto *shown = window.findChild<QMenu *>();
    for (QAction *action : shown->actions()) {
        action->setEnabled(true);
    }
    take(*shown, QStringLiteral("menu-room"));
    const QList<QAction *> actions = shown->actions();
    shown->setAttribute(Qt::WA_DeleteOnClose, false);
    shown->close();
    for (const auto &[action, name] :
        {std::pair(actions.last(), "question-leave"), std::pair(actions[6], "question-archive")}) {
        action->trigger();
        auto *question = window.findChild<QMessageBox *>();
        take(*question, QString::fromLatin1(name));
        delete question;
    }
    RoomsAsideDialog dialog(&client, &theme);
    FakeList aside;
    aside.append(
        {{RoomRole::Name,
             isKorean ? QStringLiteral("지난 여름 여행") : QStringLiteral("Last summer's journey")},
            {RoomRole::LastText,
                isKorean ? QStringLiteral("보관됨 · 사진과 길")
                         : QStringLiteral("archived · pictures and ways")},
            {RoomRole::IsArchived, true}, {RoomRole::MayChange, true}});
    aside.append(
        {{RoomRole::Name, isKorean ? QStringLiteral("잡담") : QStringLiteral("Small talk")},
            {RoomRole::LastText, isKorean ? QStringLiteral("나감") : QStringLiteral("left")}});
    take(dialog, QStringLiteral("dialog-aside-empty"));
    auto *list = dialog.findChild<QListView *>();
    list->setModel(&aside);
    list->setCurrentIndex(aside.index(0));
    list->show();
    list->setFocus(Qt::TabFocusReason);
    dialog.findChildren<QLabel *>().first()->hide(); // which says that there is none
    take(dialog, QStringLiteral("dialog-aside"));
}

} // namespace app::test
