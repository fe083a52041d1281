#include "tests/server/broker/brokerharness.h"

#include <QTest>

#include <algorithm>

using namespace server;
using stomp::Command;
using stomp::Version;
using Lines = BrokerHarness::Lines;

class tst_brokersubscriptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReceiptComesBeforeTheFirstMessage()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscribe = [](auto, auto) {
            return Admitted{{}, {Publish{"/subscribe/x", {}, "to others"}, Reply{{}, "first"}}};
        };
        QCOMPARE(h.subscribe("a", "s", "/subscribe/x", {{"receipt", "r"}}),
            (Lines{"a: RECEIPT r", "a: MESSAGE s /subscribe/x first"}));
    }

    void aSubscriptionOfTheApplicationIsAnsweredOnce()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscription = [](auto, auto) -> Effects {
            return {Reply{{}, "1"}, Reply{{}, "2"}};
        };
        QCOMPARE(h.subscribe("a", "s", "/publish/list", {{"receipt", "r"}}),
            (Lines{"a: RECEIPT r", "a: MESSAGE s /publish/list 1"}));
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QCOMPARE(h.unsubscribe("a", "s"),
            (Lines{"a: ERROR maru.subscription.unknown", "a: CLOSE protocol-error"}));
    }

    void theIdOfAnAnsweredSubscriptionIsFreeAgain()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscription = [](auto, auto) -> Effects { return {Reply{{}, "1"}}; };
        h.subscribe("a", "s", "/publish/list");
        QCOMPARE(h.subscribe("a", "s", "/publish/list"), Lines{"a: MESSAGE s /publish/list 1"});
    }

    void anAnswerMayComeFromTheLog()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscription = askForHistory;
        QCOMPARE(h.subscribe("a", "s", "/publish/history", {{"receipt", "r"}}),
            Lines{"log: READ r before limit 9"});
        QCOMPARE(h.subscribe("a", "s", "/publish/history", {{"receipt", "d"}}),
            (Lines{"a: ERROR maru.subscription.duplicate receipt=d", "a: CLOSE protocol-error"}));
        h.open("b");
        h.reads.clear();
        h.subscribe("b", "s", "/publish/history", {{"receipt", "r"}});
        QCOMPARE(
            h.page(pageOf(1, 4, 4)), (Lines{"b: RECEIPT r", "b: MESSAGE s /publish/history 4"}));
    }

    void anAnswerThatComesAfterUnsubscribeIsNotGiven()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscription = askForHistory;
        h.subscribe("a", "s", "/publish/history", {{"receipt", "1"}});
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "2"}}), Lines{"a: RECEIPT 2"});
        h.subscribe("a", "s", "/publish/history", {{"receipt", "3"}});
        QCOMPARE(h.page(pageOf(1, 4, 4)), Lines{"a: RECEIPT 1"});
        QCOMPARE(
            h.page(pageOf(1, 5, 5)), (Lines{"a: RECEIPT 3", "a: MESSAGE s /publish/history 5"}));
    }

    void anUnreadableLogIsAProblem()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onSubscription = askForHistory;
        h.subscribe("a", "s", "/publish/history", {{"receipt", "r"}});
        QCOMPARE(h.page(LogError{"damaged", QStringLiteral("it is")}),
            Lines{
                R"(a: MESSAGE e /user/queue/errors {"code":"damaged","destination":"/publish/history","detail":"it is"})"});
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
    }

    void refusedSubscriptionsMayBeUnsubscribed()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onSubscribe = [](auto, auto) -> stomp::BasicResult<Admitted, Problem> {
            return Problem{"no-such-room", QStringLiteral("none")};
        };
        QCOMPARE(
            h.subscribe("a", "s", "/subscribe/chat/x", {{"receipt", "r"}}).size(), std::size_t(1));
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QVERIFY(std::count(h.handler.calls.begin(), h.handler.calls.end(),
                    "unsubscribed /subscribe/chat/x a")
            == 0);
    }

    void aDroppedSubscriptionHearsNothing()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onSubscribe = [](auto, auto) { return Admitted{{}, {Drop{"guard"}}}; };
        QCOMPARE(h.subscribe("a", "s", "/topic/x", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        h.open("b");
        QVERIFY(h.send("b", "/topic/x", "hello").empty());
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QVERIFY(
            std::count(h.handler.calls.begin(), h.handler.calls.end(), "unsubscribed /topic/x a")
            == 0);
    }

    void effectsThatFailRefuseTheSubscription()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onSubscribe = [](auto, auto) { return Admitted{{}, {Fail{{"full", {}}}}}; };
        h.subscribe("a", "s", "/subscribe/chat/x");
        QCOMPARE(h.handler.calls.back(), QByteArray("unsubscribed /subscribe/chat/x a"));
        QCOMPARE(h.broker.statistics().subscriptions, 1);
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
    }

    void unsubscribingEndsItAndTellsTheApplicationOnce()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QCOMPARE(h.handler.calls.back(), QByteArray("unsubscribed /topic/x a"));
        QCOMPARE(h.send("a", "/topic/x", "hi"), Lines{});
        QCOMPARE(h.subscribe("a", "s", "/topic/x", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        h.handler.calls.clear();
        h.gone("a");
        QCOMPARE(h.handler.calls,
            (std::vector<QByteArray>{"unsubscribed /topic/x a", "disconnected a"}));
    }

    void tombstonesAreBounded()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.tombstones = 2;
        BrokerHarness h(options);
        h.open("a");
        for (const char *id : {"1", "2", "3"})
            h.subscribe("a", id, "/publish/list");
        QCOMPARE(h.unsubscribe("a", "3", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QCOMPARE(h.unsubscribe("a", "2", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
        QCOMPARE(h.unsubscribe("a", "1").front(), QByteArray("a: ERROR maru.subscription.unknown"));
    }

    void subscriptionsAreLimited()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.subscriptions = 2;
        BrokerHarness h(options);
        h.open("a");
        QCOMPARE(h.subscribe("a", "1", "/topic/x"), Lines{});
        QCOMPARE(h.subscribe("a", "2", "/topic/x"), Lines{});
        QCOMPARE(h.subscribe("a", "3", "/topic/x"),
            (Lines{"a: ERROR maru.limit.subscriptions", "a: CLOSE limit-exceeded"}));
        QCOMPARE(h.broker.statistics().subscriptions, 0);
    }

    void aSubscribeThatBreaksARuleEndsTheSession_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("ack");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("no id") << int(Version::V11) << QByteArray("") << QByteArray("/topic/x")
                               << QByteArray("auto") << QByteArray("maru.header.missing");
        QTest::newRow("no destination") << int(Version::V12) << QByteArray("s") << QByteArray("")
                                        << QByteArray("auto") << QByteArray("maru.header.missing");
        QTest::newRow("ack mode") << int(Version::V12) << QByteArray("s") << QByteArray("/topic/x")
                                  << QByteArray("maybe") << QByteArray("maru.header.invalid");
        QTest::newRow("control character")
            << int(Version::V12) << QByteArray("s") << QByteArray("/topic/\x01")
            << QByteArray("auto") << QByteArray("maru.header.invalid");
        QTest::newRow("long id") << int(Version::V12) << QByteArray(256, 's')
                                 << QByteArray("/topic/x") << QByteArray("auto")
                                 << QByteArray("maru.limit.id");
        QTest::newRow("id in use")
            << int(Version::V12) << QByteArray("used") << QByteArray("/topic/y")
            << QByteArray("auto") << QByteArray("maru.subscription.duplicate");
    }

    void aSubscribeThatBreaksARuleEndsTheSession()
    {
        QFETCH(int, version);
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, ack);
        QFETCH(QByteArray, code);
        BrokerHarness h;
        h.open("a", {}, static_cast<Version>(version));
        h.subscribe("a", "used", "/topic/used");
        const Lines lines = h.subscribe("a", id, destination, {{"ack", ack}, {"receipt", "r"}});
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0], "a: ERROR " + code + " receipt=r");
        QVERIFY(lines[1].startsWith("a: CLOSE "));
        QCOMPARE(h.handler.calls.back(), QByteArray("disconnected a"));
        h.open("b");
        QCOMPARE(h.send("b", "/topic/used", "hi"), Lines{}); // no zombie
    }

    void unsubscribeNeedsAnId()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V11);
        h.subscribe("a", "s", "/topic/x");
        QCOMPARE(h.frame("a", Command::Unsubscribe, {{"destination", "/topic/x"}}).front(),
            QByteArray("a: ERROR maru.header.missing"));
    }

    void theIdsOfOthersAreNotOnesOwn()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/topic/x");
        QCOMPARE(h.unsubscribe("b", "s").front(), QByteArray("b: ERROR maru.subscription.unknown"));
        QCOMPARE(h.subscribe("a", "t", "/topic/x", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
    }

    void version10NeedsNoId()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V10);
        const auto subscribe = [&h] {
            return h.frame("a", Command::Subscribe, {{"destination", "/topic/x"}});
        };
        QCOMPARE(subscribe(), Lines{});
        QCOMPARE(h.send("a", "/topic/x", "hi"), Lines{"a: MESSAGE  /topic/x hi"});
        QCOMPARE(
            h.frame("a", Command::Unsubscribe, {{"destination", "/topic/x"}, {"receipt", "u"}}),
            Lines{"a: RECEIPT u"});
        QCOMPARE(h.send("a", "/topic/x", "hi"), Lines{});
        subscribe();
        QCOMPARE(subscribe().front(), QByteArray("a: ERROR maru.subscription.duplicate"));
    }

    void version10UnsubscribesAllOfADestination()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V10);
        h.subscribe("a", "1", "/topic/x");
        h.subscribe("a", "2", "/topic/x");
        h.subscribe("a", "3", "/topic/y");
        QCOMPARE(
            h.frame("a", Command::Unsubscribe, {{"destination", "/topic/x"}, {"receipt", "u"}}),
            Lines{"a: RECEIPT u"});
        QCOMPARE(h.broker.statistics().subscriptions, 1);
        QCOMPARE(h.frame("a", Command::Unsubscribe, {{"destination", "/topic/x"}}).front(),
            QByteArray("a: ERROR maru.subscription.unknown"));
    }

    void whatCannotBeSubscribedIsAProblem_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("unknown") << QByteArray("/elsewhere") << QByteArray("no-such-destination");
        QTest::newRow("traversal")
            << QByteArray("/subscribe/../x") << QByteArray("no-such-destination");
        QTest::newRow("another person's")
            << QByteArray("/user/bob/queue/read") << QByteArray("not-allowed");
        QTest::newRow("S-274 malformed pattern")
            << QByteArray("/topic/{a") << QByteArray("bad-pattern");
        QTest::newRow("S-279 pattern of queues")
            << QByteArray("/queue/**") << QByteArray("no-patterns");
        QTest::newRow("S-279 pattern of everything")
            << QByteArray("/**") << QByteArray("no-such-destination");
        QTest::newRow("pattern of users")
            << QByteArray("/user/queue/*") << QByteArray("no-patterns");
    }

    void whatCannotBeSubscribedIsAProblem()
    {
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, code);
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        const Lines lines = h.subscribe("a", "s", destination, {{"receipt", "r"}});
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].contains("\"" + code + "\""));
    }

    // S-274
    void patternsHearWhatMatches()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        QCOMPARE(
            h.subscribe("b", "p", "/topic/{room}/news", {{"receipt", "r"}}), Lines{"b: RECEIPT r"});
        // S-313: the destination is the one that was sent to.
        QCOMPARE(h.send("a", "/topic/1/news", "x"), Lines{"b: MESSAGE p /topic/1/news x"});
        QCOMPARE(h.send("a", "/topic/1/other", "x"), Lines{});
        h.unsubscribe("b", "p");
        QCOMPARE(h.send("a", "/topic/1/news", "x"), Lines{});
    }

    // S-277
    void overlappingSubscriptionsEachGetACopy()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "exact", "/topic/1/news");
        h.subscribe("a", "one", "/topic/*/news");
        h.subscribe("a", "many", "/topic/**");
        Lines lines = h.send("a", "/topic/1/news", "x");
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines,
            (Lines{"a: MESSAGE exact /topic/1/news x", "a: MESSAGE many /topic/1/news x",
                "a: MESSAGE one /topic/1/news x"}));
    }

    void patternsOfTheBrokerPrefixAreTheApplicationsToAdmit()
    {
        BrokerHarness h;
        h.handler.onMessage = [](const stomp::Frame &frame, const Caller &) -> Effects {
            return {Publish{"/subscribe/chat/" + frame.body, {}, "x"}};
        };
        h.open("a");
        h.subscribe("a", "p", "/subscribe/chat/*");
        QCOMPARE(h.handler.calls.back(), QByteArray("subscribe /subscribe/chat/*"));
        QCOMPARE(h.send("a", "/publish/say", "1"), Lines{"a: MESSAGE p /subscribe/chat/1 x"});
        QCOMPARE(h.gone("a"), Lines{});
        QVERIFY(std::count(h.handler.calls.begin(), h.handler.calls.end(),
                    QByteArray("unsubscribed /subscribe/chat/* a"))
            == 1);
    }

    // S-279
    void noPatternHearsQueuesAndUsers()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("b", "own", "/user/queue/errors");
        for (const char *pattern : {"/queue/*", "/user/**", "/user/queue/*", "/**", "/*/errors"})
            h.subscribe("b", QByteArray("p") + pattern, pattern);
        QCOMPARE(h.broker.statistics().subscriptions, 2);
        QCOMPARE(h.send("a", "/queue/q", "x"), Lines{});
        QVERIFY(h.send("a", "/subscribe/x", "x").front().startsWith("a: MESSAGE e"));
    }

    // S-288
    void noLocalKeepsOnesOwnAway()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "quiet", "/topic/x", {{"no-local", "true"}});
        h.subscribe("a", "loud", "/topic/*", {{"no-local", "false"}});
        h.subscribe("b", "s", "/topic/x", {{"no-local", "true"}});
        Lines lines = h.send("a", "/topic/x", "1");
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines, (Lines{"a: MESSAGE loud /topic/x 1", "b: MESSAGE s /topic/x 1"}));
        lines = h.send("b", "/topic/x", "2");
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines, (Lines{"a: MESSAGE loud /topic/x 2", "a: MESSAGE quiet /topic/x 2"}));
    }

    // S-288: queues know no such thing; somebody has to get the message.
    void noLocalMeansNothingToAQueue()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"no-local", "true"}});
        QCOMPARE(h.send("a", "/queue/q", "1"), Lines{"a: MESSAGE s /queue/q 1"});
    }

private:
    static Effects askForHistory(const stomp::Frame &, const Caller &)
    {
        return {Ask{{"r", LogQuery::Range::Before, 0, 9}, [](const LogPage &page) -> Effects {
                        return {Reply{{}, QByteArray::number(page.entries.size())}};
                    }}};
    }
};

QTEST_APPLESS_MAIN(tst_brokersubscriptions)
#include "tst_brokersubscriptions.moc"
