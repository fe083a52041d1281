#include "stomp/certificatecheck.h"
#include "stomp/client.h"
#include "stomp/tcptransport.h"
#include "stomp/transportfactory.h"
#include "stomp/websockettransport.h"
#include "tests/stomp/tlsserver.h"
#include "tests/stomp/wire.h"

#include <QSignalSpy>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;
using test::TlsServer;
using test::wire;

using State = Client::State;

namespace {

ConnectOptions optionsFor(const QUrl &url)
{
    ConnectOptions options;
    options.url = url;
    options.heartBeat = {};
    options.errorsDestination.clear();
    options.disconnectTimeout = std::chrono::milliseconds(100);
    return options;
}

void answerAsStomp(TlsServer &server)
{
    server.answer(wire("\n\n^@"), wire("CONNECTED\nversion:1.2\n\n^@"));
}

} // namespace

// Which transport a Client takes for a URL, and what it does about certificates.
class TestClientTransports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemeDecides_data();
    void schemeDecides();
    void otherUrlsAreErrorsAtOnce_data();
    void otherUrlsAreErrorsAtOnce();
    void connectsOverTcp();
    void defaultPortsAreThoseOfStomp();
    void untrustedServerIsNotTriedAgainUntilItIsTrusted();
    void changedKeyIsNotTriedAgain();
};

void TestClientTransports::schemeDecides_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<bool>("isWebSocket");
    QTest::newRow("ws") << QUrl(u"ws://h/p"_s) << true;
    QTest::newRow("wss") << QUrl(u"wss://h/p"_s) << true;
    QTest::newRow("S-224 stomp") << QUrl(u"stomp://h"_s) << false;
    QTest::newRow("S-224 stomp+ssl") << QUrl(u"stomp+ssl://h"_s) << false;
    QTest::newRow("S-225 IPv6") << QUrl(u"stomp://[::1]:1"_s) << false;
}

void TestClientTransports::schemeDecides()
{
    QFETCH(QUrl, url);
    QFETCH(bool, isWebSocket);
    const std::unique_ptr<Transport> transport = makeTransport(optionsFor(url));
    QCOMPARE(qobject_cast<WebSocketTransport *>(transport.get()) != nullptr, isWebSocket);
    QCOMPARE(qobject_cast<TcpTransport *>(transport.get()) != nullptr, !isWebSocket);
}

void TestClientTransports::otherUrlsAreErrorsAtOnce_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("other scheme") << QUrl(u"http://127.0.0.1/"_s);
    QTest::newRow("no host") << QUrl(u"stomp:///"_s);
    QTest::newRow("empty") << QUrl();
}

void TestClientTransports::otherUrlsAreErrorsAtOnce()
{
    QFETCH(QUrl, url);
    Client client;
    QSignalSpy errors(&client, &Client::errorOccurred);
    QSignalSpy scheduled(&client, &Client::reconnectScheduled);
    client.activate(optionsFor(url));
    QTRY_COMPARE(client.state(), State::Disconnected);
    QCOMPARE(errors.count(), 1);
    QCOMPARE(errors.at(0).at(0).value<Error>().code, ErrorCode::InvalidUrl);
    QCOMPARE(scheduled.count(), 0);
}

// S-336
void TestClientTransports::connectsOverTcp()
{
    TlsServer server;
    answerAsStomp(server);
    Client client;
    client.activate(optionsFor(server.url("stomp")));
    QTRY_COMPARE(client.state(), State::Connected);
    QVERIFY(server.received.startsWith("CONNECT\naccept-version:1.2,1.1,1.0\nhost:127.0.0.1\n"));
    client.deactivate();
    QTRY_COMPARE(client.state(), State::Disconnected);
    QTRY_VERIFY(server.isGone);
}

// S-224
void TestClientTransports::defaultPortsAreThoseOfStomp()
{
    QCOMPARE(TcpTransport::defaultPort, 61613);
    QCOMPARE(TcpTransport::defaultTlsPort, 61614);
}

// S-356
void TestClientTransports::untrustedServerIsNotTriedAgainUntilItIsTrusted()
{
    TlsServer server(test::here());
    answerAsStomp(server);
    Client client;
    QSignalSpy troubles(&client, &Client::certificateRejected);
    QSignalSpy errors(&client, &Client::errorOccurred);
    ConnectOptions options = optionsFor(server.url("stomp+ssl"));
    client.activate(options);
    QTRY_COMPARE(client.state(), State::Disconnected);
    QCOMPARE(errors.at(0).at(0).value<Error>().code, ErrorCode::CertificateRejected);
    QCOMPARE(troubles.count(), 1);
    client.reconnectNow();
    QCOMPARE(client.state(), State::Disconnected);
    QCOMPARE(server.connections, 1);
    options.trustedCertificate = troubles.at(0).at(0).value<CertificateTrouble>().publicKey;
    client.activate(options);
    QTRY_COMPARE(client.state(), State::Connected);
    QCOMPARE(server.connections, 2);
}

void TestClientTransports::changedKeyIsNotTriedAgain()
{
    TlsServer server(test::here());
    Client client;
    QSignalSpy errors(&client, &Client::errorOccurred);
    ConnectOptions options = optionsFor(server.url("stomp+ssl"));
    options.trustedCertificate = publicKeyHash(test::otherHere().certificate);
    client.activate(options);
    QTRY_COMPARE(client.state(), State::Disconnected);
    QCOMPARE(errors.at(0).at(0).value<Error>().code, ErrorCode::CertificateChanged);
}

QTEST_GUILESS_MAIN(TestClientTransports)
#include "tst_clienttransports.moc"
