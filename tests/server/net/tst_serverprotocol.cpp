// A session told in dialogue: what the peer sends, what the broker says, what time does.

#include "server/net/serverprotocol.h"

#include <QTest>

#include <memory>

using namespace std::chrono_literals;
using server::CloseConnection;
using server::CloseReason;
using server::FrameKind;
using server::PassInward;
using server::SendBytes;
using server::SendPing;
using server::ServerProtocol;
using server::SessionActions;
using server::SessionOptions;
using server::SetReading;
using stomp::Command;
using stomp::Frame;

namespace {

// Actions as text, one a line, so that a comparison shows what differs.
struct Describe {
    QByteArray operator()(const SendBytes &send) const
    {
        QByteArray bytes = send.bytes;
        return "send " + bytes.replace('\0', "^@").replace('\n', "\\n");
    }
    QByteArray operator()(const PassInward &inward) const
    {
        if (const auto *opened = std::get_if<server::SessionOpened>(&inward.value)) {
            return "opened " + stomp::toBytes(opened->request.version) + ' '
                + opened->request.login;
        }
        if (const auto *frame = std::get_if<server::SessionFrame>(&inward.value))
            return "inward " + stomp::toBytes(frame->frame.command) + ' ' + frame->frame.body;
        return "gone " + server::toBytes(std::get<server::SessionClosed>(inward.value).reason);
    }
    QByteArray operator()(const SetReading &reading) const
    {
        return reading.isOn ? "read" : "pause";
    }
    QByteArray operator()(const SendPing &) const { return "ping"; }
    QByteArray operator()(const CloseConnection &close) const
    {
        return "close " + server::toBytes(close.reason) + (close.lingers ? "" : " at once");
    }
};

QByteArray text(const SessionActions &actions)
{
    QByteArray lines;
    for (const auto &action : actions)
        lines += std::visit(Describe(), action) + '\n';
    return lines;
}

class Dialogue {
public:
    explicit Dialogue(SessionOptions options = defaults(), bool hasPings = true)
        : m_options(std::move(options))
        , m_protocol({{1, 7}, "name-of-session", "192.0.2.1", hasPings}, m_options, now)
    {
    }

    static SessionOptions defaults()
    {
        SessionOptions options;
        options.serverName = "maru/test";
        return options;
    }

    QByteArray send(QByteArray bytes)
    {
        return text(m_protocol.receive(bytes.replace("^@", QByteArray(1, '\0')), now));
    }
    QByteArray accept() { return text(m_protocol.accept({{1, 7}, {{"person", "p1"}}}, now)); }
    void login(const QByteArray &headers = "accept-version:1.2\n")
    {
        send("CONNECT\n" + headers + "\n^@");
        accept();
    }
    QByteArray wait(std::chrono::milliseconds time, bool isOutputWaiting = false)
    {
        now += time;
        return text(m_protocol.wake(now, isOutputWaiting));
    }
    ServerProtocol &protocol() { return m_protocol; }

    server::TimePoint now{1h};

private:
    SessionOptions m_options;
    ServerProtocol m_protocol;
};

} // namespace

class TestServerProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLoginIsAskedOfTheBrokerAndAnsweredWithItsHeaders();
    void whatIsNoLoginIsRefusedFirst_data();
    void whatIsNoLoginIsRefusedFirst();
    void noCommonVersionNamesOurs();
    void aPasscodeIsAskedForByCode();
    void timesAreMeasuredByASteadyClock();
    void framesBeforeAcceptanceAreHeldInOrder();
    void manyBytesBeforeAcceptanceStopTheReading();
    void theVersionDecidesOverTheNextByte();
    void framesArePassedInward();
    void aSecondLoginEndsTheSession();
    void brokenFramesAreAnsweredAndEndTheSession_data();
    void brokenFramesAreAnsweredAndEndTheSession();
    void anErrorNamesTheReceiptThatWasRead_data();
    void anErrorNamesTheReceiptThatWasRead();
    void maxBodyIsThatOfTheTransport();
    void nothingIsReadWhileThePeerDoesNotRead();
    void acknowledgementsPassWhileSendsAreHeld();
    void whatIsHeldIsBounded();
    void heldFramesArePassedBeforeTheEnd();
    void disconnectWaitsBehindWhatIsHeld();
    void allBytesBeforeLoginAreLimitedTogether();
    void theDefaultsSuitThrottledTimers();
    void limitsAreTighterBeforeLogin();
    void aReceiptThatIsTooLongIsRefused();
    void disconnectIsPassedInwardAndNothingAfterIt();
    void theBrokerEndsASession();
    void nothingFollowsAnError();
    void aLostConnectionIsToldInside();
    void beforeLoginNobodyInsideHearsOfTheEnd();
    void aMessageBeginsWithTheReceiversOwnHeaders_data();
    void aMessageBeginsWithTheReceiversOwnHeaders();
    void loginHasAnAbsoluteTimeLimit();
    void anUnfinishedFrameHasATimeLimit();
    void aPartInTheTransportCountsAsBegun();
    void heartBeatsAreSentWhenNothingElseIs();
    void noHeartBeatIsAddedToWaitingOutput();
    void missedHeartBeatsEndTheSession();
    void pingsFindWhoPromisedNoHeartBeats();
    void pongsDoNotReplaceHeartBeats();
    void whileReadingIsPausedNobodyMissesHeartBeats();
    void noTimeIsLeftAfterTheEnd();
};

