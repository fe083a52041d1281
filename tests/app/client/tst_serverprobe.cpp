#include "app/client/serverprobe.h"
#include "tests/app/support/serverfixture.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace app;
using namespace app::test;

using Life = ServerState::Life;

namespace {

constexpr int shortRound = 50; // milliseconds

// Takes connections and says the same to each, or nothing.
class Stranger {
public:
    explicit Stranger(QByteArray words)
        : m_words(std::move(words))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                ++taken;
                ++open;
                most = std::max(most, open);
                QObject::connect(socket, &QTcpSocket::disconnected, &m_server, [this] { --open; });
                socket->write(m_words);
            }
        });
    }
    QUrl url(const QString &path = u"/ws-connect"_s) const
    {
        return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
    }

    int taken = 0;
    int open = 0;
    int most = 0;

private:
    QByteArray m_words;
    QTcpServer m_server;
};

} // namespace

class ServerProbeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerIsRead_data()
    {
        QTest::addColumn<QByteArray>("received");
        QTest::addColumn<bool>("isServer");
        QTest::addColumn<int>("people");
        const auto row = [](const char *name, const QByteArray &received, bool isServer,
                             int people = -1) {
            QTest::newRow(name) << received << isServer << people;
        };
        const QByteArray begin = "HTTP/1.1 426 Upgrade Required\r\n";
        row("people", begin + "Maru-People: 3\r\n\r\n", true, 3);
        row("in any case", begin + "maru-people:3 \r\nX: y\r\n\r\nbody", true, 3);
        row("does not tell", begin + "Upgrade: websocket\r\n\r\n", true);
        row("no number", begin + "Maru-People: many\r\n\r\n", true);
        row("negative", begin + "Maru-People: -3\r\n\r\n", true);
        row("too many", begin + "Maru-People: 1000001\r\n\r\n", true);
        row("not whole", begin + "Maru-People: 3\r\n", false);
        row("another server", "HTTP/1.1 200 OK\r\nMaru-People: 3\r\n\r\n", false);
        row("nothing", {}, false);
        row("bytes", QByteArray(100, '\xff') + "\r\n\r\n", false);
    }

    void anAnswerIsRead()
    {
        QFETCH(QByteArray, received);
        QFETCH(bool, isServer);
        QFETCH(int, people);
        const auto state = probeAnswer(received);
        QCOMPARE(state.has_value(), isServer);
        if (state) {
            QCOMPARE(state->life, Life::Live);
            QCOMPARE(state->people.value_or(-1), people);
        }
    }

    void aServerIsAskedAndCountsWhoIsThere()
    {
        ServerFixture server;
        ServerProbe probe(shortRound, patience);
        probe.setServers({server.url()});
        QCOMPARE(probe.state(server.url()).life, Life::Unknown);
        probe.start();
        QTRY_COMPARE_WITH_TIMEOUT(
            probe.state(server.url()), (ServerState{Life::Live, 0}), patience);
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(probe.state(server.url()).people.value_or(0) >= 1, patience);
        QSignalSpy changed(&probe, &ServerProbe::stateChanged);
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(probe.state(server.url()).life, Life::Silent, patience);
        QVERIFY(!changed.isEmpty());
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(probe.state(server.url()).life, Life::Live, patience);
    }

    void strangersAreNotTakenForServers_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("web page") << QByteArray("HTTP/1.1 200 OK\r\n\r\nhello");
        QTest::newRow("endless") << QByteArray(1'000'000, 'x');
        QTest::newRow("silent") << QByteArray();
    }

    void strangersAreNotTakenForServers()
    {
        QFETCH(QByteArray, words);
        Stranger stranger(words);
        ServerProbe probe(shortRound, 300);
        probe.setServers({stranger.url()});
        probe.start();
        QTRY_COMPARE_WITH_TIMEOUT(probe.state(stranger.url()).life, Life::Silent, patience);
        QTRY_COMPARE_WITH_TIMEOUT(stranger.open <= 1, true, patience);
    }

    void fewAreAskedAtOnceAndAllInTheirTurn()
    {
        Stranger silent({});
        std::vector<QUrl> urls;
        for (int i = 0; i < 10; ++i) {
            urls.push_back(silent.url(u"/%1"_s.arg(i)));
        }
        ServerProbe probe(60'000, 100);
        probe.setServers(urls);
        probe.start();
        const auto isAnswered = [&] {
            return std::all_of(urls.begin(), urls.end(),
                [&probe](const QUrl &url) { return probe.state(url).life == Life::Silent; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered(), patience);
        QCOMPARE(silent.taken, 10);
        QVERIFY(silent.most <= 2 * int(ServerProbe::mostAtOnce)); // ends are heard of late
    }

    void whoStopsAsksNobody()
    {
        Stranger silent({});
        ServerProbe probe(shortRound, 60'000);
        probe.setServers({silent.url()});
        QCOMPARE(silent.taken, 0);
        probe.start();
        QTRY_COMPARE_WITH_TIMEOUT(silent.open, 1, patience);
        probe.stop();
        QTRY_COMPARE_WITH_TIMEOUT(silent.open, 0, patience);
        QCOMPARE(silent.taken, 1);
        QCOMPARE(probe.state(silent.url()).life, Life::Unknown);
    }
};

QTEST_GUILESS_MAIN(ServerProbeTest)
#include "tst_serverprobe.moc"
