// Sessions over plain TCP, and peers that send without reading, with real sockets on loopback.

#include "tests/server/net/echonet.h"
#include "tests/support/stompdialogue.h"
#include "tests/support/tcpdialogue.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>

using namespace std::chrono_literals;
using server::CloseReason;
using stomp::Command;
using test::Net;
using test::StompDialogue;
using test::TcpDialogue;

class TestTcpSessions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesGoInAndMessagesComeOut();
    void framesMayComeByteByByte();
    void aLineFeedFollowsEachFrameUnlessTurnedOff_data();
    void aLineFeedFollowsEachFrameUnlessTurnedOff();
    void bodiesMayBeLargerThanOverWebSocket();
    void aBodyBeyondTheLimitIsRefusedByName();
    void disconnectIsReceiptedAndClosed();
    void anErrorArrivesThoughBytesAreUnread();
    void whoSpeaksSomethingElseIsClosedAtOnce_data();
    void whoSpeaksSomethingElseIsClosedAtOnce();
    void aLoginThatNeverComesIsTold();
    void beyondTheMostConnectionsOneIsTold();
    void loopbackHasNoCap();
    void aLostClientIsToldInside();
    void stoppingClosesInOrder();
    void aPeerThatDoesNotReadIsNotReadFrom();
    void aPeerThatReadsTooSlowlyIsCut();
    void aFloodOfPingsIsBounded();
    void whoLingersIsStillCounted();
    void aPeerThatVanishesIsFoundByTheSystem();
    void aMessageForManyLeavesRoomForOthers();
};

void TestTcpSessions::framesGoInAndMessagesComeOut()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    QCOMPARE(ann.connectedHeaders().value("person"), "p");
    QCOMPARE(ann.connectedHeaders().value("max-body"), QByteArray::number(16 * 1024 * 1024));
    for (int i = 0; i < 100; ++i)
        ann.send("SEND\ndestination:/topic/echo\n\n" + QByteArray::number(i));
    for (int i = 0; i < 100; ++i) {
        const auto message = ann.next();
        QVERIFY(message);
        QCOMPARE(message->body, QByteArray::number(i));
    }
}

void TestTcpSessions::framesMayComeByteByByte()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    const QByteArray frames = QByteArray("CONNECT\naccept-version:1.2\n\n") + '\0'
        + "\n\nSEND\ndestination:/a\n\nhi" + '\0';
    for (const char byte : frames) {
        ann.sendRaw(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QCOMPARE(ann.next()->command, Command::Connected);
    QCOMPARE(ann.next()->body, "hi");
}

void TestTcpSessions::aLineFeedFollowsEachFrameUnlessTurnedOff_data()
{
    QTest::addColumn<bool>("isOn");
    QTest::newRow("on") << true;
    QTest::newRow("off") << false;
}

void TestTcpSessions::aLineFeedFollowsEachFrameUnlessTurnedOff()
{
    QFETCH(bool, isOn);
    server::WorkerSettings settings;
    settings.tcpLineFeeds = isOn;
    Net net(settings);
    TcpDialogue ann(net.tcpPort());
    ann.send("CONNECT\naccept-version:1.2\n\n");
    ann.send("SEND\ndestination:/a\n\nfirst");
    ann.send("DISCONNECT\nreceipt:r\n\n");
    QVERIFY(ann.waitForClose());
    const QByteArray end = isOn ? QByteArray(1, '\0') + '\n' : QByteArray(1, '\0');
    const QByteArray bytes = ann.takeBytes();
    QVERIFY2(bytes.contains("first" + end + "RECEIPT\n"), bytes);
    QVERIFY(bytes.endsWith("\n\n" + end));
}

void TestTcpSessions::bodiesMayBeLargerThanOverWebSocket()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    const QByteArray body(16 * 1024 * 1024, 'x');
    ann.send("SEND\ndestination:/a\n\n" + body);
    const auto message = ann.next();
    QVERIFY(message);
    QVERIFY(message->body == body);
}

