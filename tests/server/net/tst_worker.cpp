// Listeners, workers and sessions with real sockets on loopback; the broker is played by the test.

#include "tests/server/net/echonet.h"
#include "tests/support/rawsocket.h"
#include "tests/support/stompdialogue.h"

#include <QTcpServer>
#include <QTest>

using namespace std::chrono_literals;
using server::CloseReason;
using stomp::Command;
using stomp::Frame;
using test::Net;
using test::RawSocket;
using test::StompDialogue;

class TestWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesGoInAndMessagesComeOut();
    void textAndBinaryAreBothUnderstood();
    void framesOfAnySizeComeBackWhole_data();
    void framesOfAnySizeComeBackWhole();
    void subProtocolsAreChosen_data();
    void subProtocolsAreChosen();
    void disconnectIsReceiptedAndClosedNormally();
    void anErrorArrivesBeforeTheClose();
    void aMessageBeyondTheLimitEndsItsConnection();
    void requestsThatAreNoUpgradeAreAnswered_data();
    void requestsThatAreNoUpgradeAreAnswered();
    void garbageIsClosedAtOnce();
    void garbageBehindTheHandshakeEndsTheConnection();
    void aHandshakeThatNeverEndsIsClosed();
    void aLoginThatNeverComesIsClosed();
    void beyondTheMostConnectionsOneIsRefused();
    void aLostClientIsToldInside();
    void stoppingTellsEverybody();
    void whoIsGoneLeavesNothingBehind();
    void anAddressInUseIsAnError();
    void addressesAreWrittenAsInUrls();
};

void TestWorker::framesGoInAndMessagesComeOut()
{
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    QCOMPARE(ann.connectedHeaders().value("person"), "p");
    QCOMPARE(ann.connectedHeaders().value("session").size(), 32);
    for (int i = 0; i < 100; ++i)
        ann.send("SEND\ndestination:/topic/echo\n\n" + QByteArray::number(i));
    for (int i = 0; i < 100; ++i) {
        const auto message = ann.next();
        QVERIFY(message);
        QCOMPARE(message->body, QByteArray::number(i));
        QCOMPARE(message->header("subscription"), "s1");
    }
}

void TestWorker::textAndBinaryAreBothUnderstood()
{
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    ann.send("SEND\ndestination:/a\n\n\xea\xb0\x80");
    ann.sendBinary("SEND\ndestination:/a\n\n\xeb\x82\x98");
    QCOMPARE(ann.next()->body, "\xea\xb0\x80");
    QCOMPARE(ann.next()->body, "\xeb\x82\x98");
}

void TestWorker::framesOfAnySizeComeBackWhole_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 40, 200, 65'400, 70'000, 1'000'000})
        QTest::addRow("%d", size) << size;
}

void TestWorker::framesOfAnySizeComeBackWhole()
{
    QFETCH(int, size);
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    const QByteArray body(size, 'x');
    ann.sendBinary("SEND\ndestination:/a\n\n" + body);
    const auto message = ann.next();
    QVERIFY(message);
    QVERIFY(message->body == body);
}

void TestWorker::subProtocolsAreChosen_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("chosen");
    QTest::newRow("v12") << QByteArray("v12.stomp") << QByteArray("v12.stomp");
    QTest::newRow("unknown first") << QByteArray("foo, v11.stomp") << QByteArray("v11.stomp");
    QTest::newRow("v10") << QByteArray("v10.stomp") << QByteArray("v10.stomp");
    QTest::newRow("unknown") << QByteArray("foo") << QByteArray();
    QTest::newRow("other case") << QByteArray("v12.STOMP") << QByteArray();
    QTest::newRow("none") << QByteArray() << QByteArray();
}