// S-118: nothing else comes before CONNECTED.
void TestServerProtocol::aLoginIsAskedOfTheBrokerAndAnsweredWithItsHeaders()
{
    Dialogue peer;
    QCOMPARE(peer.send("CONNECT\naccept-version:1.0,1.2\nlogin:Ann\nheart-beat:0,0\n\n^@"),
        "opened 1.2 Ann\n");
    QCOMPARE(peer.accept(),
        "send CONNECTED\\nversion:1.2\\nheart-beat:10000,10000\\nsession:name-of-session\\n"
        "server:maru/test\\nperson:p1\\n\\n^@\n");
}

void TestServerProtocol::whatIsNoLoginIsRefusedFirst_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("SEND") << QByteArray("SEND\ndestination:/topic/a\n\nx^@")
                          << QByteArray("maru.session.not-connected");
    QTest::newRow("DISCONNECT") << QByteArray("DISCONNECT\n\n^@")
                                << QByteArray("maru.session.not-connected");
    QTest::newRow("CONNECTED") << QByteArray("CONNECTED\n\n^@")
                               << QByteArray("maru.session.command");
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("maru.frame.command");
}

void TestServerProtocol::whatIsNoLoginIsRefusedFirst()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    Dialogue peer;
    const QByteArray answer = peer.send("\n\n" + bytes);
    QVERIFY2(answer.startsWith("send ERROR\\n"), answer);
    QVERIFY2(answer.contains("\\ncode:" + code + "\\n"), answer);
    QVERIFY2(answer.endsWith("\nclose protocol-error\n"), answer);
}

void TestServerProtocol::noCommonVersionNamesOurs()
{
    Dialogue peer;
    QCOMPARE(peer.send("CONNECT\naccept-version:9.9\n\n^@"),
        "send ERROR\\nmessage:Supported protocol versions are 1.0 1.1 1.2\\n"
        "code:maru.session.version\\ncontent-type:text/plain\\nversion:1.0,1.1,1.2\\n"
        "content-length:44\\n\\nSupported protocol versions are 1.0 1.1 1.2\\n^@\n"
        "close protocol-error\n");
}

void TestServerProtocol::aPasscodeIsAskedForByCode()
{
    SessionOptions options = Dialogue::defaults();
    options.passcode = "sesame";
    Dialogue wrong(options);
    const QByteArray answer = wrong.send("CONNECT\naccept-version:1.2\npasscode:wrong\n\n^@");
    QVERIFY2(answer.contains("code:maru.session.authentication"), answer);
    QVERIFY2(answer.endsWith("\nclose authentication-failed\n"), answer);
    QVERIFY(!answer.contains("wrong") && !answer.contains("sesame"));
    Dialogue right(options);
    QCOMPARE(right.send("CONNECT\naccept-version:1.2\npasscode:sesame\n\n^@"), "opened 1.2 \n");
}

// M-082: whatever the clock on the wall does, no time limit of a session asks it.
void TestServerProtocol::timesAreMeasuredByASteadyClock()
{
    QVERIFY(server::Clock::is_steady);
    QVERIFY((std::is_same_v<decltype(Dialogue::now), server::Clock::time_point>));
}

