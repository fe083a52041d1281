#include "tests/server/broker/brokerharness.h"

#include <QTest>

#include <random>
#include <set>

using namespace server;
using stomp::Command;
using Lines = BrokerHarness::Lines;

// What queues do with messages that nobody takes for good: back-off, dead letters, limits, expiry.
class tst_queuepolicies : public QObject {
    Q_OBJECT

    static QByteArray ack(const BrokerHarness &h, std::size_t at = 0)
    {
        return std::get<DeliverMessage>(std::get<WorkerAction>(h.last.at(at)).message)
            .receivers[0]
            .ack;
    }
    static stomp::Headers headers(const BrokerHarness &h, std::size_t at = 0)
    {
        return std::get<DeliverMessage>(std::get<WorkerAction>(h.last.at(at)).message)
            .message->headers();
    }
    static Lines nack(BrokerHarness &h, stomp::Headers more = {})
    {
        more.append("id", ack(h));
        return h.frame("a", Command::Nack, more);
    }
    static BrokerOptions options()
    {
        BrokerOptions options = BrokerHarness::defaultOptions();
        options.redeliveryDelay = 100;
        options.longestRedeliveryDelay = 300;
        return options;
    }

private Q_SLOTS:
    // M-082
    void aClockThatJumpsProlongsNoDelay()
    {
        constexpr qint64 day = 24LL * 60 * 60 * 1000;
        for (const qint64 jump : {-day, day}) {
            BrokerHarness h(options());
            h.nowMs = 10 * day;
            h.open("a");
            h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
            h.send("a", "/queue/q", "1");
            QCOMPARE(nack(h), Lines{"a: MESSAGE s /queue/q 1"});
            QCOMPARE(nack(h), Lines{});
            h.nowMs += jump;
            h.send("a", "/topic/nobody", "the clock is read");
            QCOMPARE(h.wake(h.nowMs + 100), Lines{"a: MESSAGE s /queue/q 1"});
        }
    }
    // S-175
    void nackComesBackAtOnceThenLaterAndLater()
    {
        BrokerHarness h(options());
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        QCOMPARE(nack(h), Lines{"a: MESSAGE s /queue/q 1"});
        for (const qint64 delay : {100, 200, 300, 300}) {
            const qint64 since = h.nowMs;
            QCOMPARE(nack(h), Lines{});
            QCOMPARE(h.broker.nextWake(), std::optional<qint64>(since + delay));
            QCOMPARE(h.wake(since + delay - 1), Lines{});
            QCOMPARE(h.wake(since + delay), Lines{"a: MESSAGE s /queue/q 1"});
            QCOMPARE(headers(h).value("redelivered"), QByteArray("true"));
        }
        QCOMPARE(headers(h).value("delivery-count"), QByteArray("6"));
        QCOMPARE(h.broker.nextWake(), std::optional<qint64>());
    }

