#include "stomp/offlinequeue.h"
#include "tests/stomp/clientfixture.h"

using namespace stomp;
using test::ClientFixture;

namespace {

constexpr SendOptions queued{.whenOffline = WhenOffline::Queue};

OfflineQueue::Entry entryOf(const QByteArray &body)
{
    return {Frame{Command::Send, {{"destination", "/a"}}, body}};
}

QList<QByteArray> bodiesOf(const test::MemoryTransport *transport)
{
    QList<QByteArray> bodies;
    for (const Frame &frame : transport->framesOf(Command::Send))
        bodies.append(frame.body);
    return bodies;
}

} // namespace

// SENDs without a connection, and receipts as futures.
class TestClientOffline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void queueKeepsOrderAndLimits();
    void queueRefusesWhatNoVersionCanSay();
    void withoutAWordItFails();
    void queuedIsSentBehindSubscriptions();
    void queuedReceiptIsTold();
    void queueIsBounded();
    void unwritableInTheVersionIsTold();
    void deactivateGivesUpWhatWaits();
    void lengthMayBeLeftOut();
    void futureHoldsTheReceipt();
    void futureHoldsTheError();
    void futureOfADestroyedClientIsCancelled();
};

// S-343
void TestClientOffline::queueKeepsOrderAndLimits()
{
    const qsizetype size = encode(entryOf("1").frame, Version::V12)->size();
    OfflineQueue queue;
    const QueueLimits limits{2, 3 * size};
    QVERIFY(queue.add(entryOf("1"), limits).hasValue());
    QVERIFY(queue.add(entryOf("2"), limits).hasValue());
    QCOMPARE(queue.add(entryOf("3"), limits).error().code, ErrorCode::QueueFull);
    QCOMPARE(queue.takeFirst()->frame.body, QByteArray("1"));
    QVERIFY(queue.add(entryOf("3"), {2, 2 * size}).hasValue());
    QCOMPARE(queue.takeFirst()->frame.body, QByteArray("2"));
    QCOMPARE(queue.add(entryOf("4"), {2, 2 * size - 1}).error().code, ErrorCode::QueueFull);
    QCOMPARE(queue.takeFirst()->frame.body, QByteArray("3"));
    QVERIFY(!queue.takeFirst());
    QVERIFY(queue.isEmpty());
}

// S-355
void TestClientOffline::queueRefusesWhatNoVersionCanSay()
{
    OfflineQueue queue;
    OfflineQueue::Entry entry = entryOf("x");
    entry.frame.headers.append("a", QByteArray("\0", 1));
    QCOMPARE(queue.add(entry, {9, 999}).error().code, ErrorCode::NotRepresentable);
    QVERIFY(queue.isEmpty());
}

// S-343
void TestClientOffline::withoutAWordItFails()
{
    ClientFixture fixture;
    QCOMPARE(fixture.client->send("/a", "x").error().code, ErrorCode::NotConnected);
    fixture.connectClient();
    QCOMPARE(bodiesOf(fixture.server()), QList<QByteArray>());
}

// S-342, S-343
void TestClientOffline::queuedIsSentBehindSubscriptions()
{
    ClientFixture fixture;
    fixture.client->subscribe("/s");
    QVERIFY(fixture.client->send("/a", "1", {}, {}, queued).hasValue());
    fixture.client->activate(fixture.options);
    QVERIFY(fixture.client->send("/a", "2", {}, {}, queued).hasValue());
    connect(fixture.client.get(), &Client::connected, this,
        [&fixture] { fixture.client->send("/a", "3"); });
    fixture.acceptConnection();
    QCOMPARE(bodiesOf(fixture.server()), (QList<QByteArray>{"1", "2", "3"}));
    QCOMPARE(fixture.server()->frames()[2].command, Command::Subscribe);
    QVERIFY(fixture.client->send("/a", "4", {}, {}, queued).hasValue());
    QCOMPARE(bodiesOf(fixture.server()).last(), QByteArray("4"));
    fixture.client->reconnectNow();
    QVERIFY(fixture.client->send("/a", "5", {}, {}, queued).hasValue());
    fixture.acceptConnection();
    QCOMPARE(bodiesOf(fixture.server()), (QList<QByteArray>{"5", "3"}));
}

void TestClientOffline::queuedReceiptIsTold()
{
    ClientFixture fixture;
    std::vector<Receipt> receipts;
    QVERIFY(fixture.client
                ->send(
                    "/a", "1", {},
                    [&receipts](const Receipt &receipt) { receipts.push_back(receipt); }, queued)
                .hasValue());
    fixture.connectClient();
    fixture.confirmLast({{"seq", "7"}});
    QCOMPARE(receipts.size(), std::size_t(1));
    QCOMPARE(receipts.front()->header("seq"), QByteArray("7"));
}

