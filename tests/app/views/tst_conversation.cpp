#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/conversation.h"
#include "app/views/elidedlabel.h"
#include "app/views/liveregion.h"
#include "app/views/memberspane.h"
#include "app/views/roomspane.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/serverfixture.h"

#include <QListView>
#include <QScrollBar>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// The whole client of one person, Ann, with her chat page, against a real server; Bob is a client
// without a window.
class ConversationTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ann;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<ChatPage> m_page;
    std::unique_ptr<Conversation> m_conversation;

    TimelineView *view() { return m_page->timeline(); }
    Composer *composer() { return m_page->composer(); }
    ChatRoom *room(const QByteArray &id) { return m_ann->client.room(id); }

    // Bob says so many lines, and all of them are on the server.
    void sayAsBob(const QByteArray &room, int count)
    {
        ChatRoom *bobs = m_bob->client.openRoom(room);
        for (int i = 0; i < count; ++i) {
            bobs->send(u"line %1"_s.arg(++m_lines));
        }
        const auto isSaid = [bobs] {
            const auto &items = bobs->timeline().items();
            return !items.empty() && items.back()->position < app::firstPendingPosition;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), patience);
    }

    // Ann joins and opens the room when its newest line is there.
    void joinAsAnn(const QByteArray &room)
    {
        m_ann->join(*m_server);
        const qint64 newest = m_bob->client.room(room)->lastSeq();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_ann->client.room(room) && m_ann->client.room(room)->timeline().lastSeq() == newest,
            patience);
        m_conversation->open(room);
    }

    bool isLastSeen(qint64 seq)
    {
        const auto *model = view()->model();
        return view()->lastVisibleRow() == model->rowCount() - 1
            && model->index(model->rowCount() - 1, 0).data(TimelineRole::Seq).toLongLong() == seq;
    }

    int m_lines = 0;

