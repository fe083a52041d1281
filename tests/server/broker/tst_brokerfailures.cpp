#include "tests/server/broker/brokerharness.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace server;
using stomp::Command;
using stomp::Version;
using Lines = BrokerHarness::Lines;

class tst_brokerfailures : public QObject {
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("1.0") << Version::V10 << QByteArray("message-id");
        QTest::newRow("1.1") << Version::V11 << QByteArray("message-id");
        QTest::newRow("1.2") << Version::V12 << QByteArray("id");
    }

private Q_SLOTS:
    void aProblemIsToldOnTheErrorsOfThisConnection()
    {
        BrokerHarness h;
        h.open("a", "ann");
        h.open("b", "ann");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("b", "e", "/user/queue/errors");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Fail{{"too-long", QStringLiteral("at most \"4\"\n안녕")}}};
        };
        QCOMPARE(
            h.send("a", "/publish/chat/r", "hello", {{"receipt", "r:1"}}).size(), std::size_t(1));
        const auto &deliver = std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message);
        QCOMPARE(deliver.receivers.size(), std::size_t(1));
        QCOMPARE(deliver.receivers[0].session, h.id("a"));
        const stomp::Headers &headers = deliver.message->headers();
        QCOMPARE(headers.value("receipt-id"), QByteArray("r:1"));
        QCOMPARE(headers.value("command"), QByteArray("SEND"));
        QCOMPARE(headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(headers.value("destination"), QByteArray("/user/queue/errors"));
        QVERIFY(!headers.contains("subscription"));
        const QJsonObject body = QJsonDocument::fromJson(deliver.message->body()).object();
        QCOMPARE(body.size(), 3);
        QCOMPARE(body[QStringLiteral("code")].toString(), QStringLiteral("too-long"));
        QCOMPARE(body[QStringLiteral("detail")].toString(), QStringLiteral("at most \"4\"\n안녕"));
        QCOMPARE(body[QStringLiteral("destination")].toString(), QStringLiteral("/publish/chat/r"));
    }

    // S-334
    void theFieldsOfAProblemAreListed()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Fail{{"invalid-payload", QStringLiteral("name: is missing"),
                {{QStringLiteral("name"), QStringLiteral("is missing")}}}}};
        };
        h.send("a", "/publish/chat/r", "{}");
        const auto &deliver = std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message);
        const QJsonObject body = QJsonDocument::fromJson(deliver.message->body()).object();
        const QJsonArray expected{QJsonObject{{QStringLiteral("field"), QStringLiteral("name")},
            {QStringLiteral("detail"), QStringLiteral("is missing")}}};
        QCOMPARE(body[QStringLiteral("fields")].toArray(), expected);
    }

    void aRefusedSubscriptionIsNamedBehindTheReceiversOwn()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "bad", "/elsewhere");
        const auto &deliver = std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message);
        QCOMPARE(deliver.receivers[0].subscription, QByteArray("e"));
        QCOMPARE(deliver.message->headers().value("subscription"), QByteArray("bad"));
        QCOMPARE(deliver.message->headers().value("command"), QByteArray("SUBSCRIBE"));
        QVERIFY(!deliver.message->headers().contains("receipt-id"));
    }

    void whoDoesNotListenToErrorsIsClosedWithOne()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.send("a", "/subscribe/x", "hi", {{"receipt", "r"}}),
            (Lines{"a: ERROR not-for-clients receipt=r", "a: CLOSE refused"}));
        const auto &close = std::get<CloseSession>(std::get<WorkerAction>(h.last[0]).message);
        const stomp::Frame &error = *close.error;
        QCOMPARE(error.command, Command::Error);
        QCOMPARE(error.header("command"), QByteArray("SEND"));
        QCOMPARE(error.header("content-type"), QByteArray("text/plain"));
        QCOMPARE(error.header("message"), QByteArray("only the server publishes here"));
        QVERIFY(!error.body.isEmpty());
        QCOMPARE(h.handler.calls.back(), QByteArray("disconnected a"));
    }

    void whatIsNotTakenIsAProblem_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("the server's own")
            << QByteArray("/subscribe/chat/r") << QByteArray("not-for-clients");
        QTest::newRow("its errors")
            << QByteArray("/user/queue/errors") << QByteArray("not-for-clients");
        QTest::newRow("nowhere") << QByteArray("/elsewhere") << QByteArray("no-such-destination");
        QTest::newRow("traversal")
            << QByteArray("/topic/../x") << QByteArray("no-such-destination");
        QTest::newRow("another person")
            << QByteArray("/user/bob/queue/read") << QByteArray("not-allowed");
    }

    void whatIsNotTakenIsAProblem()
    {
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, code);
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        const Lines lines = h.send("a", destination, "x", {{"receipt", "r"}});
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].startsWith("a: MESSAGE e /user/queue/errors "));
        QVERIFY(lines[0].contains("\"" + code + "\""));
        QCOMPARE(h.broker.statistics().problems.at(code), 1U);
    }

    void aSendThatBreaksARuleEndsTheSession_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("none") << QByteArray() << QByteArray("maru.header.missing");
        QTest::newRow("control character")
            << QByteArray("/topic/a\nb") << QByteArray("maru.header.invalid");
        QTest::newRow("pattern") << QByteArray("/topic/*") << QByteArray("maru.header.invalid");
        QTest::newRow("long") << QByteArray("/topic/").append(QByteArray(1024, 'x'))
                              << QByteArray("maru.limit.header-line");
    }

    void aSendThatBreaksARuleEndsTheSession()
    {
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, code);
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        QCOMPARE(h.send("a", destination, "x", {{"receipt", "r"}}).front(),
            "a: ERROR " + code + " receipt=r");
        QCOMPARE(h.broker.statistics().protocolErrors.at(code), 1U);
        QCOMPARE(h.send("a", "/topic/x", "after"), Lines{});
    }

    void aFailedWriteIsAProblemWithTheLogsCode()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/subscribe/chat/r");
        h.send("a", "/publish/chat/r", "hi", {{"receipt", "r"}});
        const Lines lines = h.written(LogError{"key-reused", QStringLiteral("again")});
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].contains("key-reused"));
    }

    void theApplicationHearsOfAFailedWrite()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", "/subscribe/x");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Append{{}, {}, [](const LogError &error) -> Effects {
                               return {Publish{"/subscribe/x", {}, error.code}};
                           }}};
        };
        h.send("a", "/publish/chat/r", "hi");
        const Lines lines = h.written(LogError{"disk-full", {}});
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0], QByteArray("a: MESSAGE s /subscribe/x disk-full"));
        QVERIFY(lines[1].contains("/user/queue/errors"));
    }

    void aFailureWaitsForItsTurnLikeAReceipt()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onMessage = [](const stomp::Frame &frame, const Caller &caller) {
            return frame.body == "bad" ? Effects{Fail{{"no", {}}}} : say(frame, caller);
        };
        h.send("a", "/publish/chat/r", "slow", {{"receipt", "1"}});
        QCOMPARE(h.send("a", "/publish/chat/r", "bad", {{"receipt", "2"}}), Lines{});
        const Lines lines = h.written(Appended{1, "i"});
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0], QByteArray("a: RECEIPT 1 seq=1"));
        QVERIFY(lines[1].contains("\"no\""));
    }

    void whatNeedsNoAckMayBeAcknowledged_data() { versions(); }

    // S-159
    void whatNeedsNoAckMayBeAcknowledged()
    {
        QFETCH(Version, version);
        QFETCH(QByteArray, name);
        BrokerHarness h;
        h.open("a", {}, version);
        h.subscribe("a", "s", "/topic/x");
        h.subscribe("a", "q", "/queue/x");
        h.send("a", "/topic/x", "1");
        h.send("a", "/queue/x", "2");
        QCOMPARE(
            h.frame("a", Command::Ack, {{name, "m-1"}, {"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QCOMPARE(h.frame("a", Command::Ack, {{name, "m-2"}, {"subscription", "q"}}), Lines{});
        h.unsubscribe("a", "s");
        QCOMPARE(h.frame("a", Command::Ack, {{name, "m-1"}}), Lines{});
        QCOMPARE(
            h.frame("a", Command::Ack, {}).front(), QByteArray("a: ERROR maru.header.missing"));
    }

    void whatWasNeverHandedOutCannotBeAcknowledged_data() { versions(); }

    // S-171
    void whatWasNeverHandedOutCannotBeAcknowledged()
    {
        QFETCH(Version, version);
        QFETCH(QByteArray, name);
        for (const char *id : {"1", "m-2", "m-0", "m-01", "m-", "n-1", "m-1x", "undefined"}) {
            BrokerHarness h;
            h.open("a", {}, version);
            h.subscribe("a", "s", "/topic/x");
            h.send("a", "/topic/x", "1");
            QCOMPARE(h.frame("a", Command::Ack, {{name, id}, {"receipt", "r"}}).front(),
                QByteArray("a: ERROR maru.message.unknown receipt=r"));
        }
        BrokerHarness h; // subscribed to nothing, which is handed nothing
        h.open("a", {}, version);
        h.send("a", "/topic/x", "1");
        QCOMPARE(h.frame("a", Command::Ack, {{name, "m-1"}}).front(),
            QByteArray("a: ERROR maru.message.unknown"));
    }

    // S-171: whoever acknowledges at all is told what it acknowledges wrongly.
    void whoIsToAcknowledgeSomethingIsTakenAtItsWord()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V11);
        h.subscribe("a", "s", "/queue/x", {{"ack", "client"}});
        h.subscribe("a", "t", "/topic/x");
        h.send("a", "/topic/x", "1");
        QCOMPARE(h.frame("a", Command::Ack, {{"message-id", "m-1"}, {"subscription", "t"}}).front(),
            QByteArray("a: ERROR maru.message.unknown"));
    }

    // What the application names its messages is not known here.
    void messagesOfTheApplicationMayBeAcknowledged()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V11);
        h.subscribe("a", "s", "/subscribe/chat/r");
        QCOMPARE(
            h.frame("a", Command::Ack, {{"message-id", "entry"}, {"subscription", "s"}}), Lines{});
    }

    // M-116
    void anEndIsCompleteWhateverTheApplicationThrows()
    {
        BrokerHarness h;
        const auto fails = [](auto &&...) -> Effects { throw 42; };
        h.handler.onDisconnected = fails;
        h.handler.onUnsubscribed = fails;
        h.open("a", "p");
        h.open("b", "q");
        h.subscribe("a", "s", "/topic/x");
        h.subscribe("a", "q", "/queue/x", {{"ack", "client"}});
        h.send("b", "/queue/x", "1");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("threw at the end")));
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("threw at the end")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("threw at the end")));
        h.frame("a", Command::Disconnect, {});
        QCOMPARE(h.broker.statistics().sessions, 1);
        QCOMPARE(h.broker.statistics().subscriptions, 0);
        QCOMPARE(h.subscribe("b", "q", "/queue/x"), Lines{"b: MESSAGE q /queue/x 1"});
    }

    // M-115
    void whatIsThrownWhenItIsWokenEndsNothing()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        h.handler.due = 5;
        h.handler.onWake = [](qint64) -> Effects { throw 42; };
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was woken")));
        QCOMPARE(h.wake(5), Lines{});
        h.handler.due.reset();
        QCOMPARE(h.send("a", "/topic/x", "1"), Lines{"a: MESSAGE s /topic/x 1"});
    }

    // S-326
    void everyFrameMayBeRefused()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "q", "/queue/x", {{"ack", "client"}});
        h.send("a", "/queue/x", "1");
        h.frame("a", Command::Begin, {{"transaction", "t"}});
        const auto of = [](Command command, stomp::Headers headers) {
            headers.append("receipt", "r");
            return std::pair{command, headers};
        };
        const std::vector<std::pair<Command, stomp::Headers>> frames{
            of(Command::Ack, {{"id", "1"}}), of(Command::Nack, {{"id", "1"}}),
            of(Command::Begin, {{"transaction", "u"}}), of(Command::Commit, {{"transaction", "t"}}),
            of(Command::Abort, {{"transaction", "t"}}), of(Command::Unsubscribe, {{"id", "q"}})};
        std::vector<Command> seen;
        h.handler.onBeforeFrame = [&](const stomp::Frame &frame, const Caller &) {
            seen.push_back(frame.command);
            return std::optional<Effect>(Fail{{"no", {}}});
        };
        for (const auto &[command, headers] : frames) {
            const Lines lines = h.frame("a", command, headers);
            QCOMPARE(lines.size(), std::size_t(1));
            QVERIFY2(lines.front().contains("\"no\""), lines.front());
            QCOMPARE(seen.back(), command);
        }
        QCOMPARE(seen.size(), frames.size());
        // Nothing of it was done, and DISCONNECT is carried out all the same.
        h.handler.onBeforeFrame = {};
        QCOMPARE(h.frame("a", Command::Abort, {{"transaction", "t"}, {"receipt", "r"}}),
            Lines{"a: RECEIPT r"});
        QCOMPARE(
            h.frame("a", Command::Ack, {{"id", "1"}, {"receipt", "r"}}), Lines{"a: RECEIPT r"});
        h.handler.onBeforeFrame = [](auto &&...) {
            return std::optional<Effect>(Fail{{"no", {}}});
        };
        h.frame("a", Command::Disconnect, {{"receipt", "d"}});
        QCOMPARE(h.broker.statistics().sessions, 0);
    }

    void version10HasNoNack()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V10);
        QCOMPARE(h.frame("a", Command::Nack, {{"message-id", "1"}}).front(),
            QByteArray("a: ERROR maru.frame.command"));
    }

    void commandsOfServersAreErrors()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.frame("a", Command::Message, {}).front(),
            QByteArray("a: ERROR maru.session.command"));
    }

    void errorsEndASessionOnce()
    {
        BrokerHarness h;
        h.open("a");
        h.frame("a", Command::Message, {});
        QCOMPARE(h.frame("a", Command::Message, {}), Lines{});
        QCOMPARE(h.gone("a"), Lines{});
        QCOMPARE(std::count(h.handler.calls.begin(), h.handler.calls.end(), "disconnected a"), 1);
    }

    void idsOfTheLongestAllowedLengthPass()
    {
        BrokerHarness h;
        h.open("a");
        const QByteArray longest(255, 'r');
        QCOMPARE(
            h.send("a", "/topic/x", "", {{"receipt", longest}}), Lines{"a: RECEIPT " + longest});
        QCOMPARE(h.send("a", "/topic/x", "", {{"receipt", longest + 'r'}}).back(),
            QByteArray("a: CLOSE limit-exceeded"));
    }
};

QTEST_APPLESS_MAIN(tst_brokerfailures)
#include "tst_brokerfailures.moc"
