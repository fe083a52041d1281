// The whole server inside one process: started, talked to, stopped, twice.

#include "server/server.h"
#include "server/storage/memorymessagelog.h"
#include "tests/stomp/certificates.h"
#include "tests/support/stompdialogue.h"
#include "tests/support/tcpdialogue.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using server::Server;
using server::ServerOptions;
using stomp::Command;
using test::StompDialogue;
using test::TcpDialogue;

namespace {

ServerOptions options(const QTemporaryDir &directory)
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.dataDirectory = directory.filePath(QStringLiteral("rooms"));
    options.workers = 2;
    return options;
}

// Writes only after it was let go.
class HangingLog : public server::MessageLog {
public:
    struct State {
        std::atomic<bool> isHanging = true;
        std::atomic<bool> isGone = false;
    };
    explicit HangingLog(std::shared_ptr<State> state)
        : m_state(std::move(state))
        , m_log(server::LogOptions())
    {
    }
    ~HangingLog() override { m_state->isGone = true; }

    server::LogResult<server::LogSnapshot> load() override { return m_log.load(); }
    std::vector<server::LogResult<server::Appended>> write(
        std::span<const server::LogWrite> batch) override
    {
        while (m_state->isHanging)
            std::this_thread::yield();
        return m_log.write(batch);
    }
    server::LogResult<server::LogPage> read(const server::LogQuery &query) override
    {
        return m_log.read(query);
    }

private:
    std::shared_ptr<State> m_state;
    server::MemoryMessageLog m_log;
};

QUrl urlOf(const Server &server)
{
    return QUrl(QString::fromLatin1(server.urls().at(0)));
}

} // namespace

class TestServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void portsAndAddressesAreReported();
    void peopleTalkInARoom();
    void sessionsOfDifferentWorkersMeet();
    void twoServersOfOneProcessDoNotMeet();
    void theHostIsKnownByItsToken();
    void limitsOfTheOptionsAreAnnounced();
    void stoppingClosesInOrderAndKeepsWhatWasSaid();
    void aServerCanBeStartedAgain();
    void aServerThatWasNotStartedStops();
    void anAddressInUseIsTold();
    void afterAnErrorItMayBeTriedAgain();
    void aDataFolderInUseIsTold();
    void countersAddUp();
    void overTcpTheSameRoomsAreReached();
    void withACertificateAllListenersSpeakTls();
    void stoppingDoesNotWaitForADiskThatHangs();
};

void TestServer::portsAndAddressesAreReported()
{
    const QTemporaryDir directory;
    ServerOptions given = options(directory);
    given.listen.push_back({QHostAddress(QStringLiteral("::1")), 0});
    given.worker.handshake.endpoint = "/chat";
    Server server(given);
    QVERIFY(server.urls().empty());
    QVERIFY(server.start().hasValue());
    QCOMPARE(server.ports().size(), std::size_t(2));
    QCOMPARE(server.urls().at(0),
        "ws://127.0.0.1:" + QByteArray::number(server.ports().at(0)) + "/chat");
    QCOMPARE(
        server.urls().at(1), "ws://[::1]:" + QByteArray::number(server.ports().at(1)) + "/chat");
    for (const QByteArray &url : server.urls()) {
        StompDialogue ann(QUrl(QString::fromLatin1(url)));
        QVERIFY2(ann.connectAs("Ann"), url);
    }
}

void TestServer::peopleTalkInARoom()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    QVERIFY(server.start().hasValue());
    StompDialogue ann(urlOf(server));
    StompDialogue ben(urlOf(server));
    QVERIFY(ann.connectAs("Ann") && ben.connectAs("Ben"));
    QVERIFY(ben.isSubscribed("1", "/subscribe/chat/general"));
    ann.send("SEND\ndestination:/publish/chat/general\nreceipt:r\n\nhello");
    const auto message = ben.next();
    QVERIFY(message);
    QCOMPARE(message->header("subscription"), "1");
    QCOMPARE(message->header("seq"), "1");
    QVERIFY(message->body.contains("hello"));
    const auto receipt = ann.next();
    QVERIFY(receipt);
    QCOMPARE(receipt->header("receipt-id"), "r");
}

void TestServer::sessionsOfDifferentWorkersMeet()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    QVERIFY(server.start().hasValue());
    std::vector<std::unique_ptr<StompDialogue>> people;
    for (int i = 0; i < 5; ++i) {
        people.push_back(std::make_unique<StompDialogue>(urlOf(server)));
        QVERIFY(people.back()->connectAs("Person"));
        QVERIFY(people.back()->isSubscribed("t", "/topic/news"));
    }
    for (int i = 0; i < 20; ++i)
        people[0]->send("SEND\ndestination:/topic/news\n\n" + QByteArray::number(i));
    for (const auto &person : people) {
        for (int i = 0; i < 20; ++i) {
            const auto message = person->next();
            QVERIFY(message);
            QCOMPARE(message->body, QByteArray::number(i));
        }
    }
}