private Q_SLOTS:
    void init()
    {
        m_lines = 0;
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_server = std::make_unique<ServerFixture>();
        m_ann = std::make_unique<Person>(u"Ann"_s);
        m_bob = std::make_unique<Person>(u"Bob"_s);
        m_page = std::make_unique<ChatPage>(m_theme.get());
        m_conversation = std::make_unique<Conversation>(&m_ann->client, m_page.get());
        m_page->resize(1000, 500);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_conversation->setWindowActive(true);
        m_bob->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(m_bob->isOnline(), patience);
    }

    void cleanup()
    {
        m_conversation.reset();
        m_page.reset();
        m_ann.reset();
        m_bob.reset();
        m_server.reset();
    }

    void whoJoinsARoomThatExistsBeginsAtItsEnd()
    {
        sayAsBob("lobby", 60);
        joinAsAnn("lobby");
        QVERIFY(view()->isAtEnd());
        QVERIFY(isLastSeen(room("lobby")->lastSeq()));
    }

    void whatIsReadDoesNotMoveWhenOthersSpeak()
    {
        sayAsBob("lobby", 60);
        joinAsAnn("lobby");
        view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum() / 2);
        QVERIFY(!view()->isAtEnd());
        const QPersistentModelIndex reading = view()->place().row;
        const int top = view()->visualRect(reading).top();
        sayAsBob("lobby", 5);
        QTRY_COMPARE_WITH_TIMEOUT(view()->newBelow(), 5, patience);
        QCOMPARE(view()->visualRect(reading).top(), top);
        QVERIFY(!view()->isAtEnd());
    }

    void theReadMarkerMovesOnlyAtTheBottomOfAnActiveWindow()
    {
        sayAsBob("lobby", 60);
        joinAsAnn("lobby");
        const qint64 first = room("lobby")->lastSeq();
        QTRY_COMPARE_WITH_TIMEOUT(room("lobby")->readMarker(), first, patience);

        m_conversation->setWindowActive(false);
        sayAsBob("lobby", 1);
        QTRY_VERIFY_WITH_TIMEOUT(isLastSeen(first + 1), patience);
        QCOMPARE(room("lobby")->readMarker(), first);
        QCOMPARE(room("lobby")->unreadCount(), 1);

        m_conversation->setWindowActive(true);
        QCOMPARE(room("lobby")->readMarker(), first + 1);

        view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum() / 2);
        sayAsBob("lobby", 1);
        QTRY_COMPARE_WITH_TIMEOUT(view()->newBelow(), 1, patience);
        QCOMPARE(room("lobby")->readMarker(), first + 1);
        view()->scrollToEnd();
        QCOMPARE(room("lobby")->readMarker(), first + 2);
    }

    void eachRoomKeepsItsDraft()
    {
        sayAsBob("lobby", 1);
        sayAsBob("kitchen", 1);
        joinAsAnn("lobby");
        composer()->setDraft(u"half a sen"_s);
        m_conversation->open("kitchen");
        QCOMPARE(composer()->text(), QString());
        composer()->setDraft(u"more coffee"_s);
        m_conversation->open("lobby");
        QCOMPARE(composer()->text(), u"half a sen"_s);
        m_conversation->open("kitchen");
        QCOMPARE(composer()->text(), u"more coffee"_s);
    }

    void eachAnswerKeepsItsDraft()
    {
        sayAsBob("kitchen", 1);
        sayAsBob("lobby", 2);
        joinAsAnn("lobby");
        const auto idOf = [this](
                              qint64 seq) { return room("lobby")->timeline().find(seq)->entry.id; };
        composer()->setDraft(u"no answer"_s);
        Q_EMIT view()->replyRequested(idOf(1));
        QCOMPARE(composer()->text(), u"no answer"_s); // it goes along
        composer()->setDraft(u"to one"_s);
        Q_EMIT view()->replyRequested(idOf(2));
        composer()->setDraft(u"to two"_s);
        Q_EMIT view()->replyRequested(idOf(1));
        QCOMPARE(composer()->text(), u"to two"_s); // nothing waited there
        composer()->setDraft(u"to one"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Escape);
        QCOMPARE(composer()->text(), u"to one"_s);
        composer()->setDraft({});
        Q_EMIT view()->replyRequested(idOf(2));
        composer()->setDraft(u"to two"_s);
        m_conversation->open("kitchen");
        QCOMPARE(composer()->text(), QString());
        m_conversation->open("lobby");
        QCOMPARE(composer()->text(), u"to two"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(room("lobby")->timeline().lastSeq(), 3, patience);
        QCOMPARE(room("lobby")->timeline().find(3)->entry.replyTo, idOf(2));
        QCOMPARE(composer()->text(), QString());
        QVERIFY(room("lobby")->drafts().empty());
    }

    void whatWaitsIsThereAgainWhenAnAnswerIsSent()
    {
        sayAsBob("lobby", 2);
        joinAsAnn("lobby");
        const QByteArray id = room("lobby")->timeline().find(1)->entry.id;
        room("lobby")->setDraft(u"an answer"_s, id);
        composer()->setDraft(u"of its own"_s);
        Q_EMIT view()->replyRequested(id);
        QCOMPARE(composer()->text(), u"an answer"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Return);
        QCOMPARE(composer()->text(), u"of its own"_s);
    }

    void anEditGivesBackWhatWasBeingWritten()
    {
        sayAsBob("lobby", 1);
        joinAsAnn("lobby");
        room("lobby")->send(u"mine"_s);
        QTRY_COMPARE_WITH_TIMEOUT(room("lobby")->timeline().lastSeq(), 2, patience);
        composer()->setDraft(u"half a sen"_s);
        Q_EMIT view()->changeRequested(room("lobby")->timeline().find(2)->entry.id);
        QCOMPARE(composer()->text(), u"mine"_s);
        composer()->setDraft(u"mine, too"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Return);
        QCOMPARE(composer()->text(), u"half a sen"_s);
    }

    void shiftUpAnswersTheNewestAndControlUpBringsBackWhatWasSaid()
    {
        sayAsBob("lobby", 2);
        joinAsAnn("lobby");
        composer()->setFocus();
        QTest::keyClick(composer()->edit(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClicks(composer()->edit(), u"yes"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(room("lobby")->timeline().lastSeq(), 3, patience);
        const Timeline &timeline = room("lobby")->timeline();
        QCOMPARE(timeline.find(3)->entry.replyTo, timeline.find(2)->entry.id);
        QTest::keyClicks(composer()->edit(), u"half"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(composer()->text(), u"yes"_s);
        QTest::keyClick(composer()->edit(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(composer()->text(), u"half"_s);
    }

    void eachRoomKeepsItsPlace()
    {
        sayAsBob("kitchen", 1);
        sayAsBob("lobby", 60);
        joinAsAnn("lobby");
        view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum() / 2);
        const qint64 seq = view()->place().row.data(TimelineRole::Seq).toLongLong();
        const int offset = view()->place().offset;
        m_conversation->open("kitchen");
        QVERIFY(view()->isAtEnd());
        m_conversation->open("lobby");
        QCOMPARE(view()->place().row.data(TimelineRole::Seq).toLongLong(), seq);
        QCOMPARE(view()->place().offset, offset);
        view()->scrollToEnd();
        m_conversation->open("kitchen");
        m_conversation->open("lobby");
        QVERIFY(view()->isAtEnd());
    }

    void aRefusedMessageCanBeEditedOrDiscarded()
    {
        sayAsBob("lobby", 1);
        joinAsAnn("lobby");
        const QString tooLong = QString(static_cast<int>(m_ann->client.self().maxText) + 1, u'x');
        room("lobby")->send(tooLong);
        const auto last = [this] {
            return view()->model()->index(view()->model()->rowCount() - 1, 0);
        };
        const auto hasFailed = [&last] {
            return last().data(TimelineRole::State).toInt() == int(MessageState::Failed);
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasFailed(), patience);
        QVERIFY(!last().data(TimelineRole::FailureReason).toString().isEmpty());
        composer()->setDraft(u"and more"_s);
        view()->act(last(), MessageAction::Edit);
        QCOMPARE(composer()->text(), tooLong + u"\nand more"_s);
        QVERIFY(!hasFailed());
        QVERIFY(composer()->edit()->hasFocus());

        room("lobby")->send(tooLong);
        QTRY_VERIFY_WITH_TIMEOUT(hasFailed(), patience);
        view()->act(last(), MessageAction::TryAgain);
        QVERIFY(!hasFailed());
        QTRY_VERIFY_WITH_TIMEOUT(hasFailed(), patience);
        view()->act(last(), MessageAction::Discard);
        QVERIFY(!hasFailed());
    }

    void whatOthersSayIsAnnounced()
    {
        sayAsBob("lobby", 1);
        joinAsAnn("lobby");
        sayAsBob("lobby", 1);
        const auto *live = m_page->findChild<LiveRegion *>();
        QTRY_COMPARE_WITH_TIMEOUT(live->accessibleName(), u"Bob: line 2"_s, patience);
    }

    void whoComesAndGoesIsToldInOneLine()
    {
        sayAsBob("lobby", 1);
        joinAsAnn("lobby");
        QTRY_COMPARE_WITH_TIMEOUT(room("lobby")->members().size(), 2U, patience);
        Person carla(u"Carla"_s);
        carla.join(*m_server);
        const auto isTold = [this](const QString &text) {
            const auto labels = composer()->findChildren<ElidedLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                [&text](const ElidedLabel *label) { return label->text() == text; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(u"Carla came in"_s), patience);
        sayAsBob("lobby", 1);
        QTRY_VERIFY_WITH_TIMEOUT(!isTold(u"Carla came in"_s), patience);
        carla.client.leave();
        QTRY_VERIFY_WITH_TIMEOUT(isTold(u"Carla left"_s), patience);
    }

    void f6GoesFromRegionToRegionAndBack()
    {
        sayAsBob("lobby", 1);
        joinAsAnn("lobby");
        composer()->setFocus();
        QList<QWidget *> seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(m_page.get(), Qt::Key_F6);
            seen += m_page->focusWidget();
        }
        QCOMPARE(seen,
            (QList<QWidget *>{m_page->membersPane()->list(), m_page->roomsPane()->list(), view(),
                composer()->edit()}));
        QTest::keyClick(m_page.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(m_page->focusWidget(), view());
    }
};

QTEST_MAIN(ConversationTest)
#include "tst_conversation.moc"
