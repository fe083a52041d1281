// The whole server inside one process: started, talked to, stopped, twice.

#include "server/server.h"
#include "tests/support/stompdialogue.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using server::Server;
using server::ServerOptions;
using stomp::Command;
using test::StompDialogue;

namespace {

ServerOptions options(const QTemporaryDir &directory)
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.dataDirectory = directory.filePath(QStringLiteral("rooms"));
    options.workers = 2;
    return options;
}

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
    }
    QTRY_COMPARE(server.stats().connections.open, 0);
    QCOMPARE(server::toBytes(server.stats()), "connections open=0 accepted=1 client-closed=1");
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
