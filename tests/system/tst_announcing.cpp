// maru-server that tells the network of itself, heard as the desktop client hears it; over
// loopback.

#include "app/client/hostdiscovery.h"
#include "tests/support/serverprocess.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 15'000; // milliseconds; only a failing test waits so long

// Others may announce themselves on this machine, too.
std::optional<app::FoundHost> find(const app::HostDiscovery &discovery, quint16 port)
{
    const auto hosts = discovery.hosts();
    const auto found = std::find_if(hosts.begin(), hosts.end(),
        [port](const app::FoundHost &host) { return host.url.port() == port; });
    return found == hosts.end() ? std::nullopt : std::optional(*found);
}

} // namespace

class TestAnnouncing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aServerIsHeardByItsNameUntilItEnds()
    {
        app::HostDiscovery discovery;
        discovery.start();
        test::ServerProcess server({u"--announce"_s, u"Kitchen"_s, u"--endpoint"_s, u"/chat"_s});
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        QTRY_VERIFY_WITH_TIMEOUT(find(discovery, server.port()), patience);
        const auto host = find(discovery, server.port());
        QCOMPARE(host->name, u"Kitchen"_s);
        QCOMPARE(host->url, QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(server.port())));
        QVERIFY(!host->asksPasscode);
        server.askToStop();
        QTRY_VERIFY_WITH_TIMEOUT(!find(discovery, server.port()), patience);
        QVERIFY(server.waitForExit());
    }

    void aServerThatIsNotAskedToIsNotHeard()
    {
        app::HostDiscovery discovery;
        discovery.start();
        test::ServerProcess silent;
        QVERIFY2(silent.start(), qPrintable(silent.whyNot()));
        test::ServerProcess announced({u"--announce"_s, u"Later"_s});
        QVERIFY2(announced.start(), qPrintable(announced.whyNot()));
        QTRY_VERIFY_WITH_TIMEOUT(find(discovery, announced.port()), patience);
        QVERIFY(!find(discovery, silent.port()));
    }
};

QTEST_GUILESS_MAIN(TestAnnouncing)
#include "tst_announcing.moc"
