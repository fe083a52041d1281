#include "app/client/desktopnotifications.h"
#include "tests/app/support/notificationbus.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

static constexpr int patience = 15'000; // milliseconds; only a failing test waits so long

// Against a desktop that is none, on a bus of its own.
class DesktopNotificationsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<DesktopNotifications> m_notifications;

    void startDesktop(const QStringList &capabilities)
    {
        m_desktop.reset();
        m_desktop = std::make_unique<FakeDesktop>(m_bus->address(), capabilities);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(!m_bus->address().isEmpty(), "dbus-daemon does not start");
    }
    void init()
    {
        m_notifications = std::make_unique<DesktopNotifications>(
            QDBusConnection::connectToBus(m_bus->address(), u"client"_s));
    }
    void cleanup()
    {
        m_notifications.reset();
        QDBusConnection::disconnectFromBus(u"client"_s);
        m_desktop.reset();
    }
    void cleanupTestCase() { m_bus.reset(); }

    void whatIsShownIsWhatWasSaid()
    {
        startDesktop({u"actions"_s});
        m_notifications->show("kitchen", {u"Ann in “Kitchen”"_s, u"a < b & c"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        const FakeDesktop::Shown &shown = m_desktop->shown.front();
        QCOMPARE(shown.title, u"Ann in “Kitchen”"_s);
        QCOMPARE(shown.body, u"a < b & c"_s);
        QCOMPARE(shown.actions, (QStringList{u"default"_s, QString()}));
    }

    void wordsAreNoMarkup()
    {
        startDesktop({u"body-markup"_s});
        m_notifications->show("kitchen", {u"Ann"_s, u"<b>a</b> & <a href='x'>c</a>"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        QCOMPARE(m_desktop->shown.front().body,
            u"&lt;b&gt;a&lt;/b&gt; &amp; &lt;a href='x'&gt;c&lt;/a&gt;"_s);
        QVERIFY(m_desktop->shown.front().actions.isEmpty());
    }

    void whatIsLongIsCut()
    {
        startDesktop({});
        m_notifications->show("kitchen", {QString(500, u'a'), QString(5000, u'b'), false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        QCOMPARE(m_desktop->shown.front().title.size(), 80);
        QCOMPARE(m_desktop->shown.front().body.size(), 300);
    }

    void theNewestReplacesWhatStandsThere()
    {
        startDesktop({});
        m_notifications->show("kitchen", {u"Ann"_s, u"one"_s, false});
        m_notifications->show("kitchen", {u"Ann"_s, u"two"_s, false});
        m_notifications->show("garden", {u"Ben"_s, u"three"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(2), patience);
        m_notifications->show("kitchen", {u"Ann"_s, u"four"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(3), patience);
        QCOMPARE(m_desktop->shown[2].body, u"four"_s);
        QVERIFY(m_desktop->shown[2].replaces != 0);
    }

    void aClickNamesWhatWasClickedAndBringsItsToken()
    {
        startDesktop({u"actions"_s});
        QSignalSpy activated(m_notifications.get(), &NotificationService::activated);
        m_notifications->show("kitchen", {u"Ann"_s, u"one"_s, false});
        m_notifications->show("garden", {u"Ben"_s, u"two"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(2), patience);
        m_notifications->show("cellar", {u"Chris"_s, u"three"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(3), patience);
        m_desktop->click(4711, u"of another program"_s);
        // "cellar" comes last, so its number is known when it is answered; the others' are before.
        for (const FakeDesktop::Shown &shown : m_desktop->shown) {
            if (shown.title == u"Ben"_s)
                m_desktop->click(shown.id, u"token"_s);
        }
        QTRY_COMPARE_WITH_TIMEOUT(activated.count(), 1, patience);
        QCOMPARE(activated.first(), (QList<QVariant>{QByteArray("garden"), QByteArray("token")}));
    }

    void whatIsReadIsWithdrawnAlsoBeforeItIsThere()
    {
        startDesktop({});
        m_notifications->show("kitchen", {u"Ann"_s, u"one"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        m_notifications->show("garden", {u"Ben"_s, u"two"_s, false}); // its answer is on its way
        m_notifications->withdraw("garden");
        m_notifications->withdraw("kitchen");
        m_notifications->withdraw("never shown");
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->closed.size(), std::size_t(2), patience);
    }

    void withoutADesktopItIsRefusedAndTriedAnewTheNextTime()
    {
        QSignalSpy refused(m_notifications.get(), &NotificationService::refused);
        m_notifications->show("kitchen", {u"Ann"_s, u"one"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, patience);
        QCOMPARE(refused.first().at(0).toByteArray(), QByteArray("kitchen"));
        startDesktop({});
        m_notifications->show("kitchen", {u"Ann"_s, u"two"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        QCOMPARE(refused.count(), 1);
    }

    void aDesktopThatGoesAwayRefuses()
    {
        startDesktop({});
        m_notifications->show("kitchen", {u"Ann"_s, u"one"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->shown.size(), std::size_t(1), patience);
        m_desktop.reset();
        QSignalSpy refused(m_notifications.get(), &NotificationService::refused);
        m_notifications->show("garden", {u"Ben"_s, u"two"_s, false});
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, patience);
    }

    void withoutABusItIsRefusedAtOnce()
    {
        DesktopNotifications alone{QDBusConnection(u"no such connection"_s)};
        QSignalSpy refused(&alone, &NotificationService::refused);
        alone.show("kitchen", {u"Ann"_s, u"one"_s, false});
        QCOMPARE(refused.count(), 1);
        alone.withdraw("kitchen");
    }
};

QTEST_GUILESS_MAIN(DesktopNotificationsTest)
#include "tst_desktopnotifications.moc"
