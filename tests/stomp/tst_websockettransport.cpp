#include "stomp/websockettransport.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace stomp;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 64 * 1024;

QByteArray bytesOf(const QSignalSpy &received)
{
    QByteArray all;
    for (const QList<QVariant> &arguments : received)
        all += arguments.at(0).toByteArray();
    return all;
}

Error errorOf(const QSignalSpy &closed)
{
    return closed.isEmpty() ? Error{ErrorCode::Internal, "not closed"}
                            : closed.at(0).at(0).value<Error>();
}

QUrl urlOf(quint16 port, const char *scheme = "ws")
{
    return QUrl(QLatin1String(scheme) + u"://127.0.0.1:%1/ws-connect"_s.arg(port));
}

// Made for this test alone, by nobody anybody trusts.
const QByteArray certificate("-----BEGIN CERTIFICATE-----\n"
                             "MIIBkDCCATagAwIBAgIUEBmrdoChiTdGipseziJVoGt4ETcwCgYIKoZIzj0EAwIw\n"
                             "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjE3MTI1MVoYDzIxMjYxMDI5\n"
                             "MTcxMjUxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
                             "PQMBBwNCAARzxHgIq/v+34ouYWItOKYapVhXJaBGESa+EDdCzASKpMQB5KsL1LKt\n"
                             "oATOvYMv7+cbz71lfee8Us9XEINd4CBJo2QwYjAdBgNVHQ4EFgQU5SlrKxvWPLJ9\n"
                             "K8jQVpf6XGdHRhMwHwYDVR0jBBgwFoAU5SlrKxvWPLJ9K8jQVpf6XGdHRhMwDwYD\n"
                             "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC\n"
                             "IQCiQvJ8l7XwCOM0MyvWy7pFjF7tINPLKIXBZD/sx/tzawIgGU5yph6gKnZs0F3P\n"
                             "+tlUVwstl6SmVtvV8+upnqG5Qxk=\n"
                             "-----END CERTIFICATE-----\n");
const QByteArray key("-----BEGIN PRIVATE KEY-----\n"
                     "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzYUM0Q1OSy3y+aHC\n"
                     "ExF40FLonHmQlyLz9Gt6HJyjuTmhRANCAARzxHgIq/v+34ouYWItOKYapVhXJaBG\n"
                     "ESa+EDdCzASKpMQB5KsL1LKtoATOvYMv7+cbz71lfee8Us9XEINd4CBJ\n"
                     "-----END PRIVATE KEY-----\n");

QSslConfiguration selfSigned()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificate));
    configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
    return configuration;
}

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

// A transport and its signals.
struct Client {
    WebSocketTransport transport{longest};
    QSignalSpy opened{&transport, &Transport::opened};
    QSignalSpy received{&transport, &Transport::received};
    QSignalSpy closed{&transport, &Transport::closed};
};

// A WebSocket server, and the one socket that came.
class Server {
public:
    explicit Server(QWebSocketServer::SslMode mode = QWebSocketServer::NonSecureMode)
        : server(u"test"_s, mode)
    {
        server.setSupportedSubprotocols({u"v12.stomp"_s, u"v11.stomp"_s, u"v10.stomp"_s});
        QObject::connect(&server, &QWebSocketServer::newConnection, &server,
            [this] { socket.reset(server.nextPendingConnection()); });
    }

    QUrl listen(const char *scheme = "ws")
    {
        return server.listen(QHostAddress::LocalHost) ? urlOf(server.serverPort(), scheme) : QUrl();
    }

    QWebSocketServer server;
    std::unique_ptr<QWebSocket> socket;
};

} // namespace

class TestWebSocketTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersTheSubprotocolsOfStomp();
    void sendsBinaryMessages();
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
    void refusedConnectionIsKnown();
    void unknownHostIsKnown();
    void refusedHandshakesSayWhy_data();
    void refusedHandshakesSayWhy();
    void otherProtocolsAreFailedHandshakes_data();
    void otherProtocolsAreFailedHandshakes();
    void unknownCertificateIsRejected();
    void mayBeDeletedInItsOwnSignals_data();
    void mayBeDeletedInItsOwnSignals();
};

// S-241.
void TestWebSocketTransport::offersTheSubprotocolsOfStomp()
{
    Server server;
    Client client;
    client.transport.open(server.listen());
    QTRY_COMPARE(client.opened.count(), 1);
    QTRY_VERIFY(server.socket);
    QCOMPARE(server.socket->subprotocol(), u"v12.stomp"_s);
    QCOMPARE(server.socket->requestUrl().path(), u"/ws-connect"_s);
}

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

// S-353: a server that does not answer the close.
void TestWebSocketTransport::closeDoesNotWaitForEver()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const QByteArray request = socket->readAll();
            if (request.startsWith("GET "))
                socket->write(upgradeAnswer(request));
        });
    });
    Client client;
    client.transport.open(urlOf(server.serverPort()));
    QTRY_COMPARE(client.opened.count(), 1);
    client.transport.close();
    QTRY_COMPARE(client.closed.count(), 1);
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

void TestWebSocketTransport::refusedConnectionIsKnown()
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

void TestWebSocketTransport::unknownHostIsKnown()
{
    Client client;
    client.transport.open(QUrl(u"ws://256.256.256.256:1/"_s));
    QTRY_COMPARE(client.closed.count(), 1);
    QVERIFY(errorOf(client.closed).code == ErrorCode::ConnectionRefused
        || errorOf(client.closed).code == ErrorCode::HandshakeFailed);
}

void TestWebSocketTransport::refusedHandshakesSayWhy_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("403") << QByteArray("403 Forbidden") << QByteArray("refuses connections");
    QTest::newRow("404") << QByteArray("404 Not Found") << QByteArray("no STOMP endpoint");
    QTest::newRow("426") << QByteArray("426 Upgrade Required") << QByteArray("HTTP 426");
    QTest::newRow("503") << QByteArray("503 Service Unavailable") << QByteArray("HTTP 503");
    QTest::newRow("200") << QByteArray("200 OK") << QByteArray("200");
}

void TestWebSocketTransport::refusedHandshakesSayWhy()
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

void TestWebSocketTransport::otherProtocolsAreFailedHandshakes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no HTTP") << QByteArray("220 mail.example.org ESMTP\r\n\r\n");
}

void TestWebSocketTransport::otherProtocolsAreFailedHandshakes()
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

void TestWebSocketTransport::unknownCertificateIsRejected()
{
    if (!QSslSocket::supportsSsl())
        QFAIL("this Qt has no TLS");
    Server server(QWebSocketServer::SecureMode);
    server.server.setSslConfiguration(selfSigned());
    Client client;
    client.transport.open(server.listen("wss"));
    QTRY_COMPARE(client.closed.count(), 1);
    QCOMPARE(errorOf(client.closed).code, ErrorCode::CertificateRejected);
    QVERIFY(!errorOf(client.closed).text.isEmpty());
    QCOMPARE(client.opened.count(), 0);
    QVERIFY(!server.socket);
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
