#include "stomp/certificatecheck.h"
#include "stomp/transportfactory.h"
#include "tests/stomp/tlsserver.h"
#include "tests/stomp/websocketfixture.h"

#include <QTest>

using namespace stomp;
using namespace test;

namespace {

QByteArray pinOf(const Identity &identity)
{
    return publicKeyHash(identity.certificate);
}

// A transport for an encrypted server, and its signals.
struct Caller {
    Caller(const TlsServer &server, const QByteArray &scheme, const QByteArray &pin)
    {
        options.url = server.url(scheme);
        options.trustedCertificate = pin;
        transport = makeTransport(options);
        opened = std::make_unique<QSignalSpy>(transport.get(), &Transport::opened);
        closed = std::make_unique<QSignalSpy>(transport.get(), &Transport::closed);
        rejected = std::make_unique<QSignalSpy>(transport.get(), &Transport::certificateRejected);
        // The first that a TCP connection says; WebSocket begins by itself.
        QObject::connect(transport.get(), &Transport::opened, transport.get(),
            [this] { transport->send("CONNECT\n"); });
        transport->open(options.url);
    }

    CertificateTrouble trouble() const
    {
        return rejected->isEmpty() ? CertificateTrouble()
                                   : rejected->at(0).at(0).value<CertificateTrouble>();
    }

    ConnectOptions options;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<QSignalSpy> opened;
    std::unique_ptr<QSignalSpy> closed;
    std::unique_ptr<QSignalSpy> rejected;
};

// The machine trusts this certificate for as long as this lives.
class Trusting {
public:
    explicit Trusting(const QSslCertificate &certificate)
    {
        QSslConfiguration trusting = m_before;
        trusting.addCaCertificate(certificate);
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~Trusting() { QSslConfiguration::setDefaultConfiguration(m_before); }

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

void addSchemes()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::newRow("TCP") << QByteArray("stomp+ssl");
    QTest::newRow("WebSocket") << QByteArray("wss");
}

} // namespace

// What both transports do about a server's certificate.
class TestTransportTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void untrustedCertificateEndsItBeforeAnyData_data() { addSchemes(); }
    void untrustedCertificateEndsItBeforeAnyData();
    void pinnedCertificateIsAccepted_data() { addSchemes(); }
    void pinnedCertificateIsAccepted();
    void pinOutweighsTheHostName_data() { addSchemes(); }
    void pinOutweighsTheHostName();
    void pinDoesNotOutweighTheDate_data() { addSchemes(); }
    void pinDoesNotOutweighTheDate();
    void changedKeyEndsItBeforeAnyData_data() { addSchemes(); }
    void changedKeyEndsItBeforeAnyData();
    void trustedCertificateIsAccepted_data() { addSchemes(); }
    void trustedCertificateIsAccepted();
    void pinIsCheckedOfTrustedCertificatesToo_data() { addSchemes(); }
    void pinIsCheckedOfTrustedCertificatesToo();
};

void TestTransportTls::untrustedCertificateEndsItBeforeAnyData()
{
    QFETCH(QByteArray, scheme);
    TlsServer server(here());
    Caller caller(server, scheme, {});
    QTRY_COMPARE(caller.closed->count(), 1);
    QCOMPARE(errorOf(*caller.closed).code, ErrorCode::CertificateRejected);
    QVERIFY(!errorOf(*caller.closed).text.isEmpty());
    QCOMPARE(caller.rejected->count(), 1);
    QCOMPARE(caller.trouble().kind, CertificateTrouble::Kind::Untrusted);
    QCOMPARE(caller.trouble().publicKey, pinOf(here()));
    QVERIFY(caller.trouble().canBeTrusted);
    QTRY_VERIFY(server.isGone);
    QCOMPARE(server.received, QByteArray());
    QCOMPARE(caller.opened->count(), 0);
}

void TestTransportTls::pinnedCertificateIsAccepted()
{
    QFETCH(QByteArray, scheme);
    TlsServer server(here());
    Caller caller(server, scheme, pinOf(here()));
    QTRY_VERIFY(!server.received.isEmpty());
    QVERIFY(server.received.startsWith(scheme == "wss" ? "GET /ws-connect" : "CONNECT"));
    QCOMPARE(caller.rejected->count(), 0);
}

void TestTransportTls::pinOutweighsTheHostName()
{
    QFETCH(QByteArray, scheme);
    TlsServer server(elsewhere());
    Caller unpinned(server, scheme, {});
    QTRY_COMPARE(unpinned.closed->count(), 1);
    QCOMPARE(unpinned.trouble().problems.size(), 2);
    Caller pinned(server, scheme, pinOf(elsewhere()));
    QTRY_VERIFY(!server.received.isEmpty());
    QCOMPARE(pinned.rejected->count(), 0);
}

void TestTransportTls::pinDoesNotOutweighTheDate()
{
    QFETCH(QByteArray, scheme);
    TlsServer server(expired());
    Caller caller(server, scheme, pinOf(expired()));
    QTRY_COMPARE(caller.closed->count(), 1);
    QCOMPARE(errorOf(*caller.closed).code, ErrorCode::CertificateRejected);
    QVERIFY(!caller.trouble().canBeTrusted);
    QTRY_VERIFY(server.isGone);
    QCOMPARE(server.received, QByteArray());
}

void TestTransportTls::changedKeyEndsItBeforeAnyData()
{
    QFETCH(QByteArray, scheme);
    TlsServer server(otherHere());
    Caller caller(server, scheme, pinOf(here()));
    QTRY_COMPARE(caller.closed->count(), 1);
    QCOMPARE(errorOf(*caller.closed).code, ErrorCode::CertificateChanged);
    QCOMPARE(caller.trouble().kind, CertificateTrouble::Kind::Changed);
    QTRY_VERIFY(server.isGone);
    QCOMPARE(server.received, QByteArray());
}

void TestTransportTls::trustedCertificateIsAccepted()
{
    QFETCH(QByteArray, scheme);
    const Trusting trusting(here().certificate);
    TlsServer server(here());
    Caller caller(server, scheme, {});
    QTRY_VERIFY(!server.received.isEmpty());
    QCOMPARE(caller.rejected->count(), 0);
}

// An impostor whom some authority believed raises no errors at all.
void TestTransportTls::pinIsCheckedOfTrustedCertificatesToo()
{
    QFETCH(QByteArray, scheme);
    const Trusting trusting(otherHere().certificate);
    TlsServer server(otherHere());
    Caller caller(server, scheme, pinOf(here()));
    QTRY_COMPARE(caller.closed->count(), 1);
    QCOMPARE(errorOf(*caller.closed).code, ErrorCode::CertificateChanged);
    QTRY_VERIFY(server.isGone);
    QCOMPARE(server.received, QByteArray());
    QCOMPARE(caller.opened->count(), 0);
}

QTEST_GUILESS_MAIN(TestTransportTls)
#include "tst_transporttls.moc"
