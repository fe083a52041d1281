#include "tests/stomp/websocketfixture.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;
using namespace test;

namespace {

// Answers the handshake and then nothing, as the request asks for.
QByteArray upgradeAnswer(const QByteArray &request)
{
    const QByteArray name("Sec-WebSocket-Key: ");
    const qsizetype begin = request.indexOf(name) + name.size();
    const QByteArray nonce = request.mid(begin, request.indexOf('\r', begin) - begin);
    const QByteArray accepted = QCryptographicHash::hash(
        nonce + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1);
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + accepted.toBase64() + "\r\n\r\n";
}

} // namespace

class TestWebSocketTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsBinaryMessages();
    void sendsTextMessagesWhenAskedTo();
    void pingsAreNotReceived();
    void takesTextAndBinaryMessages();
    void closesInOrder();
    void closeDoesNotWaitForEver();
    void closeBeforeOpenedIsTold();
    void abortIsImmediateAndSilent();
    void breakIsNoCleanEnd();
    void normalCloseCodeIsALossAsWell();
    void stoppingServerIsKnown();
    void otherCloseCodesAreTold();
    void tooLongMessageEndsIt();
    void mayBeDeletedInItsOwnSignals_data();
    void mayBeDeletedInItsOwnSignals();
};

// S-122
void TestWebSocketTransport::sendsBinaryMessages()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    QSignalSpy messages(server.socket.get(), &QWebSocket::binaryMessageReceived);
    client.transport.send("SEND\n");
    client.transport.send("\n");
    QTRY_COMPARE(messages.count(), 2);
    QCOMPARE(bytesOf(messages), QByteArray("SEND\n\n"));
}

// S-351: as text what is UTF-8, cut between characters.
void TestWebSocketTransport::sendsTextMessagesWhenAskedTo()
{
    Server server;
    WebSocketTransport transport(longest, WebSocketOptions{{}, true, 4});
    QSignalSpy opened(&transport, &Transport::opened);
    transport.open(server.listen());
    QTRY_VERIFY(server.socket && opened.count() == 1);
    QSignalSpy texts(server.socket.get(), &QWebSocket::textMessageReceived);
    QSignalSpy binaries(server.socket.get(), &QWebSocket::binaryMessageReceived);
    transport.send(u"한글a"_s.toUtf8());
    transport.send("\n");
    transport.send("\xff");
    QTRY_COMPARE(binaries.count(), 1);
    QCOMPARE(bytesOf(binaries), QByteArray("\xff"));
    QStringList pieces;
    for (const QList<QVariant> &arguments : texts)
        pieces.append(arguments.at(0).toString());
    QCOMPARE(pieces, (QStringList{u"한"_s, u"글a"_s, u"\n"_s}));
}

// S-124
void TestWebSocketTransport::pingsAreNotReceived()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    QSignalSpy pongs(server.socket.get(), &QWebSocket::pong);
    server.socket->ping("x");
    QTRY_COMPARE(pongs.count(), 1);
    QCOMPARE(client.received.count(), 0);
}

// S-245.
void TestWebSocketTransport::takesTextAndBinaryMessages()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->sendTextMessage(u"한글"_s);
    server.socket->sendBinaryMessage(QByteArray("a\0b", 3));
    QTRY_COMPARE(client.received.count(), 2);
    QCOMPARE(bytesOf(client.received), u"한글"_s.toUtf8() + QByteArray("a\0b", 3));
}

void TestWebSocketTransport::closesInOrder()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    QSignalSpy messages(server.socket.get(), &QWebSocket::binaryMessageReceived);
    QSignalSpy disconnected(server.socket.get(), &QWebSocket::disconnected);
    client.transport.send("last");
    client.transport.close();
    client.transport.close();
    client.transport.send("too late");
    QTRY_COMPARE(client.closed.count(), 1);
    QTRY_COMPARE(disconnected.count(), 1);
    QCOMPARE(server.socket->closeCode(), QWebSocketProtocol::CloseCodeNormal);
    QCOMPARE(bytesOf(messages), QByteArray("last"));
}

// S-353: a server that reads nothing any more, so that the last frames cannot leave.
void TestWebSocketTransport::closeDoesNotWaitForEver()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write(upgradeAnswer(socket->readAll()));
            socket->setReadBufferSize(1);
            socket->disconnect();
        });
    });
    Client client;
    client.transport.open(urlOf(server.serverPort()));
    QTRY_COMPARE(client.opened.count(), 1);
    client.transport.send(QByteArray(32 * 1024 * 1024, 'x'));
    QElapsedTimer timer;
    timer.start();
    client.transport.close();
    QTRY_COMPARE(client.closed.count(), 1);
    QVERIFY(timer.elapsed() >= 900); // it was given its second
}

void TestWebSocketTransport::closeBeforeOpenedIsTold()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Client client;
    client.transport.open(urlOf(silent.serverPort()));
    client.transport.close();
    QTRY_COMPARE(client.closed.count(), 1);
}

void TestWebSocketTransport::abortIsImmediateAndSilent()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    QSignalSpy disconnected(server.socket.get(), &QWebSocket::disconnected);
    client.transport.abort();
    QTRY_COMPARE(disconnected.count(), 1);
    QCOMPARE(client.closed.count(), 0);
    client.transport.send("x");
    client.transport.close();
    QCOMPARE(client.closed.count(), 0);
}

// QWebSocket says 1000 then.
void TestWebSocketTransport::breakIsNoCleanEnd()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->abort();
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::ConnectionLost);
}

void TestWebSocketTransport::normalCloseCodeIsALossAsWell()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->close(QWebSocketProtocol::CloseCodeNormal);
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::ConnectionLost);
}

void TestWebSocketTransport::stoppingServerIsKnown()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->close(QWebSocketProtocol::CloseCodeGoingAway, u"bye"_s);
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed), (Error{ErrorCode::ServerStopped, "bye"}));
}

void TestWebSocketTransport::otherCloseCodesAreTold()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"too slow"_s);
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::ConnectionLost);
    QVERIFY(errorOf(client.closed).text.contains("1008: too slow"));
}

void TestWebSocketTransport::tooLongMessageEndsIt()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_VERIFY(server.socket && client.opened.count() == 1);
    server.socket->sendBinaryMessage(QByteArray(longest, 'x'));
    QTRY_COMPARE(client.received.count(), 1);
    server.socket->sendBinaryMessage(QByteArray(longest + 1, 'x'));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(client.received.count(), 1);
}

void TestWebSocketTransport::mayBeDeletedInItsOwnSignals_data()
{
    QTest::addColumn<bool>("whenOpened");
    QTest::newRow("opened") << true;
    QTest::newRow("closed") << false;
}

// As the client does it: abort at once, delete later.
void TestWebSocketTransport::mayBeDeletedInItsOwnSignals()
{
    QFETCH(bool, whenOpened);
    Server server;
    QPointer<WebSocketTransport> transport = new WebSocketTransport(longest);
    const auto retire = [transport] {
        transport->abort();
        transport->deleteLater();
    };
    if (whenOpened)
        connect(transport, &Transport::opened, this, retire);
    connect(transport, &Transport::closed, this, retire);
    transport->open(server.listen());
    QTRY_VERIFY(server.socket);
    server.socket->abort();
    QTRY_VERIFY(!transport);
}

QTEST_GUILESS_MAIN(TestWebSocketTransport)
#include "tst_websockettransport.moc"
