#include "app/application.h"
#include "app/views/startpage.h"
#include "tests/app/support/loopbackplace.h"
#include "tests/app/support/notificationbus.h"
#include "tests/app/support/serverfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;
using namespace app::test;

// The program with its window, on a desktop that shows notifications.
class DesktopTellingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeDesktop> m_desktop;

private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(!m_bus->address().isEmpty(), "dbus-daemon does not start");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus->address().toLatin1()); // before its first use
        m_desktop = std::make_unique<FakeDesktop>(m_bus->address(), QStringList{u"actions"_s});
    }
    void cleanupTestCase()
    {
        m_desktop.reset();
        QDBusConnection::disconnectFromBus(u"qt_default_session_bus"_s);
        m_bus.reset();
    }

    void aClickOnANotificationOpensTheMessage()
    {
        ServerFixture server;
        QTemporaryDir profile;
        ApplicationOptions options;
        options.announcements = ::test::loopbackPlace();
        options.profile = profile.path();
        options.name = u"Ann"_s;
        options.join = server.url().toString();
        options.room = "lobby";
        Application ann(options);
        QSignalSpy listed(&ann.client(), &ChatClient::roomsListed);
        ann.start();
        QTRY_VERIFY_WITH_TIMEOUT(ann.window()->isChatShown(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(ann.client().currentRoom(), patience);
        Person bob(u"Bob"_s);
        bob.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(bob.isOnline(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(listed.count(), 1, patience);

        bob.client.openRoom("kitchen")->send(u"**dinner**"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        QCOMPARE(m_desktop->shown.front().title, u"Bob in “kitchen”"_s);
        QCOMPARE(m_desktop->shown.front().body, u"dinner"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ann.window()->windowTitle(), u"(1) Maru"_s, patience);
        QCOMPARE(ann.client().currentRoom()->id(), QByteArray("lobby"));

        ann.window()->hide();
        m_desktop->click(m_desktop->shown.front().id, u"token"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            ann.client().currentRoom()->id(), QByteArray("kitchen"), patience);
        QVERIFY(ann.window()->isVisible());

        QSignalSpy finished(&ann, &Application::finished);
        QVERIFY(ann.window()->close());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
    }
};

QTEST_MAIN(DesktopTellingTest)
#include "tst_desktoptelling.moc"