void TestTcpSessions::aBodyBeyondTheLimitIsRefusedByName()
{
    server::WorkerSettings settings;
    settings.tcpBody = 2048;
    Net net(settings);
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    ann.send("SEND\ndestination:/a\n\n" + QByteArray(2048, 'x'));
    QCOMPARE(ann.next()->body.size(), 2048);
    ann.send("SEND\ndestination:/a\nreceipt:r\n\n" + QByteArray(2049, 'x'));
    const auto error = ann.next();
    QVERIFY(error);
    QCOMPARE(error->header("code"), "maru.limit.body");
    QCOMPARE(error->header("receipt-id"), "r");
    QVERIFY(ann.waitForClose());
    QTRY_COMPARE(net.closed(CloseReason::LimitExceeded), 1u);
}

void TestTcpSessions::disconnectIsReceiptedAndClosed()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    ann.send("DISCONNECT\nreceipt:bye\n\n");
    QCOMPARE(ann.next()->header("receipt-id"), "bye");
    QVERIFY(ann.waitForClose());
    QTRY_COMPARE(net.closed(CloseReason::Disconnected), 1u);
    QTRY_COMPARE(net.statistics().open, 0);
}

void TestTcpSessions::anErrorArrivesThoughBytesAreUnread()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    ann.sendRaw("NONSENSE\n\n" + QByteArray(1, '\0') + QByteArray(4'000'000, 'x'));
    const auto error = ann.next();
    QVERIFY(error);
    QCOMPARE(error->command, Command::Error);
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.socket().error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(net.broker().closed(), std::vector<QByteArray>{"protocol-error"});
}

// S-227, M-109, M-111
void TestTcpSessions::whoSpeaksSomethingElseIsClosedAtOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray frame =
        QByteArray("CONNECT\naccept-version:1.2\n\n") + '\0' + "SEND\ndestination:/a\n\n" + '\0';
    QTest::newRow("TLS") << QByteArray::fromHex("16030102000100");
    QTest::newRow("GET") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("POST with frames") << "POST / HTTP/1.1\r\nHost: a\r\n\r\n" + frame;
}

void TestTcpSessions::whoSpeaksSomethingElseIsClosedAtOnce()
{
    QFETCH(QByteArray, bytes);
    QTest::ignoreMessage(
        QtInfoMsg, QRegularExpression(QStringLiteral("speaks (TLS|HTTP) where STOMP is expected")));
    Net net;
    TcpDialogue stranger(net.tcpPort());
    stranger.sendRaw(bytes);
    QVERIFY(stranger.waitForClose());
    QCOMPARE(stranger.takeBytes(), "");
    QTRY_COMPARE(net.closed(CloseReason::HandshakeRefused), 1u);
    QTRY_COMPARE(net.statistics().open, 0);
    QVERIFY(net.broker().closed().empty());
}

void TestTcpSessions::aLoginThatNeverComesIsTold()
{
    server::WorkerSettings settings;
    settings.session.protocol.loginTimeout = 200ms;
    Net net(settings);
    TcpDialogue silent(net.tcpPort());
    TcpDialogue half(net.tcpPort());
    half.sendRaw("CONNECT\naccept-ver");
    for (TcpDialogue *peer : {&silent, &half}) {
        const auto error = peer->next();
        QVERIFY(error);
        QCOMPARE(error->header("code"), "maru.connection.timeout");
        QVERIFY(peer->waitForClose());
    }
    QTRY_COMPARE(net.closed(CloseReason::LoginTimeout), 2u);
}

// S-078
void TestTcpSessions::beyondTheMostConnectionsOneIsTold()
{
    Net net({}, {.mostConnections = 1});
    TcpDialogue first(net.tcpPort());
    QVERIFY(first.connectAs("Ann"));
    TcpDialogue second(net.tcpPort());
    const auto error = second.next();
    QVERIFY(error);
    QCOMPARE(error->command, Command::Error);
    QVERIFY(second.waitForClose());
    QCOMPARE(net.closed(CloseReason::TooManyConnections), 1u);
}

// S-078
void TestTcpSessions::loopbackHasNoCap()
{
    Net net({}, {.mostPerAddress = 1});
    TcpDialogue first(net.tcpPort());
    TcpDialogue second(net.tcpPort());
    QVERIFY(first.connectAs("Ann") && second.connectAs("Ben"));
}

