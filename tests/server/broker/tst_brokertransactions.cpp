#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using stomp::Command;
using Lines = BrokerHarness::Lines;

class tst_brokertransactions : public QObject {
    Q_OBJECT

    static Lines step(
        BrokerHarness &h, Command command, stomp::Headers headers = {{"transaction", "t"}})
    {
        return h.frame("a", command, std::move(headers));
    }

private Q_SLOTS:
    void whatIsHeldComesWithCommitInItsOrder()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        QCOMPARE(step(h, Command::Begin, {{"transaction", "t"}, {"receipt", "b"}}),
            Lines{"a: RECEIPT b"});
        QCOMPARE(h.send("a", "/topic/x", "1", {{"transaction", "t"}, {"receipt", "r1"}}),
            Lines{"a: RECEIPT r1"});
        QCOMPARE(h.send("a", "/topic/x", "outside"), Lines{"a: MESSAGE s /topic/x outside"});
        QCOMPARE(h.send("a", "/topic/x", "2", {{"transaction", "t"}, {"receipt", "r2"}}),
            Lines{"a: RECEIPT r2"});
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            (Lines{"a: MESSAGE s /topic/x 1", "a: MESSAGE s /topic/x 2", "a: RECEIPT c"}));
    }

    // D11
    void whatATransactionTakesIsConfirmedAtOnceAndOnce()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        step(h, Command::Begin);
        QCOMPARE(h.send("a", "/topic/x", "1", {{"transaction", "t"}, {"receipt", "r1"}}),
            Lines{"a: RECEIPT r1"});
        QCOMPARE(h.send("a", "/queue/x", "2", {{"transaction", "t"}, {"receipt", "r2"}}),
            Lines{"a: RECEIPT r2"});
        QCOMPARE(h.broker.statistics().sends[std::size_t(SendOutcome::Published)], quint64(0));
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            (Lines{"a: MESSAGE s /topic/x 1", "a: RECEIPT c"}));
        QCOMPARE(h.broker.statistics().sends[std::size_t(SendOutcome::Published)], quint64(2));
    }

    void anAcknowledgementIsConfirmedWhenTheTransactionTakesIt()
    {
        BrokerHarness h;
        h.open("a");
        step(h, Command::Begin);
        QCOMPARE(h.frame("a", Command::Ack, {{"id", "1"}, {"transaction", "t"}, {"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
    }

    // S-366
    void aSendOfATransactionIsCountedOnce()
    {
        BrokerHarness h;
        h.open("a");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}, {"receipt", "r"}});
        QCOMPARE(h.broker.statistics().send(SendOutcome::Done), quint64(0));
        step(h, Command::Commit);
        QCOMPARE(h.broker.statistics().send(SendOutcome::Published), quint64(1));
        QCOMPARE(h.broker.statistics().send(SendOutcome::Done), quint64(0));
    }

    // S-195
    void rightsAreAskedForWhenASendComesAndAtCommit()
    {
        BrokerHarness h;
        bool isAllowed = true;
        int asked = 0;
        h.handler.onBeforeSend = [&](const stomp::Frame &, const Caller &) {
            ++asked;
            return isAllowed ? std::nullopt : std::optional<Effect>(Fail{{"not-allowed", {}}});
        };
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        QCOMPARE(asked, 1);
        isAllowed = false;
        const Lines lines = step(h, Command::Commit);
        QCOMPARE(asked, 2);
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY2(lines[0].contains("\"not-allowed\""), lines[0]);
        QVERIFY2(lines[1].contains("transaction-failed"), lines[1]);
    }

    // S-195, S-189
    void whatIsRefusedAsItComesSpoilsTheTransaction()
    {
        BrokerHarness h;
        h.handler.onBeforeSend = [](const stomp::Frame &frame,
                                     const Caller &) -> std::optional<Effect> {
            if (frame.body == "no")
                return Fail{{"not-allowed", {}}};
            if (frame.body == "away")
                return Drop{"filter"};
            return std::nullopt;
        };
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/topic/x");
        for (const bool isSpoiled : {false, true}) {
            step(h, Command::Begin);
            h.send("a", "/topic/x", "1", {{"transaction", "t"}});
            QCOMPARE(h.send("a", "/topic/x", "away", {{"transaction", "t"}, {"receipt", "r"}}),
                Lines{"a: RECEIPT r"});
            if (isSpoiled) {
                const Lines refused = h.send("a", "/publish/chat/r", "no", {{"transaction", "t"}});
                QCOMPARE(refused.size(), std::size_t(1));
                QVERIFY2(refused[0].contains("not-allowed"), refused[0]);
            }
            const Lines lines = step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}});
            if (isSpoiled) {
                QCOMPARE(lines.size(), std::size_t(2));
                QVERIFY2(lines[1].contains("transaction-failed"), lines[1]);
            } else {
                QCOMPARE(lines, (Lines{"a: MESSAGE s /topic/x 1", "a: RECEIPT c"}));
            }
        }
    }

    void abortForgetsEverything()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        QCOMPARE(step(h, Command::Abort, {{"transaction", "t"}, {"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
        step(h, Command::Begin);
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            Lines{"a: RECEIPT c"});
    }

    void appendsOfACommitAreAskedForTogether()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        step(h, Command::Begin);
        h.send("a", "/publish/chat/r", "1", {{"transaction", "t"}, {"receipt", "r1"}});
        h.send("a", "/publish/chat/q", "2", {{"transaction", "t"}, {"receipt", "r2"}});
        QCOMPARE(h.handler.calls, std::vector<QByteArray>{"connected a"});
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            (Lines{"log: WRITE r 1", "log: WRITE q 2"}));
        QVERIFY(!h.writes[0].write.joinsPrevious && h.writes[1].write.joinsPrevious);
        QCOMPARE(h.written(Appended{1, "i"}), Lines{});
        QCOMPARE(h.written(Appended{1, "j"}),
            (Lines{"a: RECEIPT r1 seq=1", "a: RECEIPT r2 seq=1", "a: RECEIPT c"}));
    }

    // S-189
    void aWriteThatFailsUndoesTheOthers()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "0", {{"transaction", "t"}});
        h.send("a", "/publish/chat/r", "1", {{"transaction", "t"}, {"receipt", "r1"}});
        h.send("a", "/publish/chat/r", "2", {{"transaction", "t"}, {"receipt", "r2"}});
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            (Lines{"log: WRITE r 1", "log: WRITE r 2"}));
        QCOMPARE(h.written(LogError{"transaction-failed", {}}), Lines{});
        const Lines lines = h.written(LogError{"key-reused", {}});
        QCOMPARE(lines.size(), std::size_t(4));
        QVERIFY(lines[0].contains("transaction-failed") && lines[0].contains("/topic/x"));
        QVERIFY(lines[1].contains("transaction-failed") && lines[1].contains("/publish/chat/r"));
        QVERIFY(lines[2].contains("key-reused"));
        QVERIFY(lines[3].contains("transaction-failed"));
    }

    // S-190
    void whatIsPublishedWaitsForTheCommitOfItsTransaction()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        h.subscribe("a", "r", "/subscribe/chat/r");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        h.send("a", "/publish/chat/r", "2", {{"transaction", "t"}});
        h.send("a", "/topic/x", "3", {{"transaction", "t"}});
        step(h, Command::Commit);
        QCOMPARE(h.written(Appended{1, "i"}),
            (Lines{"a: MESSAGE s /topic/x 1", "a: MESSAGE r /subscribe/chat/r 2",
                "a: MESSAGE s /topic/x 3"}));
    }

    void repeatsInATransactionGetTheirFirstNumbers()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "r", "/subscribe/chat/r");
        step(h, Command::Begin);
        h.send("a", "/publish/chat/r", "1", {{"transaction", "t"}, {"receipt", "r1"}});
        h.send("a", "/publish/chat/r", "2", {{"transaction", "t"}, {"receipt", "r2"}});
        step(h, Command::Commit);
        h.written(Appended{7, "i", true});
        QCOMPARE(h.written(Appended{9, "j"}),
            (Lines{
                "a: MESSAGE r /subscribe/chat/r 2", "a: RECEIPT r1 seq=7", "a: RECEIPT r2 seq=9"}));
    }

    void anEntryOfAFailedTransactionIsGivenUp()
    {
        BrokerHarness h;
        std::vector<QByteArray> failed;
        h.handler.onMessage = [&failed](const stomp::Frame &frame, const Caller &caller) {
            Effects effects = say(frame, caller);
            std::get<Append>(effects.front()).failed = [&failed](const LogError &error) {
                failed.push_back(error.code);
                return Effects();
            };
            return effects;
        };
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        step(h, Command::Begin);
        h.send("a", "/publish/chat/r", "1", {{"transaction", "t"}});
        h.send("a", "/subscribe/x", "2", {{"transaction", "t"}});
        step(h, Command::Commit);
        QCOMPARE(failed, std::vector<QByteArray>{"transaction-failed"});
        QVERIFY(h.writes.empty());
    }

    // S-191
    void acknowledgementsWaitForTheWrites()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}, {"prefetch-count", "1"}});
        h.send("a", "/queue/q", "1");
        const QByteArray id =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last.at(0)).message).receivers[0].ack;
        h.send("a", "/queue/q", "2");
        step(h, Command::Begin);
        h.frame("a", Command::Ack, {{"id", id}, {"transaction", "t"}});
        h.send("a", "/publish/chat/r", "3", {{"transaction", "t"}, {"receipt", "r"}});
        QCOMPARE(step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}}),
            Lines{"log: WRITE r 3"});
        QCOMPARE(h.written(Appended{1, "i"}),
            (Lines{"a: RECEIPT r seq=1", "a: MESSAGE s /queue/q 2", "a: RECEIPT c"}));
    }

    void oneFailureMeansNone()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}, {"receipt", "r1"}});
        h.send("a", "/subscribe/x", "2", {{"transaction", "t"}, {"receipt", "r2"}});
        const Lines lines = step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}});
        QCOMPARE(lines.size(), std::size_t(3));
        QVERIFY(lines[0].contains("transaction-failed") && lines[0].contains("/topic/x"));
        QVERIFY(lines[1].contains("not-for-clients"));
        QVERIFY(lines[2].contains("transaction-failed"));
        QCOMPARE(h.send("a", "/topic/x", "3"), Lines{"a: MESSAGE s /topic/x 3"});
    }

    void aWriteThatFailsFailsTheCommit()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        step(h, Command::Begin);
        h.send("a", "/publish/chat/r", "1", {{"transaction", "t"}, {"receipt", "r1"}});
        step(h, Command::Commit, {{"transaction", "t"}, {"receipt", "c"}});
        const Lines lines = h.written(LogError{"disk-full", {}});
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY(lines[0].contains("disk-full"));
        QVERIFY(lines[1].contains("transaction-failed"));
    }

    void theEndOfTheSessionIsAnAbort()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        QCOMPARE(step(h, Command::Disconnect, {}), Lines{"a: CLOSE disconnected"});
    }

    void equalIdsOfTwoSessionsAreIndependent()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        step(h, Command::Begin);
        QCOMPARE(h.frame("b", Command::Commit, {{"transaction", "t"}}).front(),
            QByteArray("b: ERROR maru.transaction.unknown"));
    }

    void aBrokenRuleEndsTheSession_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("begin twice")
            << int(Command::Begin) << QByteArray("t") << QByteArray("maru.transaction.duplicate");
        QTest::newRow("begin without id")
            << int(Command::Begin) << QByteArray("") << QByteArray("maru.header.missing");
        QTest::newRow("commit without id")
            << int(Command::Commit) << QByteArray("") << QByteArray("maru.header.missing");
        QTest::newRow("abort without id")
            << int(Command::Abort) << QByteArray("") << QByteArray("maru.header.missing");
        QTest::newRow("commit unknown")
            << int(Command::Commit) << QByteArray("u") << QByteArray("maru.transaction.unknown");
        QTest::newRow("abort unknown")
            << int(Command::Abort) << QByteArray("u") << QByteArray("maru.transaction.unknown");
        QTest::newRow("third transaction")
            << int(Command::Begin) << QByteArray("v") << QByteArray("maru.limit.transactions");
    }

    void aBrokenRuleEndsTheSession()
    {
        QFETCH(int, command);
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, code);
        BrokerOptions options;
        options.openTransactions = 2;
        BrokerHarness h(options);
        h.open("a");
        step(h, Command::Begin);
        step(h, Command::Begin, {{"transaction", "second"}});
        const Lines lines = step(h, static_cast<Command>(command), {{"transaction", id}});
        QCOMPARE(lines.front(), "a: ERROR " + code);
    }

    void aSendIntoAnUnknownTransactionEndsTheSession()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.send("a", "/topic/x", "1", {{"transaction", "t"}}).front(),
            QByteArray("a: ERROR maru.transaction.unknown"));
    }

    void framesAndBytesAreLimited()
    {
        BrokerOptions options;
        options.transactionFrames = 2;
        options.transactionBytes = 100;
        BrokerHarness h(options);
        h.open("a");
        step(h, Command::Begin);
        QCOMPARE(h.send("a", "/topic/x", "1", {{"transaction", "t"}}), Lines{});
        QCOMPARE(h.send("a", "/topic/x", "2", {{"transaction", "t"}}), Lines{});
        QCOMPARE(h.send("a", "/topic/x", "3", {{"transaction", "t"}}),
            (Lines{"a: ERROR maru.limit.transactions", "a: CLOSE limit-exceeded"}));
        h.open("a");
        step(h, Command::Begin);
        QCOMPARE(h.send("a", "/topic/x", QByteArray(100, 'x'), {{"transaction", "t"}}).front(),
            QByteArray("a: ERROR maru.limit.transactions"));
    }
};

QTEST_APPLESS_MAIN(tst_brokertransactions)
#include "tst_brokertransactions.moc"
