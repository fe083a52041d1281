#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using stomp::Command;
using Lines = BrokerHarness::Lines;

namespace {

using Answer = std::function<void(Later::Answer)>;

Effects published(const QByteArray &body)
{
    return {Publish{"/subscribe/x", {}, body}};
}

// A handler that keeps its answers until the test gives them; "now" is answered at once.
struct Answering {
    explicit Answering(BrokerHarness &h)
    {
        h.handler.onMessage = [this](const stomp::Frame &frame, const Caller &) -> Effects {
            if (frame.body.startsWith("now"))
                return published(frame.body);
            return {Later{[this](Answer answer) { waiting.push_back(std::move(answer)); }}};
        };
    }

    std::vector<Answer> waiting;
};

} // namespace

// Handlers that answer later, and what waits for them.
class tst_laters : public QObject {
    Q_OBJECT

    static Lines step(BrokerHarness &h, Command command, stomp::Headers more = {})
    {
        stomp::Headers headers{{"transaction", "t"}};
        for (const auto &[name, value] : more)
            headers.append(name, value);
        return h.frame("a", command, headers);
    }

private Q_SLOTS:
    // S-321
    void theReceiptWaitsForTheAnswer()
    {
        BrokerHarness h;
        Answering handler(h);
        h.open("a");
        h.subscribe("a", "s", "/subscribe/x");
        QCOMPARE(h.send("a", "/publish/x", "1", {{"receipt", "r"}}), Lines{});
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(h.later(), (Lines{"a: MESSAGE s /subscribe/x 1", "a: RECEIPT r"}));
    }

    // S-321
    void whatIsSentThereMeanwhileWaitsToo()
    {
        BrokerHarness h;
        Answering handler(h);
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/subscribe/x");
        h.send("a", "/publish/x", "1");
        QCOMPARE(h.send("a", "/publish/x", "now 2", {{"receipt", "r"}}), Lines{});
        QCOMPARE(h.send("a", "/publish/x", "3"), Lines{});
        QCOMPARE(handler.waiting.size(), std::size_t(1));
        // Nobody else, and nothing else, waits.
        QCOMPARE(h.send("b", "/publish/x", "now b"), Lines{"a: MESSAGE s /subscribe/x now b"});
        QCOMPARE(h.send("a", "/publish/y", "now y"), Lines{"a: MESSAGE s /subscribe/x now y"});
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(h.later(),
            (Lines{
                "a: MESSAGE s /subscribe/x 1", "a: MESSAGE s /subscribe/x now 2", "a: RECEIPT r"}));
        QCOMPARE(handler.waiting.size(), std::size_t(2));
        handler.waiting[1]([] { return published("3"); });
        QCOMPARE(h.later(), Lines{"a: MESSAGE s /subscribe/x 3"});
        QCOMPARE(h.send("a", "/publish/x", "now 4"), Lines{"a: MESSAGE s /subscribe/x now 4"});
    }

    // S-321
    void aReplyMayComeLater()
    {
        BrokerHarness h;
        Answer answer;
        h.handler.onSubscription = [&](const stomp::Frame &, const Caller &) -> Effects {
            return {Later{[&](Answer take) { answer = std::move(take); }}};
        };
        h.open("a");
        QCOMPARE(h.subscribe("a", "s", "/publish/x", {{"receipt", "r"}}), Lines{});
        answer([]() -> Effects { return {Reply{{}, "reply"}}; });
        QCOMPARE(h.later(), (Lines{"a: RECEIPT r", "a: MESSAGE s /publish/x reply"}));
    }