void TestServerProtocol::framesBeforeAcceptanceAreHeldInOrder()
{
    Dialogue peer;
    QCOMPARE(
        peer.send("CONNECT\naccept-version:1.2\n\n^@SEND\ndestination:/a\n\n1^@"), "opened 1.2 \n");
    QCOMPARE(peer.send("SEND\ndestination:/a\n\n2^@"), "");
    const QByteArray actions = peer.accept();
    QVERIFY2(actions.startsWith("send CONNECTED"), actions);
    QVERIFY2(actions.endsWith("\ninward SEND 1\ninward SEND 2\n"), actions);
}

void TestServerProtocol::manyBytesBeforeAcceptanceStopTheReading()
{
    SessionOptions options = Dialogue::defaults();
    options.heldBytes = 100;
    Dialogue peer(options);
    peer.send("CONNECT\naccept-version:1.2\n\n^@");
    QCOMPARE(peer.send(QByteArray("SEND\ndestination:/a\n\n") + QByteArray(200, 'x')), "pause\n");
    QCOMPARE(peer.send("y"), "");
    const QByteArray actions = peer.accept();
    QVERIFY2(actions.endsWith("\nread\n"), actions);
    QCOMPARE(peer.send("^@"), "inward SEND " + QByteArray(200, 'x') + "y\n");
}

void TestServerProtocol::theVersionDecidesOverTheNextByte()
{
    Dialogue peer;
    peer.send("CONNECT\naccept-version:1.1\n\n^@SEND\ndestination:/a\nkey:a\\rb\n\n^@");
    const QByteArray actions = peer.accept();
    QVERIFY2(actions.contains("code:maru.frame.escape"), actions);
}

void TestServerProtocol::framesArePassedInward()
{
    Dialogue peer;
    peer.login();
    QCOMPARE(peer.send("SUBSCRIBE\nid:1\ndestination:/a\n\n^@\nSEND\ndestination:/a\n\nhello^@ACK"),
        "inward SUBSCRIBE \ninward SEND hello\n");
    QCOMPARE(peer.send("\nid:1\n\n^@"), "inward ACK \n");
}

void TestServerProtocol::aSecondLoginEndsTheSession()
{
    for (const QByteArray command : {"CONNECT", "STOMP"}) {
        Dialogue peer;
        peer.login();
        const QByteArray actions = peer.send(command + "\naccept-version:1.2\nreceipt:r\n\n^@");
        QVERIFY2(actions.contains("code:maru.session.already-connected"), actions);
        QVERIFY2(actions.contains("receipt-id:r"), actions);
        QVERIFY2(actions.endsWith("\ngone protocol-error\nclose protocol-error\n"), actions);
    }
}

void TestServerProtocol::brokenFramesAreAnsweredAndEndTheSession_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray protocolError = "protocol-error";
    QTest::newRow("unknown command")
        << QByteArray("SHOUT\n\n^@") << QByteArray("maru.frame.command") << protocolError;
    QTest::newRow("server's command")
        << QByteArray("MESSAGE\n\n^@") << QByteArray("maru.session.command") << protocolError;
    QTest::newRow("no colon") << QByteArray("SEND\nno colon\n\n^@")
                              << QByteArray("maru.frame.malformed") << protocolError;
    QTest::newRow("undefined escape")
        << QByteArray("SEND\na:\\t\n\n^@") << QByteArray("maru.frame.escape") << protocolError;
    QTest::newRow("body too large")
        << QByteArray("SEND\ncontent-length:99999999\n\n") << QByteArray("maru.limit.body")
        << QByteArray("limit-exceeded");
}

void TestServerProtocol::brokenFramesAreAnsweredAndEndTheSession()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, reason);
    Dialogue peer;
    peer.login();
    const QByteArray actions = peer.send(bytes);
    QVERIFY2(actions.startsWith("send ERROR\\nmessage:"), actions);
    QVERIFY2(actions.contains("\\ncode:" + code + "\\ncontent-type:text/plain\\n"), actions);
    QVERIFY2(actions.endsWith("\ngone " + reason + "\nclose " + reason + "\n"), actions);
}

