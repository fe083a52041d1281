// Whose a temporary queue is, and how it ends.

#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using stomp::Command;
using Lines = BrokerHarness::Lines;

namespace {

constexpr char queue[] = "/temp-queue/q";

// Sessions a and b, who hear of their failures.
struct Two : BrokerHarness {
    explicit Two(BrokerOptions options = defaultOptions())
        : BrokerHarness(std::move(options))
    {
        for (const char *name : {"a", "b"}) {
            open(name);
            subscribe(name, "e", "/user/queue/errors");
        }
    }
};

bool fails(const Lines &lines, const char *code)
{
    return lines.size() == 1 && lines.front().contains(code);
}

} // namespace

class tst_temporaryqueues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // S-289
    void whoeverKnowsItsNameMaySend()
    {
        Two h;
        QVERIFY(fails(h.send("b", queue, "early"), "no-such-destination"));
        QCOMPARE(h.subscribe("a", "s", queue, {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QCOMPARE(h.send("b", queue, "1"), Lines{"a: MESSAGE s /temp-queue/q 1"});
        QCOMPARE(h.send("a", queue, "2"), Lines{"a: MESSAGE s /temp-queue/q 2"});
    }

    // S-289
    void onlyItsSessionSubscribes()
    {
        Two h;
        h.subscribe("a", "s", queue);
        QVERIFY(fails(h.subscribe("b", "s", queue), "not-allowed"));
        QVERIFY(fails(h.subscribe("b", "p", "/temp-queue/*"), "no-patterns"));
        QCOMPARE(h.send("b", queue, "1"), Lines{"a: MESSAGE s /temp-queue/q 1"});
        // The person's other connection is another session.
        h.open("c", "p-a");
        h.subscribe("c", "e", "/user/queue/errors");
        QVERIFY(fails(h.subscribe("c", "s", queue), "not-allowed"));
    }

    // S-289
    void itOutlivesItsSubscriptions()
    {
        Two h;
        h.subscribe("a", "s", queue);
        h.unsubscribe("a", "s");
        QVERIFY(fails(h.subscribe("b", "s", queue), "not-allowed"));
        QCOMPARE(h.send("b", queue, "1", {{"receipt", "r"}}), Lines{"b: RECEIPT r"});
        QCOMPARE(h.subscribe("a", "t", queue), Lines{"a: MESSAGE t /temp-queue/q 1"});
    }

    // S-289
    void itEndsWithItsSession_data()
    {
        QTest::addColumn<bool>("isSubscribed");
        QTest::newRow("subscribed") << true;
        QTest::newRow("no longer subscribed") << false;
    }

    void itEndsWithItsSession()
    {
        QFETCH(bool, isSubscribed);
        Two h;
        h.subscribe("a", "s", queue, {{"ack", "client-individual"}, {"prefetch-count", "1"}});
        h.send("b", queue, "handed out");
        h.send("b", queue, "waiting");
        if (!isSubscribed)
            h.unsubscribe("a", "s");
        QCOMPARE(h.gone("a"), Lines{});
        QCOMPARE(h.broker.statistics().discarded, 2U);
        QVERIFY(fails(h.send("b", queue, "late"), "no-such-destination"));
        // The name is free, and nothing of what was in it is seen by its next owner.
        QCOMPARE(h.subscribe("b", "s", queue, {{"receipt", "r"}}), Lines{"b: RECEIPT r"});
        QCOMPARE(h.send("b", queue, "new"), Lines{"b: MESSAGE s /temp-queue/q new"});
    }

    // S-289, M-043
    void itsNameIsFreeWhenNothingOfItIsOnTheWay()
    {
        Two h;
        h.takesAtOnce = false;
        h.subscribe("a", "s", queue);
        h.send("b", queue, "for a alone");
        h.frame("a", Command::Disconnect, {});
        QVERIFY(fails(h.subscribe("b", "s", queue), "not-allowed"));
        QVERIFY(fails(h.send("b", queue, "late"), "no-such-destination"));
        h.gone("a");
        QCOMPARE(h.broker.statistics().discarded, 1U);
        QCOMPARE(h.subscribe("b", "t", queue, {{"receipt", "r"}}), Lines{"b: RECEIPT r"});
    }

    // S-289
    void nothingOfItBecomesADeadLetter()
    {
        Two h;
        h.subscribe("b", "d", "/queue/dead-letters");
        h.subscribe("a", "s", queue, {{"ack", "client-individual"}});
        h.send("b", queue, "private");
        const auto &delivery =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last.at(0)).message);
        QCOMPARE(h.frame("a", Command::Nack,
                     {{"id", delivery.receivers.front().ack}, {"requeue", "false"}}),
            Lines{});
        QCOMPARE(h.broker.statistics().discarded, 1U);
    }

    // S-289, S-083
    void theyCountAmongTheQueuesOfASession()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.queuesOfSession = 1;
        Two h(options);
        h.subscribe("a", "s", queue);
        h.unsubscribe("a", "s");
        QVERIFY(fails(h.subscribe("a", "t", "/temp-queue/another"), "queue-full"));
        QCOMPARE(h.subscribe("a", "u", queue, {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
    }

    // S-289, S-189
    void aTransactionThatComesTooLateFailsWhole()
    {
        Two h;
        h.subscribe("a", "s", queue);
        h.frame("b", Command::Begin, {{"transaction", "t"}});
        h.send("b", "/queue/other", "1", {{"transaction", "t"}});
        h.send("b", queue, "2", {{"transaction", "t"}});
        h.gone("a");
        const Lines lines = h.frame("b", Command::Commit, {{"transaction", "t"}});
        QCOMPARE(lines.size(), std::size_t(3)); // of each SEND and of the COMMIT
        QVERIFY(lines[0].contains("transaction-failed"));
        QVERIFY(lines[1].contains("no-such-destination"));
        QCOMPARE(h.subscribe("b", "o", "/queue/other"), Lines{});
    }
};

QTEST_APPLESS_MAIN(tst_temporaryqueues)
#include "tst_temporaryqueues.moc"