    // M-115
    void whoNeverAnswersIsGivenUp()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.handlerTime = 1000;
        BrokerHarness h(options);
        Answering handler(h);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/subscribe/x");
        h.send("a", "/publish/x", "1", {{"receipt", "r"}});
        h.send("a", "/publish/x", "now 2");
        QCOMPARE(h.broker.nextWake(), std::optional<qint64>(1000));
        QCOMPARE(h.wake(999), Lines{});
        const Lines lines = h.wake(1000);
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY2(lines[0].contains("handler-timeout"), lines[0]);
        QCOMPARE(lines[1], "a: MESSAGE s /subscribe/x now 2");
        QCOMPARE(h.broker.nextWake(), std::nullopt);
        // What comes then is too late.
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(h.later(), Lines{});
    }

    // M-115, S-207
    void whatWasSentIsDoneAlsoWhenItsSenderIsGone()
    {
        BrokerHarness h;
        Answering handler(h);
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/subscribe/x");
        h.send("a", "/publish/x", "1", {{"receipt", "r"}});
        h.send("a", "/publish/x", "now 2", {{"receipt", "q"}});
        h.gone("a");
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(
            h.later(), (Lines{"b: MESSAGE s /subscribe/x 1", "b: MESSAGE s /subscribe/x now 2"}));
    }

    void disconnectWaitsForTheAnswer()
    {
        BrokerHarness h;
        Answering handler(h);
        h.open("a");
        h.send("a", "/publish/x", "1");
        QCOMPARE(h.frame("a", Command::Disconnect, {{"receipt", "d"}}), Lines{});
        handler.waiting[0]([] { return Effects(); });
        QCOMPARE(h.later(), (Lines{"a: RECEIPT d", "a: CLOSE disconnected"}));
    }

    // S-189
    void aTransactionWaitsForAllAnswersAndTakesNoneOrAll_data()
    {
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("all") << false;
        QTest::newRow("none") << true;
    }

    void aTransactionWaitsForAllAnswersAndTakesNoneOrAll()
    {
        QFETCH(bool, isRefused);
        BrokerHarness h;
        Answering handler(h);
        h.open("a");
        h.open("b");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("b", "s", "/subscribe/x");
        h.subscribe("b", "t", "/topic/x");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "0", {{"transaction", "t"}});
        h.send("a", "/publish/x", "1", {{"transaction", "t"}});
        h.send("a", "/publish/x", "2", {{"transaction", "t"}});
        QCOMPARE(step(h, Command::Commit), Lines{});
        QCOMPARE(h.send("a", "/topic/x", "behind"), Lines{});
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(h.later(), Lines{});
        handler.waiting[1]([isRefused]() -> Effects {
            return isRefused ? Effects{Fail{{"no", {}}}} : published("2");
        });
        const Lines lines = h.later();
        if (isRefused) {
            QCOMPARE(lines.size(), std::size_t(5)); // three SENDs, COMMIT, what is behind
            QVERIFY(lines[2].contains("\"no\""));
            QCOMPARE(lines[4], "b: MESSAGE t /topic/x behind");
        } else {
            QCOMPARE(lines,
                (Lines{"b: MESSAGE t /topic/x 0", "b: MESSAGE s /subscribe/x 1",
                    "b: MESSAGE s /subscribe/x 2", "b: MESSAGE t /topic/x behind"}));
        }
    }

    // S-190, S-293
    void nothingOvertakesACommitThatWaitsForTheLog()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/topic/x");
        h.subscribe("b", "u", "/topic/y");
        step(h, Command::Begin);
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        h.send("a", "/publish/chat/r", "kept", {{"transaction", "t"}});
        QCOMPARE(step(h, Command::Commit), Lines{"log: WRITE r kept"});
        QCOMPARE(h.send("a", "/topic/x", "2", {{"receipt", "r"}}), Lines{});
        step(h, Command::Begin);
        h.send("a", "/topic/x", "3", {{"transaction", "t"}});
        h.send("a", "/topic/y", "3", {{"transaction", "t"}});
        QCOMPARE(step(h, Command::Commit, {{"receipt", "c"}}), Lines{});
        // It is in one line with the transaction before it.
        QCOMPARE(h.send("a", "/topic/y", "4"), Lines{});
        QCOMPARE(h.send("a", "/topic/z", "other", {{"receipt", "z"}}), Lines{"a: RECEIPT z"});
        QCOMPARE(h.written(Appended{1, "i"}),
            (Lines{"b: MESSAGE s /topic/x 1", "b: MESSAGE s /topic/x 2", "a: RECEIPT r",
                "b: MESSAGE s /topic/x 3", "b: MESSAGE u /topic/y 3", "a: RECEIPT c",
                "b: MESSAGE u /topic/y 4"}));
    }

    void aLongLineIsWalked()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.sessionBacklog = 1024 * 1024 * 1024;
        BrokerHarness h(options);
        Answering handler(h);
        h.open("a");
        h.subscribe("a", "s", "/subscribe/x");
        h.send("a", "/publish/x", "1");
        for (int i = 0; i < 20'000; ++i)
            h.send("a", "/publish/x", "now");
        handler.waiting[0]([] { return published("1"); });
        QCOMPARE(h.later().size(), std::size_t(20'001));
    }
};

QTEST_GUILESS_MAIN(tst_laters)
#include "tst_laters.moc"
