#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using Lines = BrokerHarness::Lines;

namespace {

BrokerOptions small()
{
    BrokerOptions options = BrokerHarness::defaultOptions();
    options.sessionBacklog = 4000;
    options.backlog = 8000;
    options.prefetch = 3;
    options.window = 1000;
    return options;
}

const QByteArray large(1500, 'x');

// Those that are no writes.
Lines words(const Lines &lines)
{
    Lines out;
    for (const QByteArray &line : lines) {
        if (!line.startsWith("log: "))
            out.push_back(line);
    }
    return out;
}

quint64 lastNumber(const BrokerHarness &h)
{
    const auto &deliver = std::get<DeliverMessage>(std::get<WorkerAction>(h.last.back()).message);
    return deliver.receivers.front().number;
}

} // namespace

// What the broker has received and not done, and what connections have not taken.
class tst_backpressure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // S-295, S-306
    void aSessionWithTooMuchUndoneIsHeldUntilHalfIsDone()
    {
        BrokerHarness h(small());
        h.handler.onMessage = say;
        h.open("a");
        h.open("b");
        QCOMPARE(words(h.send("a", "/publish/chat/r", large)), Lines{});
        QCOMPARE(words(h.send("a", "/publish/chat/r", large)), Lines{});
        QCOMPARE(words(h.send("a", "/publish/chat/r", large)), Lines{"a: HOLD"});
        QCOMPARE(words(h.send("b", "/publish/chat/r", "b")), Lines{});
        QCOMPARE(h.written(Appended{1, "i"}), Lines{});
        QCOMPARE(h.written(Appended{2, "j"}), Lines{"a: GO ON"});
        QCOMPARE(h.written(Appended{3, "k"}), Lines{});
    }

    // S-306
    void allAreHeldWhenAllTogetherHaveTooMuch()
    {
        BrokerHarness h(small());
        h.handler.onMessage = say;
        for (const char *name : {"a", "b", "c", "d", "e"})
            h.open(name);
        for (const char *name : {"a", "b", "c", "d"})
            QCOMPARE(words(h.send(name, "/publish/chat/r", large)), Lines{});
        QCOMPARE(words(h.send("e", "/publish/chat/r", large)), Lines{"all: HOLD"});
        h.gone("a"); // its frame is still to be done
        QCOMPARE(h.written(Appended{1, "i"}), Lines{});
        QCOMPARE(h.written(Appended{2, "i"}), Lines{});
        QCOMPARE(h.written(Appended{3, "i"}), Lines{"all: GO ON"});
        QCOMPARE(h.written(Appended{4, "i"}), Lines{});
    }

    // S-306
    void everyWorkerHearsOfIt()
    {
        BrokerHarness h(small());
        h.handler.onMessage = say;
        h.open("a");
        h.open("b", {}, stomp::Version::V12, 3);
        QCOMPARE(
            words(h.send("a", "/publish/chat/r", QByteArray(9000, 'x'))).size(), std::size_t(3));
        std::set<quint32> workers;
        for (const BrokerAction &action : h.last) {
            if (const auto *worker = std::get_if<WorkerAction>(&action))
                workers.insert(worker->worker);
        }
        QCOMPARE(workers, (std::set<quint32>{0, 3}));
    }

    // S-306: a large frame that is done at once is no reason.
    void whatIsDoneAtOnceHoldsNobody()
    {
        BrokerHarness h(small());
        h.open("a");
        QCOMPARE(h.send("a", "/topic/x", QByteArray(100'000, 'x'), {{"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
    }

    // S-306: frames that wait for one before them count.
    void whatWaitsItsTurnCounts()
    {
        BrokerHarness h(small());
        h.handler.onMessage = [](const stomp::Frame &, const Caller &) -> Effects {
            return {Later{[](auto) {}}};
        };
        h.open("a");
        QCOMPARE(h.send("a", "/publish/x", large), Lines{});
        QCOMPARE(h.send("a", "/publish/x", large), Lines{});
        QCOMPARE(h.send("a", "/publish/x", large), Lines{"a: HOLD"});
    }

    // S-298
    void whatADeadConnectionDidNotTakeIsReturned()
    {
        BrokerHarness h(small());
        h.takesAtOnce = false;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q");
        h.send("b", "/queue/q", "1");
        const quint64 first = lastNumber(h);
        QVERIFY(first != 0);
        h.send("b", "/queue/q", "2");
        h.send("b", "/queue/q", "3");
        h.taken("a", first);
        QCOMPARE(h.gone("a"), Lines{});
        QCOMPARE(h.subscribe("b", "s", "/queue/q"),
            (Lines{"b: MESSAGE s /queue/q 2", "b: MESSAGE s /queue/q 3"}));
        const auto &deliver =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last.back()).message);
        QCOMPARE(deliver.message->headers().value("redelivered"), "true");
    }

    // S-298: what it was handed before its DISCONNECT is still on its way.
    void aSessionThatTheBrokerClosedMayStillTake()
    {
        BrokerHarness h(small());
        h.takesAtOnce = false;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q");
        h.send("b", "/queue/q", "1");
        const quint64 first = lastNumber(h);
        h.send("b", "/queue/q", "2");
        h.frame("a", stomp::Command::Disconnect, {});
        QCOMPARE(h.subscribe("b", "s", "/queue/q"), Lines{});
        h.taken("a", first);
        QCOMPARE(h.gone("a"), Lines{"b: MESSAGE s /queue/q 2"});
    }

    // S-303
    void aQueueStopsDispatchingToWhoDoesNotTake()
    {
        BrokerHarness h(small());
        h.takesAtOnce = false;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q");
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(h.send("b", "/queue/q", QByteArray::number(i)).size(), std::size_t(1));
        const quint64 third = lastNumber(h);
        QCOMPARE(h.send("b", "/queue/q", "4"), Lines{});
        QCOMPARE(h.taken("a", third), Lines{"a: MESSAGE s /queue/q 4"});
    }

    // S-303
    void theWindowIsOneOfBytesToo()
    {
        BrokerHarness h(small());
        h.takesAtOnce = false;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q");
        QCOMPARE(h.send("b", "/queue/q", large).size(), std::size_t(1));
        const quint64 first = lastNumber(h);
        QCOMPARE(h.send("b", "/queue/q", "2"), Lines{});
        QCOMPARE(h.taken("a", first), Lines{"a: MESSAGE s /queue/q 2"});
    }

    // S-309: their bytes are the queue's until they are taken.
    void whatIsOnItsWayStillCounts()
    {
        BrokerOptions options = small();
        options.queueBytes = 2000;
        BrokerHarness h(options);
        h.takesAtOnce = false;
        h.open("a");
        h.open("b");
        h.subscribe("b", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/queue/q");
        h.send("b", "/queue/q", large);
        const quint64 first = lastNumber(h);
        QVERIFY(h.send("b", "/queue/q", large).at(0).contains("queue-full"));
        h.taken("a", first);
        QCOMPARE(h.send("b", "/queue/q", large).at(0).left(20), "a: MESSAGE s /queue/");
    }
};

QTEST_GUILESS_MAIN(tst_backpressure)
#include "tst_backpressure.moc"
