#include "app/views/chatpage.h"
#include "app/views/conversation.h"
#include "app/views/finding.h"
#include "app/views/searchpane.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/serverfixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// Searching as a person does it, with the keys, against a real server. Bob has said things in two
// rooms; Ann looks for them.
class FindingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ann;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<ChatPage> m_page;
    std::unique_ptr<Conversation> m_conversation;
    std::unique_ptr<Finding> m_finding;

    SearchPane *pane() { return m_page->searchPane(); }
    TimelineView *view() { return m_page->timeline(); }
    int found() { return pane()->list()->model()->rowCount(); }

    void sayAsBob(const QByteArray &room, const QStringList &lines)
    {
        ChatRoom *bobs = m_bob->client.openRoom(room);
        for (const QString &line : lines) {
            bobs->send(line);
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_bob->client.canLeaveRoom(room), patience);
    }

    // The index follows the log a moment later.
    void lookFor(const QString &text, int count)
    {
        pane()->field()->setText(text); // as an input method does
        const auto isFound = [this, &text, count] {
            if (found() == count) {
                return true;
            }
            if (pane()->message()->text() == u"Nothing was found."_s) {
                for (const QString &again : {QString(), text}) {
                    pane()->field()->setText(again);
                    QTest::keyClick(pane()->field(), Qt::Key_Return);
                }
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isFound(), patience);
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_server = std::make_unique<ServerFixture>();
        m_ann = std::make_unique<Person>(u"Ann"_s);
        m_bob = std::make_unique<Person>(u"Bob"_s);
        m_page = std::make_unique<ChatPage>(m_theme.get());
        m_conversation = std::make_unique<Conversation>(&m_ann->client, m_page.get());
        m_finding = std::make_unique<Finding>(&m_ann->client, m_page.get(), m_conversation.get());
        m_page->resize(1000, 500);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_conversation->setWindowActive(true);
        m_bob->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(m_bob->isOnline(), patience);
        QStringList lines{u"the needle is here"_s};
        for (int i = 1; i < 140; ++i) {
            lines += u"line %1"_s.arg(i);
        }
        sayAsBob("lobby", lines);
        sayAsBob("kitchen", {u"점심 회의는 부엌에서"_s, u"needle and thread"_s});
        m_ann->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(m_ann->client.room("lobby") && m_ann->client.room("kitchen")
                && m_ann->client.room("lobby")->timeline().lastSeq() == 140,
            patience);
        m_conversation->open("lobby");
    }

    void cleanup()
    {
        m_finding.reset();
        m_conversation.reset();
        m_page.reset();
        m_ann.reset();
        m_bob.reset();
        m_server.reset();
    }

    void ctrlFLooksInTheRoomAndCtrlShiftFEverywhere()
    {
        QVERIFY(!pane()->isVisible());
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(pane()->isVisible());
        QVERIFY(pane()->field()->hasFocus());
        lookFor(u"needle"_s, 1);
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(found(), 2, patience);
        const QModelIndex newest = pane()->list()->model()->index(0, 0);
        QCOMPARE(newest.data(SearchRole::RoomName).toString(), u"kitchen"_s);
        QTest::keyClick(pane()->field(), Qt::Key_Escape);
        QVERIFY(!pane()->isVisible());
    }

    void oneKoreanSyllableFindsItsMessage()
    {
        m_finding->open(true);
        lookFor(u"회"_s, 1);
    }

    void aHitOpensInItsPlaceByTheKeysAndEndLeadsBack()
    {
        const ChatRoom *lobby = m_ann->client.room("lobby");
        QCOMPARE(lobby->timeline().find(1), nullptr); // only the newest are loaded
        m_finding->open(false);
        lookFor(u"needle"_s, 1);
        QTest::keyClick(pane()->field(), Qt::Key_Down);
        QTest::keyClick(pane()->list(), Qt::Key_Return);
        const auto isShown = [this] {
            return view()->currentIndex().data(TimelineRole::Text).toString()
                == u"the needle is here"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patience);
        QVERIFY(view()->hasFocus());
        QVERIFY(view()->viewport()->rect().intersects(view()->visualRect(view()->currentIndex())));
        QVERIFY(!view()->isAtEnd());
        QCOMPARE(lobby->unreadCount(), 0);
        QVERIFY(view()->endButton()->isVisible());
        QTest::keyClick(view(), Qt::Key_End);
        QVERIFY(view()->isAtEnd());
    }

    void lookingAtAPlaceReadsNothing()
    {
        ChatRoom *lobby = m_ann->client.room("lobby");
        m_conversation->open("kitchen");
        sayAsBob("lobby", {u"one more"_s, u"and a needle"_s, u"at the end"_s});
        QTRY_COMPARE_WITH_TIMEOUT(lobby->unreadCount(), 3, patience);
        QStringList lines;
        for (int i = 0; i < 40; ++i) {
            lines += u"late line %1"_s.arg(i);
        }
        sayAsBob("lobby", lines);
        QTRY_COMPARE_WITH_TIMEOUT(lobby->unreadCount(), 43, patience);
        m_finding->open(true);
        lookFor(u"\"a needle\""_s, 1);
        const qint64 seq = pane()->list()->model()->index(0, 0).data(SearchRole::Seq).toLongLong();
        m_conversation->setWindowActive(false); // opening shows the first unread one
        QTest::keyClick(pane()->field(), Qt::Key_Down);
        QTest::keyClick(pane()->list(), Qt::Key_Return);
        QCOMPARE(view()->currentIndex().data(TimelineRole::Seq).toLongLong(), seq);
        m_conversation->setWindowActive(true);
        QCOMPARE(lobby->unreadCount(), 43);
        QTest::keyClick(view(), Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(lobby->unreadCount(), 0, patience);
    }

    void whatIsTheMatterIsSaid()
    {
        m_finding->open(true);
        QVERIFY(pane()->message()->text().contains(u"from:Ann"_s));
        QTest::keyClicks(pane()->field(), u"x"_s);
        QTest::keyClick(pane()->field(), Qt::Key_Return);
        QVERIFY(pane()->message()->text().contains(u"Two letters"_s));
        m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_ann->isOnline(), patience);
        QTest::keyClicks(pane()->field(), u"yz"_s);
        QTest::keyClick(pane()->field(), Qt::Key_Return);
        QVERIFY(pane()->message()->text().contains(u"no connection"_s));
        m_server->start();
        m_ann->client.tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(pane()->message()->text(), u"Nothing was found."_s, patience);
    }

    void inANarrowWindowTheSearchStandsAloneUntilAHitOpens()
    {
        m_page->resize(480, 500);
        m_finding->open(false);
        QVERIFY(pane()->isVisible());
        QVERIFY(!view()->isVisible());
        lookFor(u"needle"_s, 1);
        QTest::keyClick(pane()->field(), Qt::Key_Down);
        QTest::keyClick(pane()->list(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(view()->isVisible(), patience);
        QVERIFY(!pane()->isVisible());
        m_finding->open(false);
        QCOMPARE(found(), 1); // what was found is still there
    }
};

QTEST_MAIN(FindingTest)
#include "tst_finding.moc"
