#include "app/client/chatclient.h"
#include "app/client/hostservice.h"
#include "app/client/settings.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::HostService;

namespace {

constexpr int patience = 15000; // milliseconds

} // namespace

class TestHostService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoHostsJoinsOverLoopbackWithoutThePasscodeBeingAsked()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        HostService host;
        QSignalSpy started(&host, &HostService::started);
        host.start({settings.serverDirectory(), u"secret"_s, 0});
        QCOMPARE(host.state(), HostService::State::Starting);
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, patience);
        QVERIFY(!host.addresses().empty());
        QCOMPARE(host.addresses().front().url.port(), host.port());

        app::ChatClient client(&settings);
        client.join(host.joinOptions(u"Ann"_s));
        QTRY_COMPARE_WITH_TIMEOUT(
            client.status().state, app::ConnectionStatus::State::Online, patience);
        QSignalSpy stopped(&host, &HostService::stopped);
        host.stop();
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            client.status().reason, app::ConnectionStatus::Reason::ServerStopped, patience);
    }

    void aTakenPortIsPassedOver()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::Any));
        QTemporaryDir directory;
        HostService host;
        QSignalSpy started(&host, &HostService::started);
        host.start({directory.path(), {}, other.serverPort()});
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, patience);
        QVERIFY(host.port() != other.serverPort());
    }

    void aBackupOfARunningServerIsRestoredInItsPlace()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        HostService host;
        const app::HostOptions options{settings.serverDirectory(), {}, 0};
        QSignalSpy finished(&host, &HostService::finished);
        host.start(options);
        QTRY_VERIFY_WITH_TIMEOUT(host.isRunning(), patience);
        app::ChatClient client(&settings);
        client.join(host.joinOptions(u"Ann"_s));
        client.openRoom("lobby")->send(u"kept"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.room("lobby")->timeline().lastSeq(), 1, patience);

        const QString file = directory.filePath(u"copy.marubackup"_s);
        host.backUp(file);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        const auto backup = finished[0][0].value<app::HostTaskOutcome>();
        QVERIFY2(backup.isDone, qPrintable(backup.detail));
        QCOMPARE(backup.rooms, 1);
        QCOMPARE(host.state(), HostService::State::Running);

        client.room("lobby")->send(u"later"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.room("lobby")->timeline().lastSeq(), 2, patience);
        QSignalSpy started(&host, &HostService::started);
        host.restore(options, file);
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, patience);
        QCOMPARE(finished.size(), 2);
        const auto restored = finished[1][0].value<app::HostTaskOutcome>();
        QVERIFY2(restored.isDone, qPrintable(restored.detail));
        QVERIFY(!restored.movedTo.isEmpty());
        client.join(host.joinOptions(u"Ann"_s));
        const auto isAsBefore = [&client] {
            const app::ChatRoom *room = client.room("lobby");
            return room && room->timeline().lastSeq() == 1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAsBefore(), patience);
    }

    void aBackupThatIsNoneChangesNothing()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(u"none"_s);
        QFile none(file);
        QVERIFY(none.open(QIODevice::WriteOnly) && none.write("no backup") > 0);
        none.close();
        HostService host;
        const app::HostOptions options{directory.filePath(u"rooms"_s), {}, 0};
        QSignalSpy finished(&host, &HostService::finished);
        QSignalSpy stopped(&host, &HostService::stopped);
        host.restore(options, file); // nothing runs: nothing is started
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, patience);
        QVERIFY(!finished[0][0].value<app::HostTaskOutcome>().isDone);
        host.start(options);
        QTRY_VERIFY_WITH_TIMEOUT(host.isRunning(), patience);
        QSignalSpy started(&host, &HostService::started);
        host.restore(options, file); // what ran runs again
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, patience);
        const auto outcome = finished[1][0].value<app::HostTaskOutcome>();
        QVERIFY(!outcome.isDone);
        QVERIFY(!hostTaskText(outcome).isEmpty());
    }

    void aRoomIsExportedByTheEndingOfTheFile()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        HostService host;
        QSignalSpy finished(&host, &HostService::finished);
        host.start({settings.serverDirectory(), {}, 0});
        QTRY_VERIFY_WITH_TIMEOUT(host.isRunning(), patience);
        app::ChatClient client(&settings);
        client.join(host.joinOptions(u"Ann"_s));
        client.openRoom("lobby")->send(u"안녕"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.room("lobby")->timeline().lastSeq(), 1, patience);
        const QString file = directory.filePath(u"lobby.txt"_s);
        host.exportRoom("lobby", file);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QVERIFY(finished[0][0].value<app::HostTaskOutcome>().isDone);
        QFile text(file);
        QVERIFY(text.open(QIODevice::ReadOnly));
        QVERIFY(QString::fromUtf8(text.readAll()).contains(u"안녕"));
        host.exportRoom("nowhere", file);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience);
        QCOMPARE(finished[1][0].value<app::HostTaskOutcome>().code, QByteArray("no-such-room"));
    }

    void aFolderThatIsInUseIsAFailureInWords()
    {
        QTemporaryDir directory;
        HostService first;
        first.start({directory.path(), {}, 0});
        QTRY_VERIFY_WITH_TIMEOUT(first.isRunning(), patience);
        HostService second;
        QSignalSpy failed(&second, &HostService::failed);
        second.start({directory.path(), {}, 0});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(second.state(), HostService::State::Stopped);
        QVERIFY(!failed[0][0].toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHostService)
#include "tst_hostservice.moc"