void TestServerProtocol::anErrorNamesTheReceiptThatWasRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isNamed");
    const auto row = [](const char *bytes, bool isNamed) {
        QTest::newRow(bytes) << QByteArray(bytes) << isNamed;
    };
    row("SEND\nreceipt:r\nno colon\n\n^@", true);
    row("SEND\nno colon\nreceipt:r\n\n^@", false);
    row("SEND\nreceipt:r\ncontent-length:99999999\n\n", true);
    row("SEND\nreceipt:r\ncontent-length:1\n\nab^@", true);
    row("ACK\nreceipt:r\n\nbody^@", true);
    row("SEND\nreceipt:r\n\n^@SHOUT\n\n^@", false);
    row("SEND\nreceipt:r\n\n^@SEND\n:\n\n^@", false);
}

void TestServerProtocol::anErrorNamesTheReceiptThatWasRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isNamed);
    Dialogue peer;
    peer.login();
    const QByteArray actions = peer.send(bytes);
    QVERIFY2(actions.contains("send ERROR"), actions);
    QCOMPARE(actions.contains("receipt-id:r\\n"), isNamed);
    Dialogue stranger;
    QVERIFY(!stranger.send("CONNECT\nreceipt:r\nno colon\n\n^@").contains("receipt-id"));
}

void TestServerProtocol::maxBodyIsThatOfTheTransport()
{
    SessionOptions options = Dialogue::defaults();
    options.limits.body = 4321;
    Dialogue peer(options);
    peer.send("CONNECT\naccept-version:1.2\n\n^@");
    const auto actions =
        peer.protocol().accept({{1, 7}, {{"max-body", "1"}, {"max-text", "2"}}}, peer.now);
    QVERIFY2(text(actions).contains("\\nmax-body:4321\\nmax-text:2\\n"), text(actions));
}