void TestWorker::subProtocolsAreChosen()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, chosen);
    Net net;
    RawSocket peer(net.port());
    const QByteArray header =
        offered.isEmpty() ? QByteArray() : "Sec-WebSocket-Protocol: " + offered + "\r\n";
    peer.send(test::upgradeRequest("/ws-connect", header));
    const QByteArray answer = peer.readUntil("\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 101"), answer);
    if (chosen.isEmpty())
        QVERIFY2(!answer.contains("Sec-WebSocket-Protocol"), answer);
    else
        QVERIFY2(answer.contains("Sec-WebSocket-Protocol: " + chosen + "\r\n"), answer);
    QVERIFY2(!answer.contains("Sec-WebSocket-Extensions"), answer);
}

void TestWorker::disconnectIsReceiptedAndClosedNormally()
{
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    ann.send("DISCONNECT\nreceipt:bye\n\n");
    const auto receipt = ann.next();
    QVERIFY(receipt);
    QCOMPARE(receipt->header("receipt-id"), "bye");
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1000);
    QTRY_COMPARE(net.closed(CloseReason::Disconnected), 1u);
}

void TestWorker::anErrorArrivesBeforeTheClose()
{
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    ann.sendRaw("NONSENSE\n\n" + QByteArray(1, '\0') + QByteArray(100'000, 'x'));
    const auto error = ann.next();
    QVERIFY(error);
    QCOMPARE(error->command, Command::Error);
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1002);
    QTRY_COMPARE(net.broker().closed(), std::vector<QByteArray>{"protocol-error"});
}

void TestWorker::aMessageBeyondTheLimitEndsItsConnection()
{
    Net net;
    StompDialogue ann(net.url());
    QVERIFY(ann.connectAs("Ann"));
    ann.sendBinary("SEND\ndestination:/a\n\n" + QByteArray(2'000'000, 'x'));
    QVERIFY(ann.waitForClose());
    QTRY_COMPARE(net.closed(CloseReason::LimitExceeded), 1u);
}

void TestWorker::requestsThatAreNoUpgradeAreAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("path") << test::upgradeRequest("/other") << 404;
    QTest::newRow("method") << QByteArray(
        "POST /ws-connect HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                            << 405;
    QTest::newRow("no upgrade") << QByteArray("GET /ws-connect HTTP/1.1\r\nHost: a\r\n\r\n") << 426;
    QTest::newRow("origin") << test::upgradeRequest(
        "/ws-connect", "Origin: https://evil.example\r\n")
                            << 403;
    QTest::newRow("too long") << "GET /" + QByteArray(200'000, 'a') << 431;
}

void TestWorker::requestsThatAreNoUpgradeAreAnswered()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    Net net;
    RawSocket peer(net.port());
    peer.send(request);
    const QByteArray answer = peer.readUntil("\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), answer);
    QVERIFY(peer.waitForClose());
    peer.close();
    QTRY_COMPARE(net.statistics().open, 0);
    QCOMPARE(net.statistics().refusedByStatus, (std::map<int, quint64>{{status, 1}}));
    QCOMPARE(net.closed(CloseReason::HandshakeRefused), 1u);
}

void TestWorker::garbageIsClosedAtOnce()
{
    Net net;
    RawSocket tls(net.port());
    tls.send(QByteArray::fromHex("16030102000100"));
    QVERIFY(tls.waitForClose());
    RawSocket stomp(net.port());
    stomp.send("CONNECT\naccept-version:1.2\n\n");
    QVERIFY(stomp.waitForClose());
    QTRY_COMPARE(net.closed(CloseReason::HandshakeRefused), 2u);
    QCOMPARE(net.closed(CloseReason::HandshakeTimeout), 0u);
}

void TestWorker::garbageBehindTheHandshakeEndsTheConnection()
{
    Net net;
    for (const QByteArray &garbage : {QByteArray(4096, '\xff'), QByteArray("\x88"), QByteArray()}) {
        RawSocket peer(net.port());
        peer.send(test::upgradeRequest("/ws-connect") + garbage);
        if (garbage.size() > 1)
            QVERIFY(peer.waitForClose());
    }
    QTRY_COMPARE(net.statistics().open, 0);
}

void TestWorker::aHandshakeThatNeverEndsIsClosed()
{
    server::WorkerSettings settings;
    settings.handshakeTimeout = 200ms;
    Net net(settings);
    RawSocket silent(net.port());
    RawSocket half(net.port());
    half.send("GET /ws-connect HTTP/1.1\r\nHost: lo");
    QVERIFY(silent.waitForClose());
    QVERIFY(half.waitForClose());
    QTRY_COMPARE(net.closed(CloseReason::HandshakeTimeout), 2u);
    QTRY_COMPARE(net.statistics().open, 0);
}

void TestWorker::aLoginThatNeverComesIsClosed()
{
    server::WorkerSettings settings;
    settings.session.protocol.loginTimeout = 300ms;
    Net net(settings);
    StompDialogue silent(net.url());
    QVERIFY(silent.open());
    const auto error = silent.next();
    QVERIFY(error);
    QCOMPARE(error->header("code"), "maru.connection.timeout");
    QVERIFY(silent.waitForClose());
    QCOMPARE(silent.closeCode(), 1008);
}

void TestWorker::beyondTheMostConnectionsOneIsRefused()
{
    Net net({}, {.mostConnections = 1});
    StompDialogue first(net.url());
    QVERIFY(first.connectAs("Ann"));
    RawSocket second(net.port());
    const QByteArray answer = second.readUntil("\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 503 "), answer);
    QVERIFY(second.waitForClose());
    QCOMPARE(net.closed(CloseReason::TooManyConnections), 1u);
    first.send("SEND\ndestination:/a\n\nstill here");
    QCOMPARE(first.next()->body, "still here");
}

void TestWorker::aLostClientIsToldInside()
{
    Net net;
    {
        StompDialogue ann(net.url());
        QVERIFY(ann.connectAs("Ann"));
    }
    QTRY_COMPARE(net.broker().closed(), std::vector<QByteArray>{"client-closed"});
    QTRY_COMPARE(net.statistics().open, 0);
}

void TestWorker::stoppingTellsEverybody()
{
    Net net;
    StompDialogue ann(net.url());
    StompDialogue ben(net.url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(ben.connectAs("Ben"));
    RawSocket silent(net.port());
    QTRY_COMPARE(net.statistics().open, 3);
    net.beginStop();
    QVERIFY(ann.waitForClose());
    QVERIFY(ben.waitForClose());
    QCOMPARE(ann.closeCode(), 1001);
    QCOMPARE(ben.closeCode(), 1001);
    net.join();
    QCOMPARE(net.statistics().open, 0);
    QCOMPARE(
        net.broker().closed(), (std::vector<QByteArray>{"server-stopping", "server-stopping"}));
}

void TestWorker::whoIsGoneLeavesNothingBehind()
{
    Net net;
    for (int round = 0; round < 50; ++round) {
        StompDialogue ann(net.url());
        QVERIFY(ann.connectAs("Ann"));
        RawSocket half(net.port());
        half.send("GET /ws-conn");
        RawSocket raw(net.port());
        raw.send(test::upgradeRequest("/ws-connect"));
        raw.readUntil("\r\n\r\n");
        raw.close();
    }
    QTRY_COMPARE(net.statistics().open, 0);
    QCOMPARE(net.statistics().accepted, 150u);
    QCOMPARE(net.broker().closed().size(), std::size_t(50));
}

void TestWorker::anAddressInUseIsAnError()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    server::NetStatistics statistics;
    server::Acceptor acceptor(statistics, {10}, [](server::AcceptedConnection) {});
    const auto bound = acceptor.bind({{QHostAddress(QHostAddress::LocalHost), 0},
        {QHostAddress(QHostAddress::LocalHost), occupier.serverPort()}});
    QVERIFY(!bound);
    QCOMPARE(bound.error().address.port, occupier.serverPort());
}

void TestWorker::addressesAreWrittenAsInUrls()
{
    QCOMPARE(server::toBytes({QHostAddress(QStringLiteral("::1")), 80}), "[::1]:80");
    QCOMPARE(server::toBytes({QHostAddress(QStringLiteral("10.0.0.1")), 80}), "10.0.0.1:80");
    QCOMPARE(server::toBytes({QHostAddress(QHostAddress::Any), 80}), "0.0.0.0:80");
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
