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
