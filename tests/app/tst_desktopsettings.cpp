#include "app/application.h"
#include "app/views/chatpage.h"
#include "app/views/roomspane.h"
#include "app/views/serverrow.h"
#include "app/views/settingrow.h"
#include "app/views/settingsdialog.h"
#include "app/views/startpage.h"
#include "tests/app/support/loopbackplace.h"
#include "tests/app/support/serverfixture.h"

#include <QAction>
#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace app;
using namespace app::test;

// The program's settings, by its window.
class DesktopSettingsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Application> m_program;
    chat::AnnouncementPlace m_announcements;

    void start(bool isHosting)
    {
        ApplicationOptions options;
        options.announcements = m_announcements;
        options.profile = m_profile->path();
        options.name = u"Ann"_s;
        if (isHosting)
            options.hostName = QString();
        m_program = std::make_unique<Application>(options);
        m_program->start();
    }

    SettingsDialog *dialog() const { return m_program->window()->findChild<SettingsDialog *>(); }

    template<typename Button>
    Button *button(const QString &name) const
    {
        for (Button *found : dialog()->findChildren<Button *>()) {
            if (found->accessibleName() == name || found->text() == name)
                return found;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_announcements = ::test::loopbackPlace();
    }
    void init() { m_profile = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        QSignalSpy finished(m_program.get(), &Application::finished);
        if (auto *open = dialog())
            open->close();
        QVERIFY(m_program->window()->close());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        m_program.reset();
    }

    void theyOpenByKeysAndOnlyOnce()
    {
        start(false);
        QVERIFY(QTest::qWaitForWindowActive(m_program->window()));
        QTest::keyClick(m_program->window(), Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(dialog());
        Q_EMIT m_program->window()->startPage()->settingsRequested();
        QCOMPARE(m_program->window()->findChildren<SettingsDialog *>().size(), 1);
    }

    void theyOpenByTheMenuOfTheRooms()
    {
        start(false);
        const auto actions = m_program->window()->chatPage()->roomsPane()->menu()->actions();
        const auto settings = std::find_if(actions.begin(), actions.end(),
            [](const QAction *action) { return action->text().startsWith(u"Settings…"_s); });
        QVERIFY(settings != actions.end());
        (*settings)->trigger();
        QVERIFY(dialog());
    }

    void everySettingIsKept()
    {
        start(false);
        Q_EMIT m_program->window()->startPage()->settingsRequested();
        button<QPushButton>(u"Colours: Dark"_s)->click();
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::darkColors().window);
        button<QPushButton>(u"Colours: Light"_s)->click();
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::lightColors().window);
        button<QPushButton>(u"Tell me of: Mentions of me"_s)->click();
        button<QCheckBox>(u"Show who wrote and what"_s)->click();
        button<QPushButton>(u"Language: 한국어"_s)->click();
        button<QCheckBox>(u"Underline misspelt words"_s)->click();
        cleanup();
        const Settings later(m_profile->path());
        QCOMPARE(later.theme(), u"light"_s);
        QCOMPARE(later.notificationRule(), NotificationRule::Mentions);
        QVERIFY(!later.showsNotificationText());
        QCOMPARE(later.language(), u"ko"_s);
        QVERIFY(!later.checksSpelling());
        start(false);
    }

    void whoHostsIsTakenOffTheListAtOnceAndPutBack()
    {
        start(true);
        QTRY_VERIFY_WITH_TIMEOUT(m_program->window()->isChatShown(), patience);
        HostDiscovery discovery(m_announcements);
        discovery.start();
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
        Q_EMIT m_program->window()->startPage()->settingsRequested();
        button<QCheckBox>(u"List my rooms on this network"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(discovery.hosts().empty(), patience);
        button<QCheckBox>(u"List my rooms on this network"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
    }

    void serversJoinedLatelyAreForgotten()
    {
        Settings(m_profile->path())
            .rememberServer({QUrl(u"ws://192.168.1.20:7666/ws-connect"_s), u"Ann"_s,
                QDateTime::currentDateTime()});
        start(false);
        StartPage *page = m_program->window()->startPage();
        QCOMPARE(page->findChildren<ServerRow *>().size(), 1);
        Q_EMIT page->settingsRequested();
        button<QPushButton>(u"Forget them"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(page->findChildren<ServerRow *>().isEmpty(), patience);
    }
};

QTEST_MAIN(DesktopSettingsTest)
#include "tst_desktopsettings.moc"