void TestTcpSessions::aLostClientIsToldInside()
{
    Net net;
    {
        TcpDialogue ann(net.tcpPort());
        QVERIFY(ann.connectAs("Ann"));
        ann.send("SEND\ndestination:/a\n\nlast words");
        QVERIFY(ann.next());
    }
    QTRY_COMPARE(net.broker().closed(), std::vector<QByteArray>{"client-closed"});
    QTRY_COMPARE(net.statistics().open, 0);
}

void TestTcpSessions::stoppingClosesInOrder()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    TcpDialogue silent(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    QTRY_COMPARE(net.statistics().open, 2);
    net.beginStop();
    QVERIFY(ann.waitForClose());
    QVERIFY(silent.waitForClose());
    net.join();
    QCOMPARE(net.statistics().open, 0);
    QCOMPARE(net.broker().closed(), std::vector<QByteArray>{"server-stopping"});
}

// S-304, S-305
void TestTcpSessions::aPeerThatDoesNotReadIsNotReadFrom()
{
    constexpr int frames = 768;
    const QByteArray body(64 * 1024, 'x');
    Net net;
    TcpDialogue greedy(net.tcpPort());
    StompDialogue neighbour(net.url());
    QVERIFY(greedy.connectAs("Greedy") && neighbour.connectAs("Neighbour"));
    greedy.setReading(false);
    for (int i = 0; i < frames; ++i)
        greedy.send("SEND\ndestination:/a\n\n" + body);
    // What it sends stays with it.
    QVERIFY(!QTest::qWaitFor([&] { return greedy.bytesWaiting() < 8'000'000; }, 500));
    QCOMPARE(net.statistics().open, 2);
    neighbour.send("SEND\ndestination:/a\n\nstill here");
    QCOMPARE(neighbour.next()->body, "still here");
    greedy.setReading(true);
    for (int i = 0; i < frames; ++i) {
        const auto message = greedy.next();
        QVERIFY(message);
        QVERIFY(message->body == body);
    }
}

// S-302, S-303
void TestTcpSessions::aPeerThatReadsTooSlowlyIsCut()
{
    server::WorkerSettings settings;
    settings.session.slowReader.time = 300ms;
    Net net(settings);
    TcpDialogue slow(net.tcpPort());
    QVERIFY(slow.connectAs("Slow"));
    slow.setReading(false);
    for (int i = 0; i < 256; ++i)
        slow.send("SEND\ndestination:/a\n\n" + QByteArray(64 * 1024, 'x'));
    QTRY_COMPARE(net.closed(CloseReason::SlowReaderTime), 1u);
    QTRY_COMPARE(net.statistics().open, 0);
}

// Each ping is answered at once and by QWebSocket itself (RFC 6455, 5.5.2).
void TestTcpSessions::aFloodOfPingsIsBounded()
{
    server::WorkerSettings settings;
    settings.session.slowReader.time = 500ms;
    Net net(settings);
    TcpDialogue flood(net.port());
    flood.sendRaw("GET /ws-connect HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY(flood.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101"));
    flood.setReading(false);
    // Masked by zeros, which changes nothing.
    const QByteArray ping = QByteArray::fromHex("89fd00000000") + QByteArray(125, 'p');
    for (int i = 0; i < 300; ++i)
        flood.sendRaw(ping.repeated(1000));
    QTRY_COMPARE_WITH_TIMEOUT(net.closed(CloseReason::SlowReaderTime), 1u, 20'000);
    QCOMPARE(net.closed(CloseReason::SlowReaderBytes), 0u);
}

namespace {

// A peer that does not close when it is closed.
class Lingerer {
public:
    explicit Lingerer(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    }
    ~Lingerer() { ::close(m_socket); }

    // Everything that comes as an answer to this, until the other side ends.
    QByteArray ask(const QByteArray &bytes)
    {
        ::send(m_socket, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL);
        QByteArray answer;
        char buffer[1000];
        while (const auto size = ::recv(m_socket, buffer, sizeof buffer, 0)) {
            if (size < 0)
                break;
            answer.append(buffer, size);
        }
        return answer;
    }

private:
    int m_socket;
};

} // namespace