// S-306, S-307
void TestServerProtocol::nothingIsReadWhileThePeerDoesNotRead()
{
    Dialogue peer;
    peer.login("accept-version:1.2\nheart-beat:1000,0\n");
    QCOMPARE(text(peer.protocol().holdSends(true, peer.now)), "");
    QCOMPARE(text(peer.protocol().holdSends(true, peer.now)), "");
    QCOMPARE(peer.send("SEND\ndestination:/a\n\n" + QByteArray(65'000, 'x')), "");
    QCOMPARE(peer.send("^@SEND\n" + QByteArray(1000, '\n')), "pause\n");
    QCOMPARE(peer.wait(1h), "");
    const QByteArray released = text(peer.protocol().holdSends(false, peer.now));
    QVERIFY(released.startsWith("inward SEND xxx") && released.endsWith("x\nread\n"));
    QCOMPARE(peer.wait(1s), "");
    QVERIFY(peer.wait(1h).contains("timeout"));
    QCOMPARE(text(peer.protocol().holdSends(true, peer.now)), "");
}

// S-308
void TestServerProtocol::acknowledgementsPassWhileSendsAreHeld()
{
    Dialogue peer;
    peer.login();
    peer.protocol().holdSends(true, peer.now);
    QCOMPARE(peer.send("SEND\ndestination:/queue/a\n\nfirst^@"), "");
    QCOMPARE(peer.send("ACK\nid:1\n\n^@"), "inward ACK \n");
    QCOMPARE(peer.send("NACK\nid:2\n\n^@"), "inward NACK \n");
    // In a transaction it has its place among the others.
    QCOMPARE(peer.send("ACK\nid:3\ntransaction:t\n\n^@"), "");
    QCOMPARE(peer.send("SUBSCRIBE\nid:1\ndestination:/queue/a\n\n^@"), "");
    QCOMPARE(text(peer.protocol().holdSends(false, peer.now)),
        "inward SEND first\ninward ACK \ninward SUBSCRIBE \n");
    QCOMPARE(peer.send("SEND\ndestination:/queue/a\n\nnext^@"), "inward SEND next\n");
}

// S-308: up to a second limit, which counts acknowledgements, too.
void TestServerProtocol::whatIsHeldIsBounded()
{
    SessionOptions options = Dialogue::defaults();
    options.heldBytes = 100;
    Dialogue peer(options);
    peer.login();
    peer.protocol().holdSends(true, peer.now);
    const QByteArray ack = "ACK\nid:1\n\n^@"; // 11 bytes
    for (int i = 0; i < 9; ++i)
        QCOMPARE(peer.send(ack), "inward ACK \n");
    QCOMPARE(peer.send(ack), "inward ACK \npause\n");
    QCOMPARE(text(peer.protocol().holdSends(false, peer.now)), "read\n");
    peer.protocol().holdSends(true, peer.now);
    QCOMPARE(peer.send(ack), "inward ACK \n");
}

// S-207
void TestServerProtocol::heldFramesArePassedBeforeTheEnd()
{
    Dialogue peer;
    peer.login();
    peer.protocol().holdSends(true, peer.now);
    peer.send("SEND\ndestination:/a\n\nlast words^@");
    QCOMPARE(text(peer.protocol().transportClosed(CloseReason::ClientClosed)),
        "inward SEND last words\ngone client-closed\nclose client-closed at once\n");
}

// S-204
void TestServerProtocol::disconnectWaitsBehindWhatIsHeld()
{
    Dialogue peer;
    peer.login();
    peer.protocol().holdSends(true, peer.now);
    QCOMPARE(
        peer.send("SEND\ndestination:/a\n\n1^@DISCONNECT\n\n^@SEND\ndestination:/a\n\n2^@"), "");
    QCOMPARE(
        text(peer.protocol().holdSends(false, peer.now)), "inward SEND 1\ninward DISCONNECT \n");
    QCOMPARE(peer.send("SEND\ndestination:/a\n\n3^@"), "");
}

// S-073
void TestServerProtocol::allBytesBeforeLoginAreLimitedTogether()
{
    SessionOptions options = Dialogue::defaults();
    options.loginBytes = 100;
    Dialogue atTheLimit(options);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(atTheLimit.send(QByteArray(10, '\n')), "");
    const QByteArray refused = atTheLimit.send("\n");
    QVERIFY2(refused.contains("code:maru.limit.frame"), refused);
    QVERIFY2(refused.endsWith("close limit-exceeded\n"), refused);
    // What follows a whole CONNECT in the same piece is no part of it.
    Dialogue hasty(options);
    QCOMPARE(
        hasty.send("CONNECT\naccept-version:1.2\n\n^@" + QByteArray(200, '\n')), "opened 1.2 \n");
}

// S-125: a browser's tab in the background beats once a minute at worst, and often within 20 s.
void TestServerProtocol::theDefaultsSuitThrottledTimers()
{
    const SessionOptions options;
    QVERIFY(options.heartBeat.wants >= 10s);
    QVERIFY(options.heartBeatTolerance >= 2);
}

void TestServerProtocol::limitsAreTighterBeforeLogin()
{
    const QByteArray large = "X:" + QByteArray(8000, 'x') + '\n';
    Dialogue stranger;
    const QByteArray refused = stranger.send("CONNECT\n" + large + large + large + "\n^@");
    QVERIFY2(refused.contains("code:maru.limit.headers"), refused);
    Dialogue peer;
    peer.login();
    QCOMPARE(
        peer.send("SEND\ndestination:/a\n" + large + large + large + "\n^@"), "inward SEND \n");
}

void TestServerProtocol::aReceiptThatIsTooLongIsRefused()
{
    Dialogue peer;
    peer.login();
    QCOMPARE(peer.send("SEND\nreceipt:" + QByteArray(255, 'r') + "\n\n^@"), "inward SEND \n");
    const QByteArray actions = peer.send("SEND\nreceipt:" + QByteArray(256, 'r') + "\n\n^@");
    QVERIFY2(actions.contains("code:maru.limit.id"), actions);
    QVERIFY2(!actions.contains("receipt-id"), actions);
}

void TestServerProtocol::disconnectIsPassedInwardAndNothingAfterIt()
{
    Dialogue peer;
    peer.login();
    QCOMPARE(peer.send("DISCONNECT\nreceipt:bye\n\n^@SEND\ndestination:/a\n\nlate^@"),
        "inward DISCONNECT \n");
    QCOMPARE(peer.send("garbage"), "");
    const Frame receipt{Command::Receipt, {{"receipt-id", "bye"}}, {}};
    QCOMPARE(text(peer.protocol().send({{1, 7}, receipt}, peer.now)),
        "send RECEIPT\\nreceipt-id:bye\\n\\n^@\n");
    QCOMPARE(text(peer.protocol().close({{1, 7}, CloseReason::Disconnected, {}}, peer.now)),
        "close disconnected\n");
}

void TestServerProtocol::theBrokerEndsASession()
{
    Dialogue peer;
    peer.login();
    const Frame error{Command::Error, {{"message", "no"}}, "no"};
    QCOMPARE(text(peer.protocol().close({{1, 7}, CloseReason::Refused, error}, peer.now)),
        "send ERROR\\nmessage:no\\ncontent-length:2\\n\\nno^@\nclose refused\n");
    QVERIFY(peer.protocol().isEnded());
}

void TestServerProtocol::nothingFollowsAnError()
{
    Dialogue peer;
    peer.login();
    peer.send("broken\n");
    QVERIFY(!peer.protocol().mayDeliver(peer.now));
    QCOMPARE(text(peer.protocol().send({{1, 7}, {Command::Receipt, {}, {}}}, peer.now)), "");
    QCOMPARE(text(peer.protocol().close({{1, 7}, CloseReason::Refused, {}}, peer.now)), "");
    QCOMPARE(peer.send("SEND\n\n^@"), "");
    QCOMPARE(peer.wait(1h), "");
    QCOMPARE(text(peer.protocol().transportClosed(CloseReason::ClientClosed)), "");
}

void TestServerProtocol::aLostConnectionIsToldInside()
{
    Dialogue peer;
    peer.login();
    QCOMPARE(text(peer.protocol().transportClosed(CloseReason::ClientClosed)),
        "gone client-closed\nclose client-closed at once\n");
}

void TestServerProtocol::beforeLoginNobodyInsideHearsOfTheEnd()
{
    Dialogue peer;
    QCOMPARE(text(peer.protocol().transportClosed(CloseReason::ClientClosed)),
        "close client-closed at once\n");
}

void TestServerProtocol::aMessageBeginsWithTheReceiversOwnHeaders_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("subscription");
    QTest::addColumn<QByteArray>("ack");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("auto") << QByteArray("1.2") << QByteArray("s1") << QByteArray()
                          << QByteArray("MESSAGE\nsubscription:s1\n");
    QTest::newRow("client") << QByteArray("1.2") << QByteArray("s1") << QByteArray("a1")
                            << QByteArray("MESSAGE\nsubscription:s1\nack:a1\n");
    QTest::newRow("escaped") << QByteArray("1.2") << QByteArray("a:b\n") << QByteArray()
                             << QByteArray("MESSAGE\nsubscription:a\\cb\\n\n");
    QTest::newRow("1.0 without id")
        << QByteArray("1.0") << QByteArray() << QByteArray() << QByteArray("MESSAGE\n");
}

void TestServerProtocol::aMessageBeginsWithTheReceiversOwnHeaders()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, subscription);
    QFETCH(QByteArray, ack);
    QFETCH(QByteArray, head);
    Dialogue peer;
    peer.login("accept-version:" + version + '\n');
    QVERIFY(peer.protocol().mayDeliver(peer.now));
    QCOMPARE(server::messageHead({{1, 7}, subscription, ack}, peer.protocol().version()), head);
}

