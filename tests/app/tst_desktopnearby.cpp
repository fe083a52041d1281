#include "app/application.h"
#include "app/views/serverrow.h"
#include "app/views/startpage.h"
#include "tests/app/support/loopbackplace.h"
#include "tests/app/support/serverfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// Two programs with their windows that find each other on the network, which is loopback here.
class DesktopNearbyTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_profile;
    chat::AnnouncementPlace m_announcements;

    std::unique_ptr<Application> start(const ApplicationOptions &options)
    {
        auto application = std::make_unique<Application>(options);
        application->start();
        return application;
    }

    ApplicationOptions hosting(const QString &name)
    {
        ApplicationOptions options;
        options.announcements = m_announcements;
        options.profile = m_profile->path();
        options.name = name;
        options.hostName = QString();
        return options;
    }

    static void close(Application &application)
    {
        QSignalSpy finished(&application, &Application::finished);
        application.window()->setDependents(0); // nobody is asked
        QVERIFY(application.window()->close());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_announcements = ::test::loopbackPlace();
    }

    void init() { m_profile = std::make_unique<QTemporaryDir>(); }

    void whoHostsIsListedWithoutTypingAndJoinedByAClick()
    {
        QTemporaryDir other;
        ApplicationOptions options = hosting(u"Bob"_s);
        options.profile = other.path();
        options.hostName.reset();
        const auto guest = start(options);
        const auto rows = [&guest] {
            return guest->window()->startPage()->findChildren<ServerRow *>();
        };
        QVERIFY(rows().isEmpty());
        const auto host = start(hosting(u"Ann"_s));
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 1, patience);
        QCOMPARE(rows().first()->entry().title, u"Ann"_s);
        QTest::mouseClick(rows().first(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(guest->window()->isChatShown(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(host->client().othersPresent().size(), std::size_t(1), patience);
        QCOMPARE(host->client().othersPresent().front().name, u"Bob"_s);
        close(*guest);
        close(*host);
    }

    void whoDoesNotWantToBeListedIsNot()
    {
        Settings(m_profile->path()).setAnnounced(false);
        HostDiscovery discovery(m_announcements);
        discovery.start();
        const auto host = start(hosting(u"Ann"_s));
        QTRY_VERIFY_WITH_TIMEOUT(host->window()->isChatShown(), patience);
        chat::Beacon later(m_announcements);
        chat::Announcement announcement;
        announcement.name = u"Later"_s;
        announcement.port = 1;
        later.start(announcement, QHostAddress(QHostAddress::Any));
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
        QCOMPARE(discovery.hosts().front().name, u"Later"_s);
        close(*host);
    }
};

QTEST_MAIN(DesktopNearbyTest)
#include "tst_desktopnearby.moc"
