#include "stomp/tcptransport.h"
#include "tests/stomp/tlsserver.h"
#include "tests/stomp/websocketfixture.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QPointer>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;
using test::bytesOf;
using test::TlsServer;

namespace {

// A transport and its signals.
struct Caller {
    explicit Caller(TcpOptions options = {})
        : transport(std::move(options))
    {
    }

    TcpTransport transport;
    QSignalSpy opened{&transport, &Transport::opened};
    QSignalSpy received{&transport, &Transport::received};
    QSignalSpy closed{&transport, &Transport::closed};
    Error error() const { return test::errorOf(closed); }
};

} // namespace

class TestTcpTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void carriesBytesBothWays();
    void lineEndFollowsEachFrameOnly();
    void smallFramesAreNotHeldBack();
    void refusedConnectionIsKnown();
    void unknownHostIsKnown();
    void thisMachineIsReachedWithoutTheProxy();
    void lastBytesComeBeforeTheEnd();
    void closesInOrder();
    void closeDoesNotWaitForEver();
    void closeBeforeOpenedIsTold();
    void abortIsImmediateAndSilent();
    void lossIsKnown();
    void plainServerIsAFailedHandshake();
    void mayBeDeletedInItsOwnSignals_data();
    void mayBeDeletedInItsOwnSignals();
};

void TestTcpTransport::carriesBytesBothWays()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    caller.transport.send("SEND\n");
    QTRY_COMPARE(server.received, QByteArray("SEND\n"));
    server.socket->write(QByteArray("a\0b\xff", 4));
    QTRY_COMPARE(bytesOf(caller.received), QByteArray("a\0b\xff", 4));
}

// S-034
void TestTcpTransport::lineEndFollowsEachFrameOnly()
{
    for (const bool isOn : {true, false}) {
        TlsServer server;
        Caller caller(TcpOptions{{}, isOn});
        caller.transport.open(server.url("stomp"));
        QTRY_VERIFY(server.socket && caller.opened.count() == 1);
        caller.transport.send(QByteArray("A\n\n\0", 4));
        caller.transport.send("\n");
        const QByteArray expected =
            isOn ? QByteArray("A\n\n\0\n\n", 6) : QByteArray("A\n\n\0\n", 5);
        QTRY_COMPARE(server.received, expected);
    }
}

// S-230: held back, the second of two small writes waits 40 ms for the other side, which
// acknowledges late once it has answered something.
void TestTcpTransport::smallFramesAreNotHeldBack()
{
    constexpr int rounds = 20;
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    server.socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QElapsedTimer timer;
    timer.start();
    for (int i = 1; i <= rounds; ++i) {
        caller.transport.send("a");
        QCoreApplication::processEvents(); // it leaves alone
        caller.transport.send("b");
        while (server.received.size() < 2 * i && timer.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        server.socket->write("r");
        while (caller.received.count() < i && timer.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    QCOMPARE(server.received.size(), 2 * rounds);
    QVERIFY2(timer.elapsed() < 10 * rounds, qPrintable(QString::number(timer.elapsed())));
}

void TestTcpTransport::refusedConnectionIsKnown()
{
    auto server = std::make_unique<TlsServer>();
    const QUrl url = server->url("stomp");
    server.reset();
    Caller caller;
    caller.transport.open(url);
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(caller.error().code, ErrorCode::ConnectionRefused);
}

void TestTcpTransport::unknownHostIsKnown()
{
    Caller caller;
    caller.transport.open(QUrl(u"stomp://no.invalid:1"_s));
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(caller.error().code, ErrorCode::ConnectionRefused);
}

void TestTcpTransport::thisMachineIsReachedWithoutTheProxy()
{
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1));
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_COMPARE(caller.opened.count(), 1);
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
}

void TestTcpTransport::lastBytesComeBeforeTheEnd()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    server.socket->write("ERROR\n");
    server.socket->disconnectFromHost();
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(bytesOf(caller.received), QByteArray("ERROR\n"));
    QCOMPARE(caller.error().code, ErrorCode::ConnectionLost);
}

void TestTcpTransport::closesInOrder()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    const QByteArray much(4 * 1024 * 1024, 'x');
    caller.transport.send(much);
    caller.transport.close();
    caller.transport.close();
    caller.transport.send("too late");
    QTRY_COMPARE(caller.closed.count(), 1);
    QTRY_VERIFY(server.isGone);
    QCOMPARE(server.received.size(), much.size());
}

// S-353
void TestTcpTransport::closeDoesNotWaitForEver()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    server.socket->disconnect(&server);
    server.socket->setReadBufferSize(1);
    caller.transport.send(QByteArray(32 * 1024 * 1024, 'x'));
    QElapsedTimer timer;
    timer.start();
    caller.transport.close();
    QTRY_COMPARE(caller.closed.count(), 1);
    QVERIFY(timer.elapsed() >= 900);
}

void TestTcpTransport::closeBeforeOpenedIsTold()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp+ssl"));
    caller.transport.close();
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(caller.opened.count(), 0);
}

// S-353
void TestTcpTransport::abortIsImmediateAndSilent()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    caller.transport.abort();
    QTRY_VERIFY(server.isGone);
    caller.transport.send("x");
    caller.transport.close();
    QCOMPARE(caller.closed.count(), 0);
}

void TestTcpTransport::lossIsKnown()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp"));
    QTRY_VERIFY(server.socket && caller.opened.count() == 1);
    server.socket->abort();
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(caller.error().code, ErrorCode::ConnectionLost);
}

void TestTcpTransport::plainServerIsAFailedHandshake()
{
    TlsServer server;
    Caller caller;
    caller.transport.open(server.url("stomp+ssl"));
    QTRY_VERIFY(!server.received.isEmpty());
    server.socket->write("ERROR\nmessage:what is this\n\n");
    QTRY_COMPARE(caller.closed.count(), 1);
    QCOMPARE(caller.error().code, ErrorCode::HandshakeFailed);
    QCOMPARE(caller.opened.count(), 0);
}

void TestTcpTransport::mayBeDeletedInItsOwnSignals_data()
{
    QTest::addColumn<QByteArray>("when");
    for (const char *when : {"opened", "received", "closed"})
        QTest::newRow(when) << QByteArray(when);
}

// As the client does it: abort at once, delete later.
void TestTcpTransport::mayBeDeletedInItsOwnSignals()
{
    QFETCH(QByteArray, when);
    TlsServer server;
    QPointer<TcpTransport> transport = new TcpTransport;
    const auto retire = [transport] {
        transport->abort();
        transport->deleteLater();
    };
    if (when == "opened")
        connect(transport, &Transport::opened, this, retire);
    if (when == "received")
        connect(transport, &Transport::received, this, retire);
    connect(transport, &Transport::closed, this, retire);
    transport->open(server.url("stomp"));
    QTRY_VERIFY(server.socket);
    if (transport && when == "received") {
        QSignalSpy received(transport, &Transport::received);
        server.socket->write("x");
        QTRY_VERIFY(!transport || received.count() == 1);
    } else {
        server.socket->abort();
    }
    QTRY_VERIFY(!transport);
}

QTEST_GUILESS_MAIN(TestTcpTransport)
#include "tst_tcptransport.moc"
