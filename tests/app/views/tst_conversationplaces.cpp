#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/conversation.h"
#include "app/views/datedialog.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "app/views/versionsdialog.h"
#include "tests/app/support/serverfixture.h"

#include <QCalendarWidget>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// Going to what a reply answers, to a day, to what a message said before: Ann with her window
// against a real server, and Bob, who has said much before she comes.
class ConversationPlacesTest : public QObject {
    Q_OBJECT

private:
    static constexpr int lines = 260;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ann;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<ChatPage> m_page;
    std::unique_ptr<Conversation> m_conversation;

    TimelineView *view() { return m_page->timeline(); }
    ChatRoom *anns() { return m_ann->client.room("lobby"); }
    ChatRoom *bobs() { return m_bob->client.room("lobby"); }
    qint64 currentSeq() { return view()->currentIndex().data(TimelineRole::Seq).toLongLong(); }

    void waitForBob() { QTRY_VERIFY_WITH_TIMEOUT(m_bob->client.canLeaveRoom("lobby"), patience); }

private Q_SLOTS:
    void init()
    {
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
        ChatRoom *room = m_bob->client.openRoom("lobby");
        for (int i = 1; i <= lines; ++i) {
            room->send(u"line %1"_s.arg(i));
        }
        waitForBob();
        QTRY_COMPARE_WITH_TIMEOUT(room->timeline().lastSeq(), lines, patience);
        room->send(u"an answer"_s, room->timeline().find(3)->entry.id);
        waitForBob();
        m_ann->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(anns() && anns()->timeline().lastSeq() == lines + 1, patience);
        m_conversation->open("lobby");
    }

    void cleanup()
    {
        m_conversation.reset();
        m_page.reset();
        m_ann.reset();
        m_bob.reset();
        m_server.reset();
    }

    void enterOnAReplyShowsWhatItAnswersHoweverFarAndBackLeadsBack()
    {
        QVERIFY(!anns()->timeline().find(3));
        view()->setFocus(Qt::TabFocusReason);
        QCOMPARE(currentSeq(), lines + 1);
        QTest::keyClick(view(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(currentSeq(), 3, patience);
        QVERIFY(view()->viewport()->rect().contains(view()->visualRect(view()->currentIndex())));
        QCOMPARE(view()->marked().row(), view()->currentIndex().row());
        QTest::keyClick(view(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(view()->isAtEnd());
        QCOMPARE(currentSeq(), lines + 1);
    }

    void escapeLeadsBackToTheComposer()
    {
        view()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(view(), Qt::Key_Escape);
        QVERIFY(m_page->composer()->edit()->hasFocus());
    }

    void aDayIsAskedForAndShown()
    {
        m_conversation->askDate();
        auto *dialog = m_page->findChild<DateDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->date(), QDate::currentDate()); // what is on the screen
        QVERIFY(dialog->calendar()->maximumDate() == QDate::currentDate());
        dialog->calendar()->setSelectedDate(QDate::currentDate().addDays(-1));
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(currentSeq(), 1, patience);
        QVERIFY(view()->canGoBack());
    }

    void aTimeInBetweenIsFoundOnTheServer()
    {
        const qint64 time = bobs()->timeline().find(40)->entry.sentAt;
        anns()->goToTime(time);
        const auto isThere = [&] {
            const auto shown = anns()->timeline().find(currentSeq());
            const auto before = anns()->timeline().find(currentSeq() - 1);
            return shown && shown->entry.sentAt >= time && before && before->entry.sentAt < time;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
        QVERIFY(currentSeq() <= 40);
    }

    void whatAMessageSaidBeforeIsShownWithItsTimes()
    {
        const QByteArray id = bobs()->timeline().find(lines)->entry.id;
        bobs()->edit(id, u"another text"_s);
        waitForBob();
        QTRY_VERIFY_WITH_TIMEOUT(anns()->timeline().findMessage(id)->isEdited, patience);
        Q_EMIT view()->versionsRequested(id);
        auto *dialog = m_page->findChild<VersionsDialog *>();
        QVERIFY(dialog);
        QStringList texts;
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            texts += label->text();
        }
        const qsizetype now = texts.indexOf(u"another text"_s);
        const qsizetype before = texts.indexOf(u"line %1"_s.arg(lines));
        QVERIFY(now >= 0 && before > now);
        QVERIFY(texts.at(now - 1).startsWith(u"Now, since "_s));
        QVERIFY(texts.at(before - 1).startsWith(u"First, "_s));
        QVERIFY(std::none_of(texts.begin(), texts.end(),
            [](const QString &text) { return text.startsWith(u"Not everything"_s); }));
    }

    void whatIsNotLoadedMayHaveChangedAMessageAndThatIsSaid()
    {
        VersionsDialog dialog({{{u"one"_s, 1000}, {u"two"_s, 2000}}, false});
        const auto labels = dialog.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel *label) { return label->text().startsWith(u"Not everything"_s); }));
    }
};

QTEST_MAIN(ConversationPlacesTest)
#include "tst_conversationplaces.moc"