    // S-297
    void othersPassAMessageThatWaitsForItsNextTry()
    {
        BrokerHarness h(options());
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}, {"prefetch-count", "1"}});
        h.send("a", "/queue/q", "1");
        nack(h);
        nack(h);
        QCOMPARE(h.send("a", "/queue/q", "2"), Lines{"a: MESSAGE s /queue/q 2"});
        h.send("a", "/queue/q", "3");
        // Due again, it comes before what was sent after it.
        h.wake(100);
        h.gone("a");
        h.open("b");
        QCOMPARE(h.subscribe("b", "s", "/queue/q"),
            (Lines{
                "b: MESSAGE s /queue/q 1", "b: MESSAGE s /queue/q 2", "b: MESSAGE s /queue/q 3"}));
    }

    // S-176
    void nackWithoutRequeueIsADeadLetter()
    {
        BrokerHarness h(options());
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1", {{"color", "red"}});
        const QByteArray id = headers(h).value("message-id");
        QCOMPARE(nack(h, {{"requeue", "false"}, {"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QCOMPARE(h.subscribe("a", "d", "/queue/dead-letters"),
            Lines{"a: MESSAGE d /queue/dead-letters 1"});
        QCOMPARE(headers(h).value("original-destination"), QByteArray("/queue/q"));
        QCOMPARE(headers(h).value("x-death-reason"), QByteArray("rejected"));
        QCOMPARE(headers(h).value("color"), QByteArray("red"));
        QCOMPARE(headers(h).value("message-id"), id);
        QCOMPARE(h.broker.statistics().deadLetters, 1U);
    }

    // S-177
    void aMessageGivenBackTooOftenIsADeadLetter()
    {
        BrokerOptions few = options();
        few.redeliveries = 2;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "d", "/queue/dead-letters");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        QCOMPARE(nack(h), Lines{"a: MESSAGE s /queue/q 1"});
        QCOMPARE(nack(h), Lines{});
        QCOMPARE(h.wake(100), Lines{"a: MESSAGE s /queue/q 1"});
        QCOMPARE(nack(h), Lines{"a: MESSAGE d /queue/dead-letters 1"});
        QCOMPARE(headers(h).value("x-death-reason"), QByteArray("max-redeliveries"));
    }

    // S-177
    void aMessageThatEndsSessionAfterSessionIsADeadLetter()
    {
        BrokerOptions few = options();
        few.redeliveries = 1;
        BrokerHarness h(few);
        h.open("a");
        h.send("a", "/queue/q", "poison");
        for (int turn = 0; turn < 2; ++turn) {
            h.open("b");
            QCOMPARE(h.subscribe("b", "s", "/queue/q", {{"ack", "client"}}),
                Lines{"b: MESSAGE s /queue/q poison"});
            h.gone("b");
        }
        h.open("b");
        QCOMPARE(h.subscribe("b", "s", "/queue/q", {{"ack", "client"}}), Lines{});
        QCOMPARE(h.subscribe("b", "d", "/queue/dead-letters"),
            Lines{"b: MESSAGE d /queue/dead-letters poison"});
    }

    // S-177
    void deadLettersAreBoundedAndDoNotDieAgain()
    {
        BrokerOptions few = options();
        few.deadLetters = 2;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        for (const char *body : {"1", "2", "3"}) {
            h.send("a", "/queue/q", body);
            nack(h, {{"requeue", "false"}});
        }
        QCOMPARE(h.broker.statistics().discarded, 1U);
        QCOMPARE(h.subscribe("a", "d", "/queue/dead-letters", {{"ack", "client"}}),
            (Lines{"a: MESSAGE d /queue/dead-letters 2", "a: MESSAGE d /queue/dead-letters 3"}));
        h.frame("a", Command::Nack, {{"id", ack(h, 1)}, {"requeue", "false"}});
        QCOMPARE(h.broker.statistics().discarded, 3U);
        h.open("b");
        h.subscribe("b", "d", "/queue/dead-letters");
        QCOMPARE(h.gone("a"), Lines{});
    }

    // S-177
    void withoutDeadLettersTheyAreDiscarded()
    {
        BrokerOptions none = options();
        none.deadLetters = 0;
        BrokerHarness h(none);
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        nack(h, {{"requeue", "false"}});
        QCOMPARE(h.broker.statistics().discarded, 1U);
        QCOMPARE(h.subscribe("a", "d", "/queue/dead-letters"), Lines{});
    }

    // S-299
    void prefetchHasSeveralNames_data()
    {
        QTest::addColumn<stomp::Headers>("headers");
        QTest::addColumn<int>("prefetch");
        QTest::newRow("S-299 prefetch-count") << stomp::Headers{{"prefetch-count", "2"}} << 2;
        QTest::newRow("S-299 activemq") << stomp::Headers{{"activemq.prefetchSize", "1"}} << 1;
        QTest::newRow("S-299 none") << stomp::Headers{} << 3;
        QTest::newRow("no number") << stomp::Headers{{"prefetch-count", "many"}} << 3;
        QTest::newRow("zero") << stomp::Headers{{"prefetch-count", "0"}} << 3;
        QTest::newRow("too large") << stomp::Headers{{"prefetch-count", "1000000"}} << 4;
    }

    void prefetchHasSeveralNames()
    {
        QFETCH(stomp::Headers, headers);
        QFETCH(int, prefetch);
        BrokerOptions few = options();
        few.prefetch = 3;
        few.largestPrefetch = 4;
        BrokerHarness h(few);
        h.open("a");
        headers.append("ack", "client");
        h.subscribe("a", "s", "/queue/q", headers);
        int delivered = 0;
        for (int i = 0; i < 6; ++i)
            delivered += static_cast<int>(h.send("a", "/queue/q", "x").size());
        QCOMPARE(delivered, prefetch);
    }

    // S-309
    void whatIsHandedOutCountsToo()
    {
        BrokerOptions few = options();
        few.queueMessages = 2;
        few.queueBytes = 10;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client-individual"}});
        h.send("a", "/queue/q", "1");
        const QByteArray first = ack(h);
        h.send("a", "/queue/q", "2");
        QVERIFY(h.send("a", "/queue/q", "3").front().contains("queue-full"));
        QVERIFY(h.send("a", "/queue/other", "nine bytes").front().contains("queue-full"));
        h.frame("a", Command::Ack, {{"id", first}});
        QCOMPARE(h.send("a", "/queue/q", "3"), Lines{"a: MESSAGE s /queue/q 3"});
    }

    // S-189
    void aTransactionFindsRoomForAllOrNone()
    {
        BrokerOptions few = options();
        few.queueMessages = 2;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.frame("a", Command::Begin, {{"transaction", "t"}});
        for (const char *body : {"1", "2", "3"})
            h.send("a", "/queue/q", body, {{"transaction", "t"}});
        const Lines lines = h.frame("a", Command::Commit, {{"transaction", "t"}});
        QCOMPARE(lines.size(), std::size_t(4));
        QVERIFY(lines[0].contains("transaction-failed") && lines[2].contains("queue-full"));
        QCOMPARE(h.subscribe("a", "s", "/queue/q"), Lines{});
    }

    // S-189
    void anUnknownAckInATransactionUndoesItsSends()
    {
        BrokerHarness h(options());
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/topic/x");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.frame("a", Command::Begin, {{"transaction", "t"}});
        h.send("a", "/topic/x", "1", {{"transaction", "t"}});
        h.frame("a", Command::Ack, {{"id", "99"}, {"transaction", "t"}});
        QCOMPARE(h.frame("a", Command::Commit, {{"transaction", "t"}}),
            (Lines{"a: ERROR maru.message.unknown", "a: CLOSE protocol-error"}));
    }

    void aMessageTooOldIsNotHandedOut_data()
    {
        QTest::addColumn<stomp::Headers>("headers");
        QTest::addColumn<qint64>("end"); // 0: never
        QTest::newRow("ttl") << stomp::Headers{{"ttl", "500"}} << qint64(1500);
        QTest::newRow("expires") << stomp::Headers{{"expires", "1700"}} << qint64(1700);
        QTest::newRow("both") << stomp::Headers{{"expires", "1700"}, {"ttl", "900"}}
                              << qint64(1700);
        QTest::newRow("in the past") << stomp::Headers{{"expires", "999"}} << qint64(1000);
        QTest::newRow("zero") << stomp::Headers{{"expires", "0"}} << qint64(0);
        QTest::newRow("no number") << stomp::Headers{{"ttl", "soon"}} << qint64(0);
        QTest::newRow("negative") << stomp::Headers{{"ttl", "-1"}} << qint64(0);
        QTest::newRow("huge") << stomp::Headers{{"ttl", "9223372036854775807"}} << qint64(0);
    }

    void aMessageTooOldIsNotHandedOut()
    {
        QFETCH(stomp::Headers, headers);
        QFETCH(qint64, end);
        for (const qint64 at : {end - 1, end}) {
            BrokerHarness h(options());
            h.nowMs = 1000;
            h.open("a");
            h.send("a", "/queue/q", "1", headers);
            h.nowMs = std::max<qint64>(at, 1000);
            const bool isThere = end == 0 || h.nowMs < end;
            QCOMPARE(h.subscribe("a", "s", "/queue/q"),
                isThere ? Lines{"a: MESSAGE s /queue/q 1"} : Lines{});
            QCOMPARE(h.broker.statistics().expired, isThere ? 0U : 1U);
        }
    }

    void expiredMessagesMakeRoomByThemselves()
    {
        BrokerOptions few = options();
        few.queueMessages = 2;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.send("a", "/queue/q", "1");
        h.send("a", "/queue/q", "2", {{"ttl", "500"}});
        QVERIFY(h.send("a", "/queue/q", "3").front().contains("queue-full"));
        QVERIFY(h.broker.nextWake().has_value());
        QVERIFY(*h.broker.nextWake() > 500 && *h.broker.nextWake() <= 1500);
        h.wake(*h.broker.nextWake());
        QCOMPARE(h.send("a", "/queue/q", "3"), Lines{});
        QCOMPARE(h.broker.nextWake(), std::optional<qint64>());
        QCOMPARE(h.subscribe("a", "s", "/queue/q"),
            (Lines{"a: MESSAGE s /queue/q 1", "a: MESSAGE s /queue/q 3"}));
    }

    void anExpiredMessageDoesNotComeBack()
    {
        BrokerHarness h(options());
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1", {{"ttl", "500"}});
        h.nowMs = 500;
        QCOMPARE(nack(h), Lines{});
        QCOMPARE(h.broker.statistics().expired, 1U);
    }

    // S-273
    void emptyQueuesAreForgotten()
    {
        BrokerOptions few = options();
        few.queues = 1;
        BrokerHarness h(few);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        for (int turn = 0; turn < 3; ++turn) {
            const QByteArray queue = "/queue/" + QByteArray::number(turn);
            QCOMPARE(h.send("a", queue, "1", {{"ttl", "100000"}}), Lines{});
            QVERIFY(h.send("a", "/queue/more", "1").front().contains("queue-full"));
            QVERIFY(h.subscribe("a", "m", "/queue/more").front().contains("queue-full"));
            QCOMPARE(h.subscribe("a", "s", queue), Lines{"a: MESSAGE s " + queue + " 1"});
            h.unsubscribe("a", "s");
            QCOMPARE(h.broker.nextWake(), std::optional<qint64>());
        }
    }

    // Whatever is sent, taken, given back, lost and left: every message ends exactly once, and what
    // is counted is what is there.
    void nothingIsLostAndNothingDoubled()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            BrokerOptions few = options();
            few.redeliveries = 3;
            BrokerHarness h(few);
            h.open("sender");
            std::set<QByteArray> open;
            std::map<QByteArray, std::pair<QByteArray, QByteArray>> held; // body → session, ack
            std::set<QByteArray> settled;
            int sent = 0;
            const auto look = [&] {
                for (const BrokerAction &action : h.last) {
                    const auto *worker = std::get_if<WorkerAction>(&action);
                    const auto *deliver =
                        worker ? std::get_if<DeliverMessage>(&worker->message) : nullptr;
                    if (!deliver)
                        continue;
                    const QByteArray body = deliver->message->body();
                    QVERIFY2(!held.contains(body) && !settled.contains(body), body);
                    held[body] = {h.name(deliver->receivers[0].session), deliver->receivers[0].ack};
                }
            };
            for (int step = 0; step < 300; ++step) {
                const QByteArray name = "c" + QByteArray::number(random() % 3);
                const unsigned what = random() % 10;
                if (what < 4) {
                    h.send("sender", "/queue/q", QByteArray::number(++sent));
                } else if (what == 4 && !open.contains(name)) {
                    h.open(name);
                    h.subscribe(name, "s", "/queue/q",
                        {{"ack", "client-individual"}, {"prefetch-count", "2"}});
                    open.insert(name);
                } else if (what == 5 && open.contains(name)) {
                    std::erase_if(held, [&](const auto &one) { return one.second.first == name; });
                    h.gone(name);
                    open.erase(name);
                } else if (what == 6) {
                    h.wake(h.nowMs + 150);
                } else if (!held.empty()) {
                    const auto one = *held.begin();
                    held.erase(held.begin());
                    if (what > 7)
                        settled.insert(one.first);
                    h.frame(one.second.first, what > 7 ? Command::Ack : Command::Nack,
                        {{"id", one.second.second}});
                } else {
                    continue;
                }
                look();
            }
            for (const auto &[body, holder] : held) {
                h.frame(holder.first, Command::Ack, {{"id", holder.second}});
                settled.insert(body);
                look();
            }
            held.clear();
            for (const QByteArray &name : open)
                h.gone(name);
            h.open("last");
            h.subscribe("last", "s", "/queue/q");
            look();
            h.subscribe("last", "d", "/queue/dead-letters");
            look();
            h.wake(h.nowMs + 1000);
            look();
            for (const auto &[body, holder] : held)
                settled.insert(body);
            QCOMPARE(settled.size(), std::size_t(sent));
            QCOMPARE(h.broker.nextWake(), std::optional<qint64>());
        }
    }
};

Q_DECLARE_METATYPE(stomp::Headers)

QTEST_APPLESS_MAIN(tst_queuepolicies)
#include "tst_queuepolicies.moc"
