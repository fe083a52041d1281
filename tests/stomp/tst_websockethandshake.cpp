#include "tests/stomp/websocketfixture.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;
using namespace test;

namespace {

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

} // namespace

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
    void unknownCertificateIsRejected();
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

void TestWebSocketHandshake::unknownCertificateIsRejected()
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

QTEST_GUILESS_MAIN(TestWebSocketHandshake)
#include "tst_websockethandshake.moc"