// S-210, S-078
void TestTcpSessions::whoLingersIsStillCounted()
{
    Net net({}, {.mostConnections = 1});
    {
        Lingerer lingerer(net.tcpPort());
        QVERIFY(lingerer.ask("NONSENSE\n\n" + QByteArray(1, '\0')).startsWith("ERROR\n"));
        TcpDialogue second(net.tcpPort());
        QVERIFY(second.waitForClose());
        QCOMPARE(net.closed(CloseReason::TooManyConnections), 1u);
    }
    QTRY_COMPARE(net.statistics().open, 0);
    TcpDialogue third(net.tcpPort());
    QVERIFY(third.connectAs("Ann"));
}

namespace {

// The descriptor of this process that is connected to a port of loopback, and is not the peer's.
int otherEndOf(quint16 port)
{
    for (int descriptor = 3; descriptor < 1024; ++descriptor) {
        sockaddr_in address = {};
        socklen_t size = sizeof address;
        const bool hasPeer =
            ::getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0;
        if (hasPeer && address.sin_family == AF_INET && ntohs(address.sin_port) == port)
            return descriptor;
    }
    return -1;
}

int option(int descriptor, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    ::getsockopt(descriptor, level, name, &value, &size);
    return value;
}

} // namespace

// S-233, S-123
void TestTcpSessions::aPeerThatVanishesIsFoundByTheSystem()
{
    Net net;
    TcpDialogue ann(net.tcpPort());
    QVERIFY(ann.connectAs("Ann"));
    const int descriptor = otherEndOf(ann.socket().localPort());
    QVERIFY(descriptor >= 0);
    QCOMPARE(option(descriptor, SOL_SOCKET, SO_KEEPALIVE), 1);
    const int seconds = option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE)
        + option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL)
            * option(descriptor, IPPROTO_TCP, TCP_KEEPCNT);
    QVERIFY(seconds > 0 && seconds <= 60);
}

// S-310
void TestTcpSessions::aMessageForManyLeavesRoomForOthers()
{
    server::WorkerSettings settings;
    settings.deliveriesInATurn = 1;
    server::NetStatistics statistics;
    std::atomic<bool> isOver = false;
    std::atomic<int> otherHeard = 0; // 1: before it was over, 2: after
    server::Worker *worker = nullptr;
    const auto fanOut = [&](server::SessionId first) {
        auto message = std::make_shared<server::OutboundMessage>(
            stomp::Headers{{"destination", "/topic/a"}}, "x", server::FrameKind::Text);
        message->prepare(stomp::Version::V12);
        std::vector<server::Receiver> receivers(200'000, {{0, 1'000'000}, "s", {}});
        receivers.front().session = first;
        worker->post({server::DeliverMessage{message, std::move(receivers)},
            server::CloseSession{first, CloseReason::Disconnected, std::nullopt}});
    };
    server::Worker one(0, settings, statistics, [&](std::vector<server::FromWorker> values) {
        for (const auto &value : values) {
            if (const auto *opened = std::get_if<server::SessionOpened>(&value))
                worker->post({server::AcceptSession{opened->session, {}}});
            const auto *frame = std::get_if<server::SessionFrame>(&value);
            if (frame && frame->frame.body == "go")
                fanOut(frame->session);
            else if (frame)
                otherHeard = isOver
                        || statistics.snapshot().closed.at(std::size_t(CloseReason::Disconnected))
                            > 0
                    ? 2
                    : 1;
        }
        return false;
    });
    worker = &one;
    one.start();
    server::Acceptor acceptor(statistics, {},
        [&](server::AcceptedConnection connection) { one.adopt(std::move(connection)); });
    const auto bound =
        acceptor.bind({{QHostAddress(QHostAddress::LocalHost), 0, server::Protocol::Tcp}});
    acceptor.accept();
    TcpDialogue ann(bound.value().at(0).port);
    TcpDialogue ben(bound.value().at(0).port);
    QVERIFY(ann.connectAs("Ann") && ben.connectAs("Ben"));
    ann.send("SEND\ndestination:/a\n\ngo");
    QVERIFY(ann.next()); // it has begun
    ben.send("SEND\ndestination:/a\n\nme, too");
    QTRY_COMPARE(otherHeard.load(), 1);
    QVERIFY(ann.waitForClose());
    isOver = true;
    acceptor.stop();
}

QTEST_GUILESS_MAIN(TestTcpSessions)
#include "tst_tcpsessions.moc"
