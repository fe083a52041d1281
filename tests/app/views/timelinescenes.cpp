#include "tests/app/views/timelinescenes.h"

#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/datedialog.h"
#include "app/views/mainwindow.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/timelineview.h"
#include "app/views/versionsdialog.h"
#include "tests/app/support/fakemodels.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>

namespace app::test {

static void hover(const TimelineView *view, int row)
{
    QWidget *port = view->viewport();
    const QPoint point = view->visualRect(view->model()->index(row, 0)).center();
    QMouseEvent move(
        QEvent::MouseMove, point, port->mapToGlobal(point), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(port, &move);
}

void takeTimeline(Photographer &photographer, Theme &theme, const Look &look)
{
    const auto say = [&look](const char *english, const char *korean) {
        return QString::fromUtf8(look.isKorean ? korean : english);
    };
    FakeTimeline timeline;
    FakeList rooms;
    fillRooms(rooms, look.isKorean);
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&rooms);
    page->timeline()->setModel(&timeline);
    page->header()->setRoom(rooms.index(0).data(RoomRole::Name).toString(), {});
    timeline.insert(0, conversation(look.isKorean));
    window.showChat();
    page->showConversation();
    window.show();
    window.activateWindow();
    QCoreApplication::processEvents();
    page->composer()->setContext(say("Reply to Ben: I am.", "이준호님에게 답장: 저는 갑니다."));
    page->composer()->setTyping(say("Clara and Ann 2 came in · Ben left",
        "들어온 사람: 최은지 및 김안나 2 · 나간 사람: 이준호"));
    hover(page->timeline(), 12);
    photographer.take(window, look.name(QStringLiteral("hover")));
    page->timeline()->setFocus(Qt::TabFocusReason);
    for (int i = 0; i < 4; ++i) {
        QKeyEvent up(QEvent::KeyPress, Qt::Key_Up, {});
        QCoreApplication::sendEvent(page->timeline(), &up);
    }
    photographer.take(window, look.name(QStringLiteral("cursor")));
    timeline.insert(0, messages(100, 160));
    page->timeline()->setUnread(12, 2);
    page->timeline()->showFound(20);
    photographer.take(window, look.name(QStringLiteral("jump")));
}

void takeTimelineDialogs(Photographer &photographer, const Look &look)
{
    const auto say = [&look](const char *english, const char *korean) {
        return QString::fromUtf8(look.isKorean ? korean : english);
    };
    const qint64 noon = QDateTime(QDate(2026, 11, 22), QTime(14, 2)).toMSecsSinceEpoch();
    const MessageVersions known{
        {{say("The room is booked until five.", "회의실은 다섯 시까지 예약돼 있어요."), noon},
            {say("The room is booked until six.", "회의실은 여섯 시까지 예약돼 있어요."),
                noon + 120'000},
            {say("The room is booked until six, and the caterer wants to know by Wednesday how "
                 "many of us will stay for dinner.",
                 "회의실은 여섯 시까지 예약돼 있고, 저녁 식사 인원은 수요일까지 알려 줘야 해요."),
                noon + 3'600'000}},
        false};
    VersionsDialog versions(known);
    photographer.take(versions, look.name(QStringLiteral("versions")));
    DateDialog date(QDate::currentDate().addDays(-3));
    photographer.take(date, look.name(QStringLiteral("date")));
}

} // namespace app::test
