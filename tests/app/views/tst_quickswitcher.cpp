#include "app/models/roles.h"
#include "app/views/chatpage.h"
#include "app/views/choices.h"
#include "app/views/composer.h"
#include "app/views/quickswitcher.h"
#include "app/views/searchedit.h"
#include "app/views/theme.h"
#include "tests/app/support/fakemodels.h"

#include <QInputMethodEvent>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;
using namespace app::test;

class QuickSwitcherTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeList> m_rooms;
    std::unique_ptr<FakeList> m_people;
    std::unique_ptr<ChatPage> m_page;
    Choices *m_choices = nullptr;

    QuickSwitcher *switcher() { return m_page->switcher(); }
    QString row(int at)
    {
        const QListWidgetItem *item = switcher()->list()->item(at);
        return item ? item->text() : QString();
    }
    void type(const char *text) { QTest::keyClicks(switcher()->search(), QString::fromUtf8(text)); }
    void press(int key) { QTest::keyClick(switcher()->search(), static_cast<Qt::Key>(key)); }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_rooms = std::make_unique<FakeList>();
        m_people = std::make_unique<FakeList>();
        fillRooms(*m_rooms, false);
        fillMembers(*m_people, false);
        m_page = std::make_unique<ChatPage>(m_theme.get());
        m_choices = new Choices(m_page.get(), m_rooms.get(), m_people.get(), m_page.get());
        m_page->resize(1000, 600);
        m_page->show();
        m_page->showConversation();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTest::keyClick(m_page.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(switcher()->isVisible());
        QVERIFY(switcher()->search()->hasFocus());
    }

    void cleanup() { m_page.reset(); }

    void roomsThatWaitComeFirst()
    {
        QCOMPARE(row(0), QStringLiteral("Weekend hike")); // a mention
        QCOMPARE(row(1), QStringLiteral("Kitchen")); // unread
    }

    void typingNarrowsAndEnterGoesThere()
    {
        QSignalSpy chosen(m_choices, &Choices::roomChosen);
        type("kit");
        QCOMPARE(switcher()->list()->count(), 1);
        press(Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toByteArray(), QByteArray("Kitchen"));
        QVERIFY(!switcher()->isVisible());
    }

    void personIsCalledInTheComposer()
    {
        type("baker");
        press(Qt::Key_Return);
        QCOMPARE(m_page->composer()->text(), QStringLiteral("@Ann Baker "));
        QVERIFY(!switcher()->isVisible());
    }

    void oneselfIsNotOffered()
    {
        type("minsu");
        QCOMPARE(switcher()->list()->count(), 0);
        press(Qt::Key_Return);
        QVERIFY(switcher()->isVisible());
    }

    void arrowsGoRound()
    {
        press(Qt::Key_Up);
        QCOMPARE(switcher()->list()->currentRow(), switcher()->list()->count() - 1);
        press(Qt::Key_Down);
        QCOMPARE(switcher()->list()->currentRow(), 0);
    }

    void escapeGivesTheKeysBack()
    {
        press(Qt::Key_Escape);
        QVERIFY(!switcher()->isVisible());
        QVERIFY(m_page->composer()->isAncestorOf(m_page->focusWidget()));
    }

    void slashCommandsAreCarriedOut()
    {
        QSignalSpy room(m_choices, &Choices::roomChosen);
        QSignalSpy topic(m_choices, &Choices::topicChosen);
        QVERIFY(m_choices->carryOut(QStringLiteral("/room #kitch")));
        QCOMPARE(room.first().first().toByteArray(), QByteArray("Kitchen"));
        QVERIFY(m_choices->carryOut(QStringLiteral("/topic tea")));
        QCOMPARE(topic.first().first().toString(), QStringLiteral("tea"));
        QVERIFY(!m_choices->carryOut(QStringLiteral("/room nowhere at all")));
        QVERIFY(!m_choices->carryOut(QStringLiteral("/usr/bin is full")));
    }

    void whatIsComposedNarrowsAndEnterIsTheInputMethods()
    {
        QInputMethodEvent event(QStringLiteral("없는"), {});
        QCoreApplication::sendEvent(switcher()->search(), &event);
        QCOMPARE(switcher()->list()->count(), 0);
        press(Qt::Key_Return);
        QVERIFY(switcher()->isVisible());
    }
};

QTEST_MAIN(QuickSwitcherTest)
#include "tst_quickswitcher.moc"
