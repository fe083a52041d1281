#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using stomp::Command;
using stomp::Version;
using Lines = BrokerHarness::Lines;

class tst_queues : public QObject {
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

private Q_SLOTS:
    void oneOfThoseSubscribedGetsEach()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q");
        h.subscribe("b", "s", "/queue/q");
        QCOMPARE(h.send("a", "/queue/q", "1"), Lines{"b: MESSAGE s /queue/q 1"});
        QCOMPARE(h.send("a", "/queue/q", "2"), Lines{"a: MESSAGE s /queue/q 2"});
        QCOMPARE(h.send("a", "/queue/q", "3"), Lines{"b: MESSAGE s /queue/q 3"});
    }

    void whatNobodyTakesWaits()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.send("a", "/queue/q", "1", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        h.send("a", "/queue/q", "2");
        QCOMPARE(h.subscribe("a", "s", "/queue/q", {{"receipt", "s"}}),
            (Lines{"a: RECEIPT s", "a: MESSAGE s /queue/q 1", "a: MESSAGE s /queue/q 2"}));
    }

    void aFullQueueIsAProblem()
    {
        BrokerOptions options;
        options.queueMessages = 2;
        BrokerHarness h(options);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.send("a", "/queue/q", "1");
        QCOMPARE(h.send("a", "/queue/q", "2"), Lines{});
        QVERIFY(h.send("a", "/queue/q", "3").front().contains("queue-full"));
        QCOMPARE(h.send("a", "/queue/other", "3"), Lines{});
    }

    void theBytesOfAllQueuesAreLimited()
    {
        BrokerOptions options;
        options.queueBytes = 3;
        options.queues = 2;
        BrokerHarness h(options);
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        QCOMPARE(h.send("a", "/queue/1", "ab"), Lines{});
        QVERIFY(h.send("a", "/queue/2", "ab").front().contains("queue-full"));
        QCOMPARE(h.send("a", "/queue/2", "a"), Lines{});
        QVERIFY(h.send("a", "/queue/3", "").front().contains("queue-full"));
        QCOMPARE(h.subscribe("a", "s", "/queue/1"), Lines{"a: MESSAGE s /queue/1 ab"});
        QCOMPARE(h.send("a", "/queue/2", "ab"), Lines{});
    }

    void acknowledgementsLetTheNextOneCome()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client-individual"}, {"prefetch-count", "1"}});
        QCOMPARE(h.send("a", "/queue/q", "1"), Lines{"a: MESSAGE s /queue/q 1"});
        const QByteArray first = ack(h);
        QVERIFY(!first.isEmpty());
        QCOMPARE(h.send("a", "/queue/q", "2"), Lines{});
        QCOMPARE(h.frame("a", Command::Ack, {{"id", first}, {"receipt", "r"}}),
            (Lines{"a: MESSAGE s /queue/q 2", "a: RECEIPT r"}));
        QVERIFY(ack(h) != first);
    }

    void anAckOfTheClientModeCoversAllBefore()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.subscribe("a", "t", "/queue/t", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        h.send("a", "/queue/t", "other");
        h.send("a", "/queue/q", "2");
        h.frame("a", Command::Ack, {{"id", ack(h)}});
        h.send("a", "/queue/q", "3");
        h.open("b");
        h.subscribe("b", "s", "/queue/q");
        h.subscribe("b", "t", "/queue/t");
        QCOMPARE(h.gone("a"), (Lines{"b: MESSAGE s /queue/q 3", "b: MESSAGE t /queue/t other"}));
    }

    void anIndividualAckCoversOne()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client-individual"}});
        h.send("a", "/queue/q", "1");
        h.send("a", "/queue/q", "2");
        h.frame("a", Command::Ack, {{"id", ack(h)}});
        h.open("b");
        h.subscribe("b", "s", "/queue/q");
        QCOMPARE(h.gone("a"), Lines{"b: MESSAGE s /queue/q 1"});
        QCOMPARE(headers(h).value("redelivered"), QByteArray("true"));
    }

    void nackGivesItToAnotherFirst()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        const QByteArray id = ack(h);
        h.subscribe("b", "s", "/queue/q", {{"ack", "client"}});
        QCOMPARE(h.frame("a", Command::Nack, {{"id", id}}), Lines{"b: MESSAGE s /queue/q 1"});
        QCOMPARE(headers(h).value("delivery-count"), QByteArray("2"));
    }

    void nackKeepsTheOrder()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}, {"prefetch-count", "2"}});
        for (const char *body : {"1", "2", "3"})
            h.send("a", "/queue/q", body);
        h.open("b");
        QCOMPARE(h.gone("a"), Lines{});
        QCOMPARE(h.subscribe("b", "s", "/queue/q"),
            (Lines{
                "b: MESSAGE s /queue/q 1", "b: MESSAGE s /queue/q 2", "b: MESSAGE s /queue/q 3"}));
    }

    void nackWithoutRequeueDiscards()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        QCOMPARE(
            h.frame("a", Command::Nack, {{"id", ack(h)}, {"requeue", "false"}, {"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
    }

    void version11NamesMessageAndSubscription()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V11);
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        QVERIFY(ack(h).isEmpty());
        const QByteArray id = headers(h).value("message-id");
        QCOMPARE(h.frame("a", Command::Ack,
                     {{"message-id", id}, {"subscription", "s"}, {"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
        QCOMPARE(h.frame("a", Command::Ack, {{"message-id", id}, {"subscription", "s"}}).front(),
            QByteArray("a: ERROR maru.message.unknown"));
    }

    void theDeliveriesOfOthersAreUnknown()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.subscribe("b", "s", "/queue/other", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        QCOMPARE(h.frame("b", Command::Ack, {{"id", ack(h)}}).front(),
            QByteArray("b: ERROR maru.message.unknown"));
    }

    void whatIsUnacknowledgedStaysAfterUnsubscribe()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}});
        h.send("a", "/queue/q", "1");
        const QByteArray id = ack(h);
        h.unsubscribe("a", "s");
        QCOMPARE(h.send("a", "/queue/q", "2"), Lines{});
        QCOMPARE(h.frame("a", Command::Ack, {{"id", id}, {"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QCOMPARE(h.subscribe("a", "t", "/queue/q"), Lines{"a: MESSAGE t /queue/q 2"});
    }

    void acknowledgementsWaitForCommit()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/queue/q", {{"ack", "client"}, {"prefetch-count", "1"}});
        h.send("a", "/queue/q", "1");
        const QByteArray id = ack(h);
        h.send("a", "/queue/q", "2");
        h.frame("a", Command::Begin, {{"transaction", "t"}});
        QCOMPARE(h.frame("a", Command::Ack, {{"id", id}, {"transaction", "t"}}), Lines{});
        QCOMPARE(h.frame("a", Command::Commit, {{"transaction", "t"}}),
            Lines{"a: MESSAGE s /queue/q 2"});
    }
};

QTEST_APPLESS_MAIN(tst_queues)
#include "tst_queues.moc"