void TestServerProtocol::loginHasAnAbsoluteTimeLimit()
{
    Dialogue peer;
    QCOMPARE(peer.protocol().nextWake(), std::optional(peer.now + 10s));
    for (int second = 1; second < 10; ++second) {
        QCOMPARE(peer.wait(1s), "");
        QCOMPARE(peer.send("\n"), "");
    }
    const QByteArray actions = peer.wait(1s);
    QVERIFY2(actions.contains("code:maru.connection.timeout"), actions);
    QVERIFY2(actions.endsWith("\nclose login-timeout\n"), actions);
}

void TestServerProtocol::anUnfinishedFrameHasATimeLimit()
{
    Dialogue peer;
    peer.login();
    peer.send("SEND\ndestination:/a\n\nx");
    for (int second = 5; second < 30; second += 5) {
        QVERIFY(!peer.wait(5s).contains("close"));
        peer.send("x");
    }
    QVERIFY(peer.wait(5s).endsWith("\nclose frame-timeout\n"));

    Dialogue inTime;
    inTime.login();
    inTime.send("SEND\ndestination:/a\n\nx");
    inTime.wait(20s);
    // Finishes one and begins another, which has its own time.
    QCOMPARE(inTime.send("^@SEND\n"), "inward SEND x\n");
    QVERIFY(!inTime.wait(20s).contains("close"));
    QVERIFY(inTime.wait(10s).endsWith("\nclose frame-timeout\n"));
}