void TestServer::twoServersOfOneProcessDoNotMeet()
{
    const QTemporaryDir one;
    const QTemporaryDir two;
    Server first(options(one));
    Server second(options(two));
    QVERIFY(first.start().hasValue() && second.start().hasValue());
    QVERIFY(first.ports() != second.ports());
    QVERIFY(first.hostToken() != second.hostToken());
    StompDialogue ann(urlOf(first));
    StompDialogue ben(urlOf(second));
    QVERIFY(ann.connectAs("Ann") && ben.connectAs("Ben"));
    QVERIFY(ben.isSubscribed("1", "/topic/a"));
    ann.send("SEND\ndestination:/topic/a\nreceipt:r\n\nfirst");
    QCOMPARE(ann.next()->command, Command::Receipt);
    ben.send("SEND\ndestination:/topic/a\n\nsecond");
    QCOMPARE(ben.next()->body, "second");
}

void TestServer::theHostIsKnownByItsToken()
{
    const QTemporaryDir directory;
    ServerOptions given = options(directory);
    given.worker.session.protocol.passcode = "sesame";
    Server server(given);
    QVERIFY(server.start().hasValue());
    StompDialogue host(urlOf(server));
    QVERIFY(host.connectAs("Host", "host-token:" + server.hostToken() + '\n'));
    StompDialogue stranger(urlOf(server));
    QVERIFY(!stranger.connectAs("Stranger"));
    StompDialogue forger(urlOf(server));
    QVERIFY(!forger.connectAs("Forger", "host-token:x\n"));
    StompDialogue guest(urlOf(server));
    QVERIFY(guest.connectAs("Guest", "passcode:sesame\n"));
}

void TestServer::limitsOfTheOptionsAreAnnounced()
{
    const QTemporaryDir directory;
    ServerOptions given = options(directory);
    given.worker.session.protocol.limits.body = 5000;
    given.prefixes = {"/app", "/live"};
    Server server(given);
    QVERIFY(server.start().hasValue());
    StompDialogue ann(urlOf(server));
    QVERIFY(ann.connectAs("Ann"));
    const stomp::Headers &headers = ann.connectedHeaders();
    QCOMPARE(headers.value("max-body"), "5000");
    QCOMPARE(headers.value("application-prefix"), "/app");
    QCOMPARE(headers.value("broker-prefix"), "/live");
    QCOMPARE(headers.value("server"), "maru/" MARU_VERSION);
    ann.sendBinary("SEND\ndestination:/topic/a\n\n" + QByteArray(5001, 'x'));
    QCOMPARE(ann.next()->header("code"), "maru.limit.body");
}

void TestServer::stoppingClosesInOrderAndKeepsWhatWasSaid()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    QVERIFY(server.start().hasValue());
    StompDialogue ann(urlOf(server));
    QVERIFY(ann.connectAs("Ann"));
    for (int i = 1; i <= 50; ++i) {
        ann.send("SEND\ndestination:/publish/chat/general\nreceipt:" + QByteArray::number(i)
            + "\n\nhello " + QByteArray::number(i));
    }
    for (int i = 1; i <= 50; ++i)
        QCOMPARE(ann.next()->header("receipt-id"), QByteArray::number(i));
    QElapsedTimer timer;
    timer.start();
    server.stop();
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1001);
    QVERIFY(server.urls().empty());

    QVERIFY(server.start().hasValue());
    StompDialogue ben(urlOf(server));
    QVERIFY(ben.connectAs("Ben"));
    ben.subscribe("1", "/subscribe/chat/general", "after:0\n");
    for (int i = 1; i <= 50; ++i)
        QCOMPARE(ben.next()->header("seq"), QByteArray::number(i));
}

void TestServer::aServerCanBeStartedAgain()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    for (int round = 0; round < 5; ++round) {
        QVERIFY(server.start().hasValue());
        QVERIFY(server.start().hasValue());
        StompDialogue ann(urlOf(server));
        QVERIFY(ann.connectAs("Ann"));
        ann.send("DISCONNECT\n\n");
        QVERIFY(ann.waitForClose());
        server.stop();
        server.stop();
    }
}

void TestServer::aServerThatWasNotStartedStops()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    server.stop();
    QVERIFY(server.ports().empty());
}

void TestServer::anAddressInUseIsTold()
{
    const QTemporaryDir directory;
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    ServerOptions given = options(directory);
    given.listen.push_back({QHostAddress(QHostAddress::LocalHost), occupier.serverPort()});
    Server server(given);
    const auto started = server.start();
    QVERIFY(!started);
    QCOMPARE(started.error().exitCode, 3);
    const QString address = QStringLiteral("127.0.0.1:%1").arg(occupier.serverPort());
    QVERIFY2(started.error().text.contains(address), qPrintable(started.error().text));
    QVERIFY(!QFile::exists(given.dataDirectory));
}