// S-343
void TestClientOffline::queueIsBounded()
{
    ClientFixture fixture;
    fixture.options.offlineQueue = {2, 1024};
    fixture.client->activate(fixture.options);
    int calls = 0;
    const auto count = [&calls](const Receipt &) { ++calls; };
    QVERIFY(fixture.client->send("/a", "1", {}, {}, queued).hasValue());
    QCOMPARE(fixture.client->send("/a", QByteArray(2000, 'x'), {}, count, queued).error().code,
        ErrorCode::QueueFull);
    QVERIFY(fixture.client->send("/a", "2", {}, {}, queued).hasValue());
    QCOMPARE(fixture.client->send("/a", "3", {}, count, queued).error().code, ErrorCode::QueueFull);
    fixture.acceptConnection();
    QCOMPARE(bodiesOf(fixture.server()), (QList<QByteArray>{"1", "2"}));
    QCOMPARE(calls, 0);
}

// S-046
void TestClientOffline::unwritableInTheVersionIsTold()
{
    ClientFixture fixture;
    QSignalSpy faults(fixture.client.get(), &Client::faultOccurred);
    std::vector<Receipt> receipts;
    const auto keep = [&receipts](const Receipt &receipt) { receipts.push_back(receipt); };
    QVERIFY(fixture.client->send("/a", "1", {{"h", "\r"}}, keep, queued).hasValue());
    QVERIFY(fixture.client->send("/a", "2", {{"h", "\r"}}, {}, queued).hasValue());
    QVERIFY(fixture.client->send("/a", "3", {}, {}, queued).hasValue());
    fixture.client->activate(fixture.options);
    fixture.acceptConnection({{"version", "1.1"}});
    QCOMPARE(bodiesOf(fixture.server()), QList<QByteArray>{"3"});
    QCOMPARE(receipts.size(), std::size_t(1));
    QCOMPARE(receipts.front().error().code, ErrorCode::NotRepresentable);
    QCOMPARE(faults.count(), 1);
    QCOMPARE(faults.at(0).at(0).value<Error>().code, ErrorCode::NotRepresentable);
}

void TestClientOffline::deactivateGivesUpWhatWaits()
{
    ClientFixture fixture;
    fixture.client->activate(fixture.options);
    std::vector<Receipt> receipts;
    QVERIFY(fixture.client
                ->send(
                    "/a", "1", {},
                    [&receipts](const Receipt &receipt) { receipts.push_back(receipt); }, queued)
                .hasValue());
    fixture.client->deactivate();
    QCOMPARE(receipts.size(), std::size_t(1));
    QCOMPARE(receipts.front().error().code, ErrorCode::ConnectionLost);
    fixture.connectClient();
    QCOMPARE(bodiesOf(fixture.server()), QList<QByteArray>());
}

// S-066
void TestClientOffline::lengthMayBeLeftOut()
{
    ClientFixture fixture;
    fixture.connectClient();
    const SendOptions without{.contentLength = ContentLength::Omit};
    QVERIFY(fixture.client->send("/a", "x", {}, {}, without).hasValue());
    QCOMPARE(
        fixture.server()->frames().back(), (Frame{Command::Send, {{"destination", "/a"}}, "x"}));
    QCOMPARE(fixture.client->send("/a", QByteArray("a\0b", 3), {}, {}, without).error().code,
        ErrorCode::NotRepresentable);
}

void TestClientOffline::futureHoldsTheReceipt()
{
    ClientFixture fixture;
    fixture.connectClient();
    QFuture<Receipt> future = fixture.client->sendWithReceipt("/a", "x");
    QVERIFY(!future.isFinished());
    QByteArray seq;
    QFuture<void> then =
        future.then([&seq](const Receipt &receipt) { seq = receipt->header("seq"); });
    fixture.confirmLast({{"seq", "7"}});
    QVERIFY(then.isFinished());
    QCOMPARE(seq, QByteArray("7"));
}

// S-343
void TestClientOffline::futureHoldsTheError()
{
    ClientFixture fixture;
    QFuture<Receipt> offline = fixture.client->sendWithReceipt("/a", "x");
    QVERIFY(offline.isFinished());
    QCOMPARE(offline.result().error().code, ErrorCode::NotConnected);
    fixture.options.receiptTimeout = std::chrono::milliseconds(5);
    fixture.connectClient();
    QFuture<Receipt> late = fixture.client->sendWithReceipt("/a", "x");
    QTRY_VERIFY(late.isFinished());
    QCOMPARE(late.result().error().code, ErrorCode::Timeout);
}

void TestClientOffline::futureOfADestroyedClientIsCancelled()
{
    ClientFixture fixture;
    fixture.connectClient();
    const QFuture<Receipt> future = fixture.client->sendWithReceipt("/a", "x");
    fixture.client.reset();
    QVERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
    QCOMPARE(future.resultCount(), 0);
}

QTEST_GUILESS_MAIN(TestClientOffline)
#include "tst_clientoffline.moc"