void TestServerProtocol::aPartInTheTransportCountsAsBegun()
{
    Dialogue peer;
    peer.login();
    for (int second = 0; second < 30; second += 5) {
        peer.protocol().receivePart(peer.now);
        QVERIFY(!peer.wait(second < 25 ? 5s : 4s).contains("close"));
    }
    QVERIFY(peer.wait(1s).endsWith("\nclose frame-timeout\n"));
}

// S-114
void TestServerProtocol::heartBeatsAreSentWhenNothingElseIs()
{
    Dialogue peer;
    peer.login("accept-version:1.2\nheart-beat:0,1000\n");
    QCOMPARE(peer.wait(899ms), "");
    QCOMPARE(peer.wait(1ms), "send \\n\n");
    peer.now += 500ms;
    peer.protocol().send({{1, 7}, {Command::Receipt, {{"receipt-id", "1"}}, {}}}, peer.now);
    QCOMPARE(peer.wait(500ms), "");
    QCOMPARE(peer.wait(400ms), "send \\n\n");
}

// S-120
void TestServerProtocol::noHeartBeatIsAddedToWaitingOutput()
{
    Dialogue peer;
    peer.login("accept-version:1.2\nheart-beat:0,1000\n");
    QCOMPARE(peer.wait(1s, true), "");
    QCOMPARE(peer.wait(1s, false), "send \\n\n");
}

// S-117
void TestServerProtocol::missedHeartBeatsEndTheSession()
{
    Dialogue peer;
    peer.login("accept-version:1.2\nheart-beat:1000,0\n");
    QCOMPARE(peer.wait(1900ms), "");
    peer.send("\n");
    QCOMPARE(peer.wait(1999ms), "");
    const QByteArray actions = peer.wait(1ms);
    QVERIFY2(actions.contains("code:maru.connection.heart-beat"), actions);
    QVERIFY2(actions.endsWith("\ngone heart-beat-missed\nclose heart-beat-missed\n"), actions);
}

// S-123, S-257, S-233
void TestServerProtocol::pingsFindWhoPromisedNoHeartBeats()
{
    Dialogue peer;
    peer.login();
    QCOMPARE(peer.wait(10s), "ping\n");
    peer.protocol().receivePong(peer.now);
    QCOMPARE(peer.wait(10s), "ping\n");
    QCOMPARE(peer.wait(10s), "ping\n");
    QVERIFY(peer.wait(5s).endsWith("\nclose heart-beat-missed\n"));

    Dialogue withoutPings(Dialogue::defaults(), false);
    withoutPings.login();
    QVERIFY(!withoutPings.protocol().nextWake());
}

// S-124
void TestServerProtocol::pongsDoNotReplaceHeartBeats()
{
    Dialogue peer;
    peer.login("accept-version:1.2\nheart-beat:1000,0\n");
    QCOMPARE(peer.wait(1s), "");
    peer.protocol().receivePong(peer.now);
    QVERIFY(peer.wait(1s).endsWith("\nclose heart-beat-missed\n"));
}

// S-307
void TestServerProtocol::whileReadingIsPausedNobodyMissesHeartBeats()
{
    SessionOptions options = Dialogue::defaults();
    options.heldBytes = 10;
    Dialogue peer(options);
    peer.send("CONNECT\naccept-version:1.2\nheart-beat:1000,0\n\n^@");
    QCOMPARE(peer.send("SEND\ndestination:/a\n\n^@"), "pause\n");
    QCOMPARE(peer.wait(5s), "");
    QVERIFY(peer.accept().startsWith("send CONNECTED"));
    QCOMPARE(peer.wait(1s), "");
}

void TestServerProtocol::noTimeIsLeftAfterTheEnd()
{
    Dialogue peer;
    peer.login();
    QVERIFY(peer.protocol().nextWake());
    peer.send("broken\n");
    QVERIFY(!peer.protocol().nextWake());
}

QTEST_GUILESS_MAIN(TestServerProtocol)
#include "tst_serverprotocol.moc"