void TestServer::afterAnErrorItMayBeTriedAgain()
{
    const QTemporaryDir directory;
    auto occupier = std::make_unique<QTcpServer>();
    QVERIFY(occupier->listen(QHostAddress::LocalHost));
    ServerOptions given = options(directory);
    given.listen = {{QHostAddress(QHostAddress::LocalHost), occupier->serverPort()}};
    Server server(given);
    QVERIFY(!server.start());
    occupier.reset();
    QVERIFY(server.start().hasValue());
}

void TestServer::aDataFolderInUseIsTold()
{
    const QTemporaryDir directory;
    Server first(options(directory));
    Server second(options(directory));
    QVERIFY(first.start().hasValue());
    const auto started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().exitCode, 4);
    QVERIFY2(started.error().text.contains(directory.path()), qPrintable(started.error().text));
}

void TestServer::countersAddUp()
{
    const QTemporaryDir directory;
    Server server(options(directory));
    QVERIFY(server.start().hasValue());
    {
        StompDialogue ann(urlOf(server));
        QVERIFY(ann.connectAs("Ann"));
        QCOMPARE(server.stats().connections.open, 1);
        ann.send("SEND\ndestination:/topic/a\nreceipt:r\n\nhello");
        QVERIFY(ann.next());
    }
    QTRY_COMPARE(server.stats().connections.open, 0);
    QTRY_COMPARE(server.stats().broker.sessions, 0);
    QCOMPARE(server.stats().broker.sessionsOpened, 1u);
    const QByteArray line = "connections open=0 accepted=1 client-closed=1; broker sessions=0 "
                            "subscriptions=0 opened=1 SEND=1 published=1";
    QCOMPARE(server::toBytes(server.stats()), line);
    server.stop();
    QCOMPARE(server::toBytes(server.stats()), line);
}

void TestServer::overTcpTheSameRoomsAreReached()
{
    const QTemporaryDir directory;
    ServerOptions given = options(directory);
    given.listenTcp = {{QHostAddress(QHostAddress::LocalHost), 0}};
    Server server(given);
    QVERIFY(server.start().hasValue());
    QCOMPARE(server.urls().at(1), "tcp://127.0.0.1:" + QByteArray::number(server.ports().at(1)));
    StompDialogue ann(urlOf(server));
    TcpDialogue ben(server.ports().at(1));
    QVERIFY(ann.connectAs("Ann") && ben.connectAs("Ben"));
    QCOMPARE(ann.connectedHeaders().value("max-body"), "1048576");
    QCOMPARE(ben.connectedHeaders().value("max-body"), "16777216");
    QVERIFY(ann.isSubscribed("1", "/subscribe/chat/general"));
    ben.send("SEND\ndestination:/publish/chat/general\nreceipt:r\n\nhello");
    QVERIFY(ann.next()->body.contains("hello"));
    QCOMPARE(ben.next()->header("seq"), "1");
}

void TestServer::withACertificateAllListenersSpeakTls()
{
    const QTemporaryDir directory;
    ServerOptions given = options(directory);
    given.listenTcp = {{QHostAddress(QHostAddress::LocalHost), 0}};
    const test::Identity identity = test::here();
    given.tls = {{identity.certificate}, identity.key, {}};
    Server server(given);
    QVERIFY(server.start().hasValue());
    QVERIFY2(server.urls().at(0).startsWith("wss://127.0.0.1:"), server.urls().at(0));
    QVERIFY2(server.urls().at(1).startsWith("stomp+ssl://127.0.0.1:"), server.urls().at(1));
    StompDialogue ann(urlOf(server));
    TcpDialogue ben(server.ports().at(1), TcpDialogue::Encryption::Tls);
    QVERIFY(ann.connectAs("Ann") && ben.connectAs("Ben"));
    QCOMPARE(ben.socket().peerCertificate(), identity.certificate);
    QVERIFY(ann.isSubscribed("1", "/topic/a"));
    ben.send("SEND\ndestination:/topic/a\n\nhello");
    QCOMPARE(ann.next()->body, "hello");
}

// Nobody has a receipt for what such a disk did not take.
void TestServer::stoppingDoesNotWaitForADiskThatHangs()
{
    const QTemporaryDir directory;
    const auto state = std::make_shared<HangingLog::State>();
    ServerOptions given = options(directory);
    given.openLog = [state]() -> server::LogResult<std::unique_ptr<server::MessageLog>> {
        return std::unique_ptr<server::MessageLog>(std::make_unique<HangingLog>(state));
    };
    Server server(given);
    QVERIFY(server.start().hasValue());
    StompDialogue ann(urlOf(server));
    QVERIFY(ann.connectAs("Ann"));
    ann.send("SEND\ndestination:/publish/chat/general\nreceipt:a\n\nhello");
    ann.send("SEND\ndestination:/topic/a\nreceipt:b\n\nhello");
    QCOMPARE(ann.next()->header("receipt-id"), "b");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("unanswered")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not end in time")));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!server.stop());
    QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()));
    state->isHanging = false;
    QTRY_VERIFY(state->isGone);
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
