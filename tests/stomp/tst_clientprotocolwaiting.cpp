#include "tests/stomp/protocolfixture.h"

#include <QTest>

using namespace stomp;
using namespace test;

using Actions = ClientActions;

namespace {

const QByteArray beatingConnected = wire("CONNECTED\nversion:1.2\nheart-beat:1000,3000\n\n^@");

// Agreed: out every 3000, in every 2000.
ConnectOptions beatingOptions()
{
    ConnectOptions options = plainOptions();
    options.heartBeat = {milliseconds(500), milliseconds(2000)};
    return options;
}

CloseTransport inOrder()
{
    return {CloseTransport::How::InOrder, std::nullopt};
}

CloseTransport atOnce()
{
    return {CloseTransport::How::AtOnce, std::nullopt};
}

} // namespace

// Everything of ClientProtocol that has to do with time and with the end.
class TestClientProtocolWaiting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectingHasOneTimeLimit();
    void noHeartBeatsBeforeConnected();
    void beatsAreSentWhenNothingElseIs();
    void anythingSentPutsTheBeatOff();
    void silenceEndsTheConnection();
    void toleranceOfSilenceIsAnOption_data();
    void toleranceOfSilenceIsAnOption();
    void anyByteIsLife();
    void noHeartBeatsAreNoTimers();
    void awaitedReceiptsTimeOut();
    void laterWakesAreNotAskedForTwice();
    void disconnectWaitsForItsReceipt();
    void disconnectDoesNotWaitForEver();
    void disconnectFlushesWhatWasHeld();
    void disconnectBeforeConnectedIsImmediate();
    void nothingIsSentAfterDisconnect();
    void lossSettlesEverythingAwaited();
    void afterTheEndNothingHappens();
};

// S-339: of the transport, and of CONNECTED.
void TestClientProtocolWaiting::connectingHasOneTimeLimit()
{
    const Error late{ErrorCode::Timeout, "the server did not answer in time"};
    ClientProtocol closed(plainOptions());
    QCOMPARE(closed.open(at(100)), (Actions{WakeAt{at(15100)}}));
    QCOMPARE(closed.wake(at(15099)), (Actions{WakeAt{at(15100)}}));
    QCOMPARE(closed.wake(at(15100)), (Actions{closing(late.code, late.text)}));
    ClientProtocol silent(plainOptions());
    silent.open(at(0));
    silent.transportOpened(at(14000));
    QCOMPARE(silent.wake(at(15000)), (Actions{closing(late.code, late.text)}));
    ClientProtocol connected = openProtocol(plainOptions());
    QCOMPARE(connected.wake(at(15000)), Actions());
}

// S-118.
void TestClientProtocolWaiting::noHeartBeatsBeforeConnected()
{
    ClientProtocol protocol(beatingOptions());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    QCOMPARE(protocol.wake(at(14999)), (Actions{WakeAt{at(15000)}}));
}

// S-114.
void TestClientProtocolWaiting::beatsAreSentWhenNothingElseIs()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    protocol.bytesReceived("\n", at(2900));
    QCOMPARE(sent(protocol.wake(at(2999))), QByteArray());
    QCOMPARE(sent(protocol.wake(at(3000))), QByteArray("\n"));
    QCOMPARE(sent(protocol.wake(at(3001))), QByteArray());
    protocol.bytesReceived("\n", at(5900));
    QCOMPARE(sent(protocol.wake(at(6000))), QByteArray("\n"));
}

void TestClientProtocolWaiting::anythingSentPutsTheBeatOff()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    protocol.bytesReceived("\n", at(2000));
    (void)protocol.send("/a", {}, {}, {}, at(2500));
    QCOMPARE(sent(protocol.wake(at(5499))), QByteArray());
    QCOMPARE(sent(protocol.wake(at(5500))), QByteArray("\n"));
}

// S-116, S-338: dead after twice the interval.
void TestClientProtocolWaiting::silenceEndsTheConnection()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    QVERIFY(only<CloseTransport>(protocol.wake(at(3999))).empty());
    const QByteArray text("the server has fallen silent");
    QCOMPARE(protocol.wake(at(4000)),
        (Actions{Settle{"r1", Error{ErrorCode::ConnectionLost, text}},
            closing(ErrorCode::HeartBeatMissed, text)}));
}

void TestClientProtocolWaiting::toleranceOfSilenceIsAnOption_data()
{
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<int>("death");
    QTest::newRow("S-116 three intervals") << 3.0 << 6000;
    QTest::newRow("S-116 the least") << 1.5 << 3000;
    QTest::newRow("S-116 less than the least") << 0.5 << 3000;
}

// Beats are agreed every 2000 ms.
void TestClientProtocolWaiting::toleranceOfSilenceIsAnOption()
{
    QFETCH(double, tolerance);
    QFETCH(int, death);
    ConnectOptions options = beatingOptions();
    options.heartBeatTolerance = tolerance;
    ClientProtocol protocol = openProtocol(options, beatingConnected);
    QVERIFY(only<CloseTransport>(protocol.wake(at(death - 1))).empty());
    QCOMPARE(only<CloseTransport>(protocol.wake(at(death))).size(), std::size_t(1));
}

// S-115: part of a frame too.
void TestClientProtocolWaiting::anyByteIsLife()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    for (int time = 3000; time < 30000; time += 3000) {
        protocol.bytesReceived(time == 3000 ? "MESSAGE\nx:" : "y", at(time));
        QVERIFY(only<CloseTransport>(protocol.wake(at(time + 2999))).empty());
    }
}

