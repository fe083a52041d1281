#include "app/application.h"
#include "app/views/chatpage.h"
#include "app/views/connectionbar.h"
#include "app/views/roomspane.h"
#include "app/views/startpage.h"
#include "tests/app/support/loopbackplace.h"
#include "tests/app/support/serverfixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// The program with its window, as the command line starts it.
class DesktopTest : public QObject {
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

    ApplicationOptions hosting(const QString &name = u"Ann"_s)
    {
        ApplicationOptions options;
        options.announcements = m_announcements;
        options.profile = m_profile->path();
        options.name = name;
        options.hostName = QString();
        return options;
    }

    ApplicationOptions joining(const QUrl &url, const QString &name = u"Bob"_s)
    {
        ApplicationOptions options;
        options.announcements = m_announcements;
        options.profile = m_profile->path();
        options.name = name;
        options.join = url.toString();
        return options;
    }

    static QUrl urlOf(const Application &host)
    {
        return QUrl(u"ws://127.0.0.1:%1/ws-connect"_s.arg(host.hostService().port()));
    }

    // The window is closed, and the program has ended.
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

    void whoHostsOrJoinsHasTheNameOfTheCommandLine()
    {
        const auto host = start(hosting());
        QTRY_VERIFY_WITH_TIMEOUT(host->window()->isChatShown(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(host->client().self().name, u"Ann"_s, patience);
        QTemporaryDir other;
        ApplicationOptions options = joining(urlOf(*host));
        options.profile = other.path();
        const auto guest = start(options);
        QTRY_COMPARE_WITH_TIMEOUT(guest->client().self().name, u"Bob"_s, patience);
        close(*guest);
        close(*host);
    }

    void hostingComesBackOnTheSamePortWithWhatWasSaid()
    {
        int port = 0;
        {
            const auto host = start(hosting());
            QTRY_VERIFY_WITH_TIMEOUT(host->client().currentRoom(), patience);
            host->client().currentRoom()->send(u"kept"_s);
            QTRY_COMPARE_WITH_TIMEOUT(
                host->client().currentRoom()->timeline().lastSeq() > 0, true, patience);
            QTRY_COMPARE_WITH_TIMEOUT(host->client().status().waitingMessages, 0, patience);
            port = host->hostService().port();
            close(*host);
        }
        const auto host = start(hosting());
        QTRY_VERIFY_WITH_TIMEOUT(host->client().currentRoom(), patience);
        QCOMPARE(host->hostService().port(), port);
        QVERIFY(!host->hostService().isElsewhere());
        const auto said = [&host] {
            const auto &items = host->client().currentRoom()->timeline().items();
            return std::any_of(items.begin(), items.end(),
                [](const auto &item) { return item->text == u"kept"_s; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(said(), patience);
        close(*host);
    }

    void aPortThatIsTakenMeanwhileIsSaid()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::Any));
        Settings(m_profile->path()).setHostPort(other.serverPort());
        const auto host = start(hosting());
        QTRY_VERIFY_WITH_TIMEOUT(host->window()->isChatShown(), patience);
        QVERIFY(host->hostService().isElsewhere());
        QStringList shown;
        for (const QLabel *label : host->window()->findChildren<QLabel *>()) {
            if (label->isVisible()) {
                shown += label->text();
            }
        }
        QVERIFY(shown.join(u'\n').contains(QString::number(other.serverPort())));
        close(*host);
    }

    void closingTheWindowWhileHostingBlocksNothing()
    {
        const auto host = start(hosting());
        QTRY_VERIFY_WITH_TIMEOUT(host->window()->isChatShown(), patience);
        Person bob(u"Bob"_s);
        bob.client.join({urlOf(*host), u"Bob"_s, {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(bob.isOnline(), patience);

        qint64 longest = 0;
        QElapsedTimer sinceTurn;
        QTimer turns;
        connect(&turns, &QTimer::timeout, this, [&] {
            longest = std::max(longest, sinceTurn.isValid() ? sinceTurn.restart() : 0);
            sinceTurn.start();
        });
        turns.start(5);
        close(*host);
        QVERIFY(!host->window()->isVisible());
        QCOMPARE(host->hostService().state(), HostService::State::Stopped);
        QVERIFY2(longest < 500, qPrintable(QString::number(longest)));
        QTRY_COMPARE_WITH_TIMEOUT(bob.reason(), ConnectionStatus::Reason::ServerStopped, patience);
    }

    void aSecondProgramHandsOverWhatItWasAskedToJoin()
    {
        ServerFixture server;
        ApplicationOptions options;
        options.profile = m_profile->path();
        options.name = u"Ann"_s;
        const auto first = start(options);
        QVERIFY(!first->isProfileTaken());
        ApplicationOptions again = joining(server.url());
        again.room = "kitchen";
        Application second(again);
        QVERIFY(second.isProfileTaken());
        std::atomic<bool> isTaken = false; // the first one answers on this thread
        const std::unique_ptr<QThread> asking(
            QThread::create([&] { isTaken = second.handOver(); }));
        asking->start();
        QTRY_VERIFY_WITH_TIMEOUT(asking->isFinished(), patience);
        QVERIFY(isTaken);
        QTRY_VERIFY_WITH_TIMEOUT(first->window()->isChatShown(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(first->client().currentRoom(), patience);
        QCOMPARE(first->client().currentRoom()->id(), QByteArray("kitchen"));
        QCOMPARE(first->client().self().name, u"Ann"_s);
        close(*first);
    }

    // The dialog that asks for a file gets this one.
    static void chooseFile(Application &application, const QString &file)
    {
        auto *dialog = application.window()->findChild<QFileDialog *>();
        QVERIFY(dialog);
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
        delete dialog;
    }

    static void press(Application &application, const QString &text)
    {
        for (QPushButton *button : application.window()->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible()) {
                button->click();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }

    static bool saysNotice(Application &application, const QString &word)
    {
        const auto boxes = application.window()->findChildren<QMessageBox *>();
        return std::any_of(boxes.begin(), boxes.end(),
            [&word](const QMessageBox *box) { return box->text().contains(word); });
    }

    void theHostBacksUpAndRestoresByMenu()
    {
        const auto host = start(hosting());
        QTRY_VERIFY_WITH_TIMEOUT(host->client().currentRoom(), patience);
        const QByteArray id = host->client().currentRoom()->id();
        const auto room = [&] { return host->client().room(id); };
        QTRY_COMPARE_WITH_TIMEOUT(room()->timeline().lastSeq(), 1, patience); // its name
        room()->send(u"kept"_s);
        QTRY_COMPARE_WITH_TIMEOUT(room()->timeline().lastSeq(), 2, patience);
        RoomsPane *pane = host->window()->chatPage()->roomsPane();
        const QString file = m_profile->filePath(u"rooms.marubackup"_s);
        Q_EMIT pane->backupRequested();
        chooseFile(*host, file);
        QTRY_VERIFY_WITH_TIMEOUT(saysNotice(*host, u"backed up"_s), patience);
        QVERIFY(QFile::exists(file));

        room()->send(u"later"_s);
        QTRY_COMPARE_WITH_TIMEOUT(room()->timeline().lastSeq(), 3, patience);
        Q_EMIT pane->restoreRequested();
        chooseFile(*host, file);
        press(*host, u"Restore"_s);
        QTRY_VERIFY_WITH_TIMEOUT(saysNotice(*host, u"restored"_s), patience);
        const auto isAsBefore = [&] { return room() && room()->timeline().lastSeq() == 2; };
        QTRY_VERIFY_WITH_TIMEOUT(isAsBefore(), patience);
        QVERIFY(host->hostService().isRunning());
        QVERIFY(host->client().self().isHost);
        close(*host);
    }

    void aServerThatAsksForAPasscodeGetsIt()
    {
        ServerFixture server("sesame");
        const auto guest = start(joining(server.url()));
        StartPage *page = guest->window()->startPage();
        const auto passcode = [page]() -> QLineEdit * {
            for (QLineEdit *field : page->findChildren<QLineEdit *>()) {
                if (field->echoMode() == QLineEdit::Password && field->isVisible()) {
                    return field;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(passcode(), patience);
        passcode()->setText(u"wrong"_s);
        QTest::keyClick(passcode(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(
            guest->client().status().state, ConnectionStatus::State::Offline, patience);
        QVERIFY(!guest->window()->isChatShown());
        passcode()->setText(u"sesame"_s);
        QTest::keyClick(passcode(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(guest->window()->isChatShown(), patience);
        close(*guest);
    }

    void aPasscodeThatHasChangedIsAskedForInTheConnectionBar()
    {
        ServerFixture server("old");
        const auto guest = start(joining(server.url()));
        for (QLineEdit *field : guest->window()->startPage()->findChildren<QLineEdit *>()) {
            if (field->echoMode() == QLineEdit::Password) {
                QTRY_VERIFY_WITH_TIMEOUT(field->isVisible(), patience);
                field->setText(u"old"_s);
                QTest::keyClick(field, Qt::Key_Return);
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(guest->window()->isChatShown(), patience);
        server.stop();
        server.setPasscode("new");
        server.start();
        ConnectionBar *bar = guest->window()->chatPage()->connectionBar();
        const auto offersPasscode = [bar] {
            const auto buttons = bar->findChildren<QPushButton *>();
            return std::any_of(buttons.begin(), buttons.end(), [](const QPushButton *button) {
                return button->isVisible() && button->text() == u"Enter the passcode…"_s;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(offersPasscode(), patience);
        Q_EMIT bar->passcodeRequested();
        auto *dialog = guest->window()->findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(u"new"_s);
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(
            guest->client().status().state, ConnectionStatus::State::Online, patience);
        QVERIFY(bar->isHidden());
        close(*guest);
    }
};

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
