#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/conversation.h"
#include "app/views/theme.h"
#include "app/views/toast.h"
#include "tests/app/entries.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;

// Keys that go from room to room, pressed where one writes; no server is there.
class RoomKeysTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ChatClient> m_client;
    std::unique_ptr<ChatPage> m_page;
    std::unique_ptr<Conversation> m_conversation;

    void press(int key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(m_page->composer()->edit(), static_cast<Qt::Key>(key), modifiers);
    }
    QByteArray open() const { return m_client->currentRoom()->id(); }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_directory->path());
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_client = std::make_unique<ChatClient>(m_settings.get());
        m_page = std::make_unique<ChatPage>(m_theme.get());
        m_conversation = std::make_unique<Conversation>(m_client.get(), m_page.get());
        m_page->resize(1000, 500);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        for (const char *room : {"attic", "cellar", "garden", "shed"}) {
            m_client->openRoom(room);
        }
        m_conversation->open("cellar");
    }

    void cleanup()
    {
        m_conversation.reset();
        m_page.reset();
        m_client.reset();
    }

    void theRoomAboveAndBelow()
    {
        press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("garden"));
        press(Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(open(), QByteArray("shed"));
        press(Qt::Key_Down, Qt::AltModifier); // round the end
        QCOMPARE(open(), QByteArray("attic"));
        press(Qt::Key_Up, Qt::AltModifier);
        press(Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(open(), QByteArray("garden"));
    }

    void theNextUnreadOneButNoMutedOne()
    {
        const auto sayIn = [this](const QByteArray &room) {
            m_client->room(room)->addEntries({test::said(1)});
        };
        press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(open(), QByteArray("cellar")); // nothing is unread
        sayIn("garden");
        sayIn("shed");
        sayIn("attic");
        m_client->room("garden")->setMuted(true);
        press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(open(), QByteArray("shed"));
        press(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(open(), QByteArray("attic"));
    }

    void aNumberIsAPlaceInTheListFavouritesFirst()
    {
        press(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("garden"));
        m_client->room("shed")->setFavourite(true);
        press(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("shed"));
        press(Qt::Key_9, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("shed"));
    }

    void backAndForward()
    {
        m_conversation->open("shed");
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("cellar"));
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(open(), QByteArray("shed"));
    }

    void allAreMarkedAsReadAndThatIsUndone()
    {
        m_client->room("attic")->addEntries(test::saidBetween(1, 3));
        m_client->room("shed")->addEntries(test::saidBetween(1, 2));
        press(Qt::Key_Escape, Qt::ShiftModifier);
        QCOMPARE(m_client->room("attic")->unreadCount(), 0);
        QCOMPARE(m_client->room("shed")->unreadCount(), 0);
        QVERIFY(m_page->toast()->isVisible());
        QVERIFY(m_page->toast()->text().contains(u'2'));
        QTest::mouseClick(m_page->toast()->button(), Qt::LeftButton);
        QVERIFY(!m_page->toast()->isVisible());
        QCOMPARE(m_client->room("attic")->unreadCount(), 3);
        QCOMPARE(m_client->room("shed")->unreadCount(), 2);
        press(Qt::Key_Escape, Qt::ShiftModifier);
        press(Qt::Key_Escape, Qt::ShiftModifier); // nothing is left: what was told stays
        QVERIFY(m_page->toast()->isVisible());
        QCOMPARE(m_client->room("attic")->unreadCount(), 0);
    }

    void theToastGoesByItself()
    {
        m_page->toast()->setDuration(1);
        m_page->toast()->tell(u"done"_s, u"Undo"_s, [] {});
        QTRY_VERIFY(!m_page->toast()->isVisible());
    }
};

QTEST_MAIN(RoomKeysTest)
#include "tst_roomkeys.moc"