void TestClientProtocolWaiting::noHeartBeatsAreNoTimers()
{
    ClientProtocol protocol = openProtocol(plainOptions(), beatingConnected);
    QCOMPARE(protocol.wake(at(1'000'000'000)), Actions());
}

// S-343.
void TestClientProtocolWaiting::awaitedReceiptsTimeOut()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    protocol.wake(at(0));
    const Result<Actions> first = protocol.send("/a", {}, {}, "r1", at(1000));
    QCOMPARE(only<WakeAt>(*first), (std::vector<WakeAt>{{at(6000)}}));
    (void)protocol.request("q2", "/a", {}, at(2000));
    (void)protocol.send("/a", {}, {}, "r3", at(3000));
    protocol.bytesReceived(wire("RECEIPT\nreceipt-id:r1\n\n^@"), at(3000));
    const Error late{ErrorCode::Timeout, "the server did not confirm in time"};
    QCOMPARE(protocol.wake(at(6000)), (Actions{WakeAt{at(7000)}}));
    QCOMPARE(protocol.wake(at(7000)), (Actions{Settle{"q2", late}, WakeAt{at(8000)}}));
    QCOMPARE(protocol.wake(at(8000)), (Actions{Settle{"r3", late}}));
    const Actions tooLate = protocol.bytesReceived(wire("RECEIPT\nreceipt-id:r3\n\n^@"), at(8001));
    QCOMPARE(only<Settle>(tooLate).size(), std::size_t(0));
    QCOMPARE(only<ReportUnhandled>(tooLate).size(), std::size_t(1));
}

void TestClientProtocolWaiting::laterWakesAreNotAskedForTwice()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    QCOMPARE(only<WakeAt>(protocol.bytesReceived("\n", at(100))).size(), std::size_t(0));
    QCOMPARE(only<WakeAt>(*protocol.send("/a", {}, {}, {}, at(200))).size(), std::size_t(0));
}

// S-344.
void TestClientProtocolWaiting::disconnectWaitsForItsReceipt()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    protocol.subscribe("s", "/a", {}, at(0));
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    QCOMPARE(sent(protocol.disconnect(at(100))), wire("DISCONNECT\nreceipt:disconnect\n\n^@"));
    QCOMPARE(protocol.disconnect(at(101)), Actions());
    // What comes before is still told, but messages are not.
    QCOMPARE(only<Settle>(protocol.bytesReceived(wire("RECEIPT\nreceipt-id:r1\n\n^@"
                                                      "MESSAGE\nsubscription:s\n\n^@"),
                              at(150)))
                 .size(),
        std::size_t(1));
    QCOMPARE(protocol.bytesReceived(wire("RECEIPT\nreceipt-id:disconnect\n\n^@"), at(200)),
        (Actions{inOrder()}));
}

void TestClientProtocolWaiting::disconnectDoesNotWaitForEver()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    const Actions actions = protocol.disconnect(at(100));
    QCOMPARE(only<WakeAt>(actions), (std::vector<WakeAt>{{at(2100)}}));
    QCOMPARE(protocol.wake(at(2100)), (Actions{atOnce()}));
}

void TestClientProtocolWaiting::disconnectFlushesWhatWasHeld()
{
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    protocol.bytesReceived(wire("CONNECTED\nversion:1.2\n\n^@"), at(0));
    (void)protocol.send("/a", {}, {}, {}, at(0));
    QCOMPARE(sent(protocol.disconnect(at(0))),
        wire("SEND\ndestination:/a\n\n^@DISCONNECT\nreceipt:disconnect\n\n^@"));
}

void TestClientProtocolWaiting::disconnectBeforeConnectedIsImmediate()
{
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    QCOMPARE(protocol.disconnect(at(1)), (Actions{atOnce()}));
    QCOMPARE(protocol.transportOpened(at(2)), Actions());
}

// 1.2, DISCONNECT; S-121.
void TestClientProtocolWaiting::nothingIsSentAfterDisconnect()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    protocol.subscribe("s", "/a", {}, at(0));
    protocol.disconnect(at(100));
    QCOMPARE(protocol.send("/a", {}, {}, {}, at(101)).error().code, ErrorCode::NotConnected);
    QCOMPARE(sent(protocol.subscribe("t", "/a", {}, at(101))), QByteArray());
    QCOMPARE(sent(protocol.unsubscribe("s", at(101))), QByteArray());
    QCOMPARE(sent(protocol.wake(at(3200))), QByteArray());
}

void TestClientProtocolWaiting::lossSettlesEverythingAwaited()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    (void)protocol.request("q2", "/a", {}, at(0));
    (void)protocol.send("/a", {}, {}, {}, at(0));
    const Error lost{ErrorCode::ConnectionLost, "gone"};
    QCOMPARE(protocol.transportClosed({ErrorCode::ServerStopped, "gone"}),
        (Actions{Settle{"r1", lost}, Settle{"q2", lost}}));
    QCOMPARE(protocol.transportClosed(lost), Actions());
}

void TestClientProtocolWaiting::afterTheEndNothingHappens()
{
    ClientProtocol protocol = openProtocol(beatingOptions(), beatingConnected);
    protocol.transportClosed({ErrorCode::ConnectionLost, "gone"});
    QCOMPARE(protocol.wake(at(1'000'000)), Actions());
    QCOMPARE(protocol.bytesReceived(wire("MESSAGE\n\n^@"), at(1)), Actions());
    QCOMPARE(protocol.transportOpened(at(1)), Actions());
    QCOMPARE(protocol.disconnect(at(1)), Actions());
    QCOMPARE(protocol.send("/a", {}, {}, "r", at(1)).error().code, ErrorCode::NotConnected);
}

QTEST_APPLESS_MAIN(TestClientProtocolWaiting)
#include "tst_clientprotocolwaiting.moc"
