// Readers that read nothing, and what becomes of the others and of memory; what is counted here are
// frames and bytes, not time.

#include "server/server.h"
#include "tests/support/tcpdialogue.h"
#include "tests/wire/socket.h"

#include <QTest>

#include <malloc.h>

using server::Server;
using server::ServerOptions;
using stomp::Command;
using test::TcpDialogue;

namespace {

ServerOptions options()
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.listenTcp = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.inMemory = true;
    options.workers = 1;
    return options;
}

void subscribe(TcpDialogue &peer)
{
    peer.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:r\n\n");
    const auto receipt = peer.next();
    QVERIFY(receipt);
    QCOMPARE(receipt->command, Command::Receipt);
}

QByteArray numbered(int number)
{
    return QByteArray::number(number) + QByteArray(64 * 1024, 'x');
}

} // namespace

class TestSlowReaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoNeverReadsKeepsNothingFromOthers();
    void topicsMayLeaveOutWhatOneIsBehindWith();
    void anIdleConnectionNeedsLittleMemory_data();
    void anIdleConnectionNeedsLittleMemory();
};

// S-304: all that was sent has come to the other while nothing was taken by this one.
void TestSlowReaders::whoNeverReadsKeepsNothingFromOthers()
{
    constexpr int messages = 400; // more than the system's buffers hold
    ServerOptions given = options();
    given.worker.session.slowReader.bytes = 1024 * 1024 * 1024;
    Server server(given);
    QVERIFY(server.start().hasValue());
    const quint16 port = server.ports().at(1);
    TcpDialogue stuck(port);
    TcpDialogue healthy(port);
    TcpDialogue sender(port);
    QVERIFY(stuck.connectAs("Stuck") && healthy.connectAs("Healthy") && sender.connectAs("Sender"));
    subscribe(stuck);
    subscribe(healthy);
    stuck.setReading(false);
    for (int number = 0; number < messages; ++number)
        sender.send("SEND\ndestination:/topic/a\n\n" + numbered(number));
    for (int number = 0; number < messages; ++number) {
        const auto message = healthy.next();
        QVERIFY(message);
        QVERIFY(message->body == numbered(number));
    }
    QCOMPARE(server.stats().connections.open, 3);
    // And nothing of its own is lost to the one that begins to read.
    stuck.setReading(true);
    for (int number = 0; number < messages; ++number) {
        const auto message = stuck.next();
        QVERIFY(message);
        QVERIFY(message->body == numbered(number));
    }
}

// S-303: what comes is in order, and what is left out is counted where it is missing.
void TestSlowReaders::topicsMayLeaveOutWhatOneIsBehindWith()
{
    constexpr int messages = 400;
    ServerOptions given = options();
    given.worker.session.topicOverflow = server::TopicOverflow::Drop;
    given.worker.session.slowReader.bytes = 2 * 1024 * 1024;
    Server server(given);
    QVERIFY(server.start().hasValue());
    const quint16 port = server.ports().at(1);
    TcpDialogue stuck(port);
    TcpDialogue sender(port);
    QVERIFY(stuck.connectAs("Stuck") && sender.connectAs("Sender"));
    subscribe(stuck);
    stuck.setReading(false);
    for (int number = 0; number < messages; ++number)
        sender.send("SEND\ndestination:/topic/a\n\n" + numbered(number));
    sender.send("SEND\ndestination:/topic/b\nreceipt:all\n\n");
    QVERIFY(sender.next());
    QTRY_VERIFY(server.stats().connections.dropped > 0);
    stuck.setReading(true);
    stuck.send("SEND\ndestination:/topic/b\nreceipt:read\n\n");
    int expected = 0;
    for (auto frame = stuck.next();; frame = stuck.next()) {
        QVERIFY(frame);
        if (frame->command == Command::Receipt)
            break; // rooms, queues and receipts lose nothing
        expected += frame->header("dropped-before").toInt();
        QVERIFY(frame->body == numbered(expected));
        ++expected;
    }
    sender.send("SEND\ndestination:/topic/a\n\nlast");
    const auto last = stuck.next();
    QVERIFY(last);
    QCOMPARE(last->body, "last");
    QCOMPARE(expected + last->header("dropped-before").toInt(), messages);
    QVERIFY(last->header("dropped-before").toInt() > 0);
}

void TestSlowReaders::anIdleConnectionNeedsLittleMemory_data()
{
    QTest::addColumn<bool>("isWebSocket");
    QTest::newRow("S-311 TCP") << false;
    QTest::newRow("S-311 WebSocket") << true;
}

// Bytes on the heap, of the whole process; the clients here have nothing there.
void TestSlowReaders::anIdleConnectionNeedsLittleMemory()
{
    QFETCH(bool, isWebSocket);
    constexpr int connections = 400;
    constexpr qint64 mostBytes = 80 * 1024; // measured: 50 and 59 KB, most of it Qt's sockets
    const QByteArray upgrade =
        "GET /ws-connect HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const QByteArray connect = QByteArray("CONNECT\naccept-version:1.2\nhost:localhost\n\n") + '\0';
    const QByteArray masked =
        QByteArray::fromHex("82") + char(0x80 | connect.size()) + QByteArray(4, '\0') + connect;
    Server server(options());
    QVERIFY(server.start().hasValue());
    const quint16 port = server.ports().at(isWebSocket ? 0 : 1);
    std::vector<std::unique_ptr<wire::Socket>> idle;
    const auto come = [&] {
        idle.push_back(std::make_unique<wire::Socket>(port));
        QByteArray answer;
        if (isWebSocket) {
            QVERIFY(idle.back()->write(upgrade));
            idle.back()->read(answer, QDeadlineTimer(10'000));
        }
        QVERIFY(idle.back()->write(isWebSocket ? masked : connect));
        idle.back()->read(answer, QDeadlineTimer(10'000));
        QVERIFY2(answer.contains("CONNECTED\n"), answer);
    };
    for (int number = 0; number < 20; ++number) // what is made once, for the first
        come();
    const auto before = qint64(mallinfo2().uordblks) + qint64(mallinfo2().hblkhd);
    for (int number = 0; number < connections; ++number)
        come();
    QCOMPARE(server.stats().broker.sessions, connections + 20);
    const auto after = qint64(mallinfo2().uordblks) + qint64(mallinfo2().hblkhd);
    const qint64 each = (after - before) / connections;
    QVERIFY2(each < mostBytes, QByteArray::number(each) + " bytes each");
    qInfo("%lld bytes each", each);
}

QTEST_GUILESS_MAIN(TestSlowReaders)
#include "tst_slowreaders.moc"
