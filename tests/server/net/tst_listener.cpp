// What a listener does when the system has nothing left for it.

#include "server/net/listener.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ctime>

using namespace std::chrono_literals;

namespace {

// While it lives, no further descriptor can be had.
class NoDescriptors {
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::fcntl(0, F_DUPFD, 0);
        rlimit limit = m_before;
        limit.rlim_cur = rlim_t(next);
        ::close(next);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before = {};
};

double processorSeconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

} // namespace

class TestListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutDescriptorsItRestsAndGoesOnLater();
};

// S-231, M-081
void TestListener::withoutDescriptorsItRestsAndGoesOnLater()
{
    server::NetStatistics statistics;
    server::AddressCap addresses(0);
    server::FailedLogins failedLogins(0);
    std::vector<qintptr> accepted;
    server::Listener listener({}, statistics, addresses, failedLogins,
        [&](server::AcceptedConnection connection) { accepted.push_back(connection.descriptor); });
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    const QSignalSpy errors(&listener, &QTcpServer::acceptError);
    QTcpSocket
        earlier; // behind whom nobody waits: the first failure of accepting is an ordinary one
    earlier.connectToHost(QHostAddress::LocalHost, listener.serverPort());
    QTRY_COMPARE(accepted.size(), std::size_t(1));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, listener.serverPort());
    QVERIFY(client.waitForConnected());
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("cannot accept a connection")));
    {
        const NoDescriptors none;
        QTRY_COMPARE(errors.size(), 1);
        // It would be woken at once, again and again: the connection still waits.
        const double before = processorSeconds();
        QVERIFY(!QTest::qWaitFor([&] { return errors.size() > 1; }, 200));
        QVERIFY(processorSeconds() - before < 0.15);
    }
    QTRY_COMPARE(accepted.size(), std::size_t(2));
    for (const qintptr descriptor : accepted)
        ::close(int(descriptor));
}

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
