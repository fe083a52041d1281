// What strangers do to the port of a maru-server, while somebody beside them goes on talking.

#include "tests/support/rawsocket.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QTest>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::RawSocket;
using test::StompDialogue;

class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void requestsThatAreNoHandshakeGetTheirAnswer_data();
    void requestsThatAreNoHandshakeGetTheirAnswer();
    void aHandshakeOfTheSameOriginIsLetIn();
    void garbageIsCutOff_data();
    void garbageIsCutOff();
    void aHandshakeThatNeverEndsIsCutOff();
    void badFramesEndTheirConnectionOnly_data();
    void badFramesEndTheirConnectionOnly();

private:
    std::unique_ptr<test::ServerProcess> m_server;
    std::unique_ptr<StompDialogue> m_neighbour;
    int m_said = 0;
};

void TestHostile::initTestCase()
{
    m_server = std::make_unique<test::ServerProcess>();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    m_neighbour = std::make_unique<StompDialogue>(m_server->url());
    QVERIFY(m_neighbour->connectAs("Neighbour"));
    QVERIFY(m_neighbour->isSubscribed("room", "/subscribe/chat/general"));
}

// After every attack the neighbour is still connected, and is heard.
void TestHostile::cleanup()
{
    QVERIFY(m_server->isRunning());
    m_neighbour->send("SEND\ndestination:/publish/chat/general\n\nstill here");
    const auto message = m_neighbour->next();
    QVERIFY(message);
    QCOMPARE(message->command, Command::Message);
    QCOMPARE(message->header("seq"), QByteArray::number(++m_said));
}

void TestHostile::cleanupTestCase()
{
    m_server->askToStop();
    const auto exit = m_server->waitForExit();
    QVERIFY(exit);
    QCOMPARE(exit->code, 0);
}

void TestHostile::requestsThatAreNoHandshakeGetTheirAnswer_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");

    QTest::newRow("wrong path") << test::upgradeRequest("/elsewhere") << QByteArray("404");
    QTest::newRow("wrong path without upgrade")
        << QByteArray("GET /elsewhere HTTP/1.1\r\nHost: localhost\r\n\r\n") << QByteArray("404");
    QTest::newRow("wrong method") << QByteArray(
        "POST /ws-connect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                                  << QByteArray("405");
    QTest::newRow("no upgrade") << QByteArray("GET /ws-connect HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                << QByteArray("426");
    QTest::newRow("foreign origin")
        << test::upgradeRequest("/ws-connect", "Origin: https://evil.example\r\n")
        << QByteArray("403");
    QTest::newRow("origin null") << test::upgradeRequest("/ws-connect", "Origin: null\r\n")
                                 << QByteArray("403");
}

void TestHostile::requestsThatAreNoHandshakeGetTheirAnswer()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);

    RawSocket stranger(m_server->port());
    QVERIFY(stranger.isConnected());
    stranger.send(request);
    const QByteArray answer = stranger.readUntil("\r\n\r\n");

    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer);
    QVERIFY(stranger.waitForClose());
}

void TestHostile::aHandshakeOfTheSameOriginIsLetIn()
{
    const QByteArray authority = "127.0.0.1:" + QByteArray::number(m_server->port());
    QByteArray request =
        test::upgradeRequest("/ws-connect", "Origin: http://" + authority + "\r\n");
    request.replace("Host: 127.0.0.1\r\n", "Host: " + authority + "\r\n");
    RawSocket browser(m_server->port());
    browser.send(request);
    const QByteArray answer = browser.readUntil("\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 101"), answer);
}

void TestHostile::garbageIsCutOff_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QByteArray noise;
    for (int index = 0; index < 64 * 1024; ++index)
        noise += static_cast<char>((index * 7919 + index / 251) & 0xff);
    QTest::newRow("noise") << noise;
    QTest::newRow("TLS hello") << QByteArray::fromHex("16030102000100") + QByteArray(600, '\0');
    QTest::newRow("huge header") << test::upgradeRequest(
        "/ws-connect", "X-Long: " + QByteArray(1024 * 1024, 'a') + "\r\n");
    QTest::newRow("endless request line") << "GET /" + QByteArray(1024 * 1024, 'a');
    QTest::newRow("STOMP without WebSocket")
        << QByteArray("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0", 45) + "\n\n\n\n";
    QTest::newRow("unmasked garbage after the handshake")
        << test::upgradeRequest("/ws-connect") + QByteArray(4096, '\xff');
}

void TestHostile::garbageIsCutOff()
{
    QFETCH(QByteArray, bytes);

    RawSocket stranger(m_server->port());
    QVERIFY(stranger.isConnected());
    stranger.send(bytes);
    QVERIFY(stranger.waitForClose());
}

void TestHostile::aHandshakeThatNeverEndsIsCutOff()
{
    RawSocket slow(m_server->port());
    RawSocket silent(m_server->port());
    slow.send("GET /ws-connect HTTP/1.1\r\nHost: loc");
    QVERIFY(slow.waitForClose());
    QVERIFY(silent.waitForClose());
}

void TestHostile::badFramesEndTheirConnectionOnly_data()
{
    QTest::addColumn<bool>("connectsFirst");
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("no CONNECT") << false << QByteArray("SEND\ndestination:/topic/a\n\nhello\0", 33);
    QTest::newRow("no STOMP") << false << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("unknown command") << true << QByteArray("SHOUT\n\n\0", 8);
    QTest::newRow("no colon") << true << QByteArray("SEND\ndestination\n\n\0", 19);
    QTest::newRow("unknown escape") << true << QByteArray("SEND\ndestination:/topic/\\x\n\n\0", 29);
    QTest::newRow("no destination") << true << QByteArray("SEND\n\nhello\0", 12);
    QTest::newRow("CONNECT again") << true << QByteArray("CONNECT\naccept-version:1.2\n\n\0", 29);
    QTest::newRow("a server's frame") << true << QByteArray("MESSAGE\n\n\0", 10);
    QTest::newRow("header without end") << true << "SEND\na:" + QByteArray(1024 * 1024, 'a');
}

void TestHostile::badFramesEndTheirConnectionOnly()
{
    QFETCH(bool, connectsFirst);
    QFETCH(QByteArray, bytes);

    StompDialogue stranger(m_server->url());
    QVERIFY(connectsFirst ? stranger.connectAs("Stranger") : stranger.open());
    stranger.sendRaw(bytes);
    const auto error = stranger.next();

    QVERIFY(error);
    QCOMPARE(error->command, Command::Error);
    QVERIFY(!error->header("message").isEmpty());
    QVERIFY(stranger.waitForClose());
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
