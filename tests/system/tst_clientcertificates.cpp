// A maru-server that asks who its clients are, and the client library that shows it: certificates
// made here, over both carriers (S-226).

#include "stomp/certificatecheck.h"
#include "stomp/client.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using stomp::Client;
using stomp::ErrorCode;

class TestClientCertificates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoShowsNoneOfOursIsNotLetIn_data();
    void whoShowsNoneOfOursIsNotLetIn();
    void whoShowsOneOfOursIsLetIn_data() { addCarriers(); }
    void whoShowsOneOfOursIsLetIn();
    void oneThatCannotBeUsedEndsTheAttempt_data() { addCarriers(); }
    void oneThatCannotBeUsedEndsTheAttempt();
    void theHostIsNamedInTheHello_data() { addCarriers(); }
    void theHostIsNamedInTheHello();
    void wrongOptionsAreNamed();

private:
    static void addCarriers();
    QString file(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const;
    stomp::ConnectOptions options(bool isWebSocket, const QString &identity) const;

    QTemporaryDir m_folder;
    std::unique_ptr<test::ServerProcess> m_server;
};

void TestClientCertificates::initTestCase()
{
    QCOMPARE(QProcess::execute(u"sh"_s, {QStringLiteral(CERTIFICATES), m_folder.path()}), 0);
    m_server = std::make_unique<test::ServerProcess>(
        QStringList{u"--tcp"_s, u"127.0.0.1:0"_s, u"--tls-cert"_s, file(u"server.pem"_s),
            u"--tls-key"_s, file(u"server.key"_s), u"--tls-client-ca"_s, file(u"authority.pem"_s)});
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
}

void TestClientCertificates::addCarriers()
{
    QTest::addColumn<bool>("isWebSocket");
    QTest::newRow("wss") << true;
    QTest::newRow("stomp+ssl") << false;
}

QByteArray TestClientCertificates::read(const QString &name) const
{
    QFile content(file(name));
    return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
}

stomp::ConnectOptions TestClientCertificates::options(
    bool isWebSocket, const QString &identity) const
{
    stomp::ConnectOptions options;
    options.url = isWebSocket ? m_server->url()
                              : QUrl(u"stomp+ssl://127.0.0.1:%1"_s.arg(m_server->tcpPort()));
    options.trustedCertificate =
        stomp::publicKeyHash(QSslCertificate(read(u"server.pem"_s), QSsl::Pem));
    options.reconnects = false;
    if (!identity.isEmpty())
        options.identity = {read(identity + u".pem"_s), read(identity + u".key"_s)};
    return options;
}

void TestClientCertificates::whoShowsNoneOfOursIsNotLetIn_data()
{
    QTest::addColumn<bool>("isWebSocket");
    QTest::addColumn<QString>("identity");
    for (const bool isWebSocket : {true, false}) {
        const char *carrier = isWebSocket ? "wss" : "stomp+ssl";
        QTest::addRow("%s: none", carrier) << isWebSocket << QString();
        QTest::addRow("%s: signed by somebody else", carrier) << isWebSocket << u"intruder"_s;
    }
}

void TestClientCertificates::whoShowsNoneOfOursIsNotLetIn()
{
    QFETCH(bool, isWebSocket);
    QFETCH(QString, identity);
    Client client;
    const QSignalSpy connected(&client, &Client::connected);
    const QSignalSpy errors(&client, &Client::errorOccurred);
    client.activate(options(isWebSocket, identity));
    QTRY_COMPARE(errors.count(), 1);
    QCOMPARE(connected.count(), 0);
    const auto code = errors.at(0).at(0).value<stomp::Error>().code;
    QVERIFY(code == ErrorCode::HandshakeFailed || code == ErrorCode::ConnectionLost);
}

void TestClientCertificates::whoShowsOneOfOursIsLetIn()
{
    QFETCH(bool, isWebSocket);
    Client client;
    client.activate(options(isWebSocket, u"client"_s));
    QTRY_COMPARE(client.state(), Client::State::Connected);
    QByteArray heard;
    auto *subscription = client.subscribe("/topic/a");
    QObject::connect(subscription, &stomp::Subscription::messageReceived, &client,
        [&](const stomp::Frame &message) { heard = message.body; });
    QVERIFY(client.send("/topic/a", "hello"));
    QTRY_COMPARE(heard, "hello");
    client.deactivate();
    QTRY_COMPARE(client.state(), Client::State::Disconnected);
}

void TestClientCertificates::oneThatCannotBeUsedEndsTheAttempt()
{
    QFETCH(bool, isWebSocket);
    const auto broken = {stomp::ClientIdentity{"noise", read(u"client.key"_s)},
        stomp::ClientIdentity{read(u"client.pem"_s), {}},
        stomp::ClientIdentity{read(u"client.pem"_s), read(u"client.pem"_s)}};
    for (const stomp::ClientIdentity &identity : broken) {
        Client client;
        const QSignalSpy errors(&client, &Client::errorOccurred);
        stomp::ConnectOptions given = options(isWebSocket, {});
        given.reconnects = true;
        given.identity = identity;
        client.activate(given);
        QTRY_COMPARE(errors.count(), 1);
        QCOMPARE(errors.at(0).at(0).value<stomp::Error>().code, ErrorCode::CertificateRejected);
        QCOMPARE(client.state(), Client::State::Disconnected);
    }
}

// By SNI: a server or a proxy with several names can choose its certificate by it.
void TestClientCertificates::theHostIsNamedInTheHello()
{
    QFETCH(bool, isWebSocket);
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    stomp::ConnectOptions given = options(isWebSocket, {});
    given.url.setHost(u"localhost"_s);
    given.url.setPort(listener.serverPort());
    Client client;
    client.activate(given);
    QTRY_VERIFY(listener.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> peer(listener.nextPendingConnection());
    QByteArray hello;
    QTRY_VERIFY((hello += peer->readAll()).contains("localhost"));
    QVERIFY(hello.startsWith(QByteArray::fromHex("1603")));
}

void TestClientCertificates::wrongOptionsAreNamed()
{
    const auto run = [](const QStringList &arguments) {
        const test::FinishedRun run = test::runServer(arguments);
        return run.ended && run.code == 2 ? run.errors : QByteArray();
    };
    const QByteArray alone = run({u"--tls-client-ca"_s, file(u"authority.pem"_s)});
    QVERIFY2(alone.contains("--tls-cert should be given"), alone);
    const QByteArray unreadable = run({u"--tls-cert"_s, file(u"server.pem"_s), u"--tls-key"_s,
        file(u"server.key"_s), u"--tls-client-ca"_s, file(u"server.key"_s)});
    QVERIFY2(unreadable.contains("--tls-client-ca"), unreadable);
}

QTEST_GUILESS_MAIN(TestClientCertificates)
#include "tst_clientcertificates.moc"
