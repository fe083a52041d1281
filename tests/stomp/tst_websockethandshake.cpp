#include "tests/stomp/websocketfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;
using namespace test;

// How WebSocketTransport begins, or why it does not.
class TestWebSocketHandshake : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersTheSubprotocolsOfStomp();
    void refusedConnectionIsKnown();
    void unknownHostIsKnown();
    void refusedHandshakesSayWhy_data();
    void refusedHandshakesSayWhy();
    void otherProtocolsAreFailedHandshakes_data();
    void otherProtocolsAreFailedHandshakes();
};

// S-241.
void TestWebSocketHandshake::offersTheSubprotocolsOfStomp()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_COMPARE(client.opened.count(), 1);
    QTRY_VERIFY(server.socket);
    QCOMPARE(server.socket->subprotocol(), u"v12.stomp"_s);
    QCOMPARE(server.socket->requestUrl().path(), u"/ws-connect"_s);
}

void TestWebSocketHandshake::refusedConnectionIsKnown()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    Client client;
    client.transport.open(urlOf(port));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::ConnectionRefused);
}

void TestWebSocketHandshake::unknownHostIsKnown()
{
    Client client;
    client.transport.open(QUrl(u"ws://no.invalid:1/"_s));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::ConnectionRefused);
}

void TestWebSocketHandshake::refusedHandshakesSayWhy_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("403") << QByteArray("403 Forbidden") << QByteArray("refuses connections");
    QTest::newRow("404") << QByteArray("404 Not Found") << QByteArray("no STOMP endpoint");
    QTest::newRow("426") << QByteArray("426 Upgrade Required") << QByteArray("HTTP 426");
    QTest::newRow("503") << QByteArray("503 Service Unavailable") << QByteArray("HTTP 503");
    QTest::newRow("200") << QByteArray("200 OK") << QByteArray("200");
}

void TestWebSocketHandshake::refusedHandshakesSayWhy()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, text);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server, status] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, status] {
            socket->readAll();
            socket->write(
                "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    Client client;
    client.transport.open(urlOf(server.serverPort()));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::HandshakeFailed);
    QVERIFY2(errorOf(client.closed).text.contains(text), errorOf(client.closed).text.constData());
    QCOMPARE(client.opened.count(), 0);
}

void TestWebSocketHandshake::otherProtocolsAreFailedHandshakes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no HTTP") << QByteArray("220 mail.example.org ESMTP\r\n\r\n");
}

void TestWebSocketHandshake::otherProtocolsAreFailedHandshakes()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server, answer] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    Client client;
    client.transport.open(urlOf(server.serverPort()));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::HandshakeFailed);
}

QTEST_GUILESS_MAIN(TestWebSocketHandshake)
#include "tst_websockethandshake.moc"
