#include "tests/server/broker/brokerharness.h"

#include <QTest>

using namespace server;
using stomp::Command;
using stomp::Version;
using Lines = BrokerHarness::Lines;

namespace {

Lines sorted(Lines lines)
{
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

class tst_broker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoIsAdmittedIsAccepted()
    {
        BrokerHarness h;
        QCOMPARE(h.open("a"), Lines{"a: CONNECTED"});
        const auto &action = std::get<WorkerAction>(h.last.front());
        QCOMPARE(std::get<AcceptSession>(action.message).connected.value("name"), QByteArray("a"));
    }

    void whoIsNotAdmittedGetsAnErrorAndIsClosed_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("wrong secret")
            << QByteArray("authentication-failed") << QByteArray("authentication-failed");
        QTest::newRow("else") << QByteArray("removed") << QByteArray("refused");
    }

    void whoIsNotAdmittedGetsAnErrorAndIsClosed()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, reason);
        BrokerHarness h;
        h.handler.onConnected = [&](auto, auto) -> stomp::BasicResult<Admission, Problem> {
            return Problem{code, QStringLiteral("no")};
        };
        QCOMPARE(h.open("a"), (Lines{"a: ERROR " + code, "a: CLOSE " + reason}));
        h.gone("a");
        QCOMPARE(h.handler.calls, std::vector<QByteArray>{"connected a"});
    }

    void effectsOfAnAdmissionAreCarriedOut()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/subscribe/rooms");
        h.handler.onConnected = [](auto, auto) {
            return Admission{
                "p", QStringLiteral("b"), true, {}, {Publish{"/subscribe/rooms", {}, "new"}}};
        };
        QCOMPARE(h.open("b"), (Lines{"b: CONNECTED", "a: MESSAGE s /subscribe/rooms new"}));
    }

    void framesOfUnknownSessionsAreIgnored()
    {
        BrokerHarness h;
        h.open("a");
        h.gone("a");
        QCOMPARE(h.send("a", "/topic/x", "late"), Lines{});
        QCOMPARE(h.gone("a"), Lines{});
    }

    void aTopicReachesEverySubscription()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("a", "1", "/topic/x");
        h.subscribe("a", "2", "/topic/x");
        h.subscribe("b", "1", "/topic/x");
        h.subscribe("b", "2", "/topic/y");
        QCOMPARE(sorted(h.send("b", "/topic/x", "hi")),
            (Lines{"a: MESSAGE 1 /topic/x hi", "a: MESSAGE 2 /topic/x hi",
                "b: MESSAGE 1 /topic/x hi"}));
    }

    void aTopicWithoutSubscribersIsReceipted()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.send("a", "/topic/x", "hi", {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
    }

    // S-294
    void theSenderGetsItsMessageBeforeTheReceipt()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        QCOMPARE(h.send("a", "/topic/x", "hi", {{"receipt", "r"}}),
            (Lines{"a: MESSAGE s /topic/x hi", "a: RECEIPT r"}));
    }

    void oneActionPerWorkerAndMessage()
    {
        BrokerHarness h;
        for (const auto &[name, worker] : {std::pair("a", 0), {"b", 2}, {"c", 0}, {"d", 2}}) {
            h.open(name, {}, Version::V12, worker);
            h.subscribe(name, "s", "/topic/x");
        }
        h.send("a", "/topic/x", "hi");
        QCOMPARE(h.last.size(), std::size_t(2));
        const auto &first = std::get<WorkerAction>(h.last[0]);
        const auto &second = std::get<WorkerAction>(h.last[1]);
        QCOMPARE(first.worker, 0U);
        QCOMPARE(second.worker, 2U);
        const auto &message = std::get<DeliverMessage>(first.message).message;
        QCOMPARE(message, std::get<DeliverMessage>(second.message).message);
        QVERIFY(message->encoded(Version::V11).isEmpty());
        QVERIFY(message->encoded(Version::V12).contains("\n\nhi"));
    }

    void everyVersionAmongTheReceiversIsEncoded()
    {
        BrokerHarness h;
        h.open("a", {}, Version::V10);
        h.open("b", {}, Version::V12);
        h.subscribe("a", "s", "/topic/x");
        h.subscribe("b", "s", "/topic/x");
        h.send("a", "/topic/x", "hi");
        const auto &deliver = std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message);
        QVERIFY(!deliver.message->encoded(Version::V10).isEmpty());
        QVERIFY(deliver.message->encoded(Version::V11).isEmpty());
        QVERIFY(!deliver.message->encoded(Version::V12).isEmpty());
    }

    void messagesHaveIdsOfTheirOwn()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        h.send("a", "/topic/x", "1", {{"message-id", "forged"}, {"x", "kept"}});
        const auto headers = [&h] {
            return std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message)
                .message->headers();
        };
        QCOMPARE(headers(),
            (stomp::Headers{{"destination", "/topic/x"}, {"message-id", "m-1"}, {"x", "kept"}}));
        h.send("a", "/topic/x", "2");
        QCOMPARE(headers().value("message-id"), QByteArray("m-2"));
    }

    void aSendToTheApplicationGoesToItsHandler()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onMessage = [](const stomp::Frame &frame, const Caller &caller) -> Effects {
            return {Publish{"/subscribe/out", {}, caller.person + ' ' + frame.body}};
        };
        h.subscribe("a", "s", "/subscribe/out");
        QCOMPARE(h.send("a", "/publish/in", "hi", {{"receipt", "r"}}),
            (Lines{"a: MESSAGE s /subscribe/out p-a hi", "a: RECEIPT r"}));
    }

    void anAppendIsPublishedAndReceiptedWhenItIsWritten()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/subscribe/chat/r");
        QCOMPARE(
            h.send("a", "/publish/chat/r", "hi", {{"receipt", "1"}}), Lines{"log: WRITE r hi"});
        QCOMPARE(h.broker.pendingWrites(), 1);
        QCOMPARE(h.written(Appended{7, "id-hi"}),
            (Lines{"b: MESSAGE s /subscribe/chat/r hi", "a: RECEIPT 1 seq=7"}));
        const auto &receipt = std::get<SendFrame>(std::get<WorkerAction>(h.last[1]).message).frame;
        QCOMPARE(receipt.header("message-id"), QByteArray("id-hi"));
        const auto &sent =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message).message->headers();
        QCOMPARE(sent.value("seq"), QByteArray("7"));
        QCOMPARE(sent.value("message-id"), QByteArray("id-hi"));
        QCOMPARE(h.broker.pendingWrites(), 0);
    }

    void aRepeatIsReceiptedAndNotPublished()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.subscribe("a", "s", "/subscribe/chat/r");
        h.send("a", "/publish/chat/r", "hi", {{"receipt", "1"}});
        QCOMPARE(h.written(Appended{7, "id-hi", true}), Lines{"a: RECEIPT 1 seq=7"});
    }

    void whatWasWrittenIsPublishedAlsoWhenTheSenderIsGone()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/subscribe/chat/r");
        h.send("a", "/publish/chat/r", "hi", {{"receipt", "1"}});
        h.gone("a");
        QCOMPARE(h.written(Appended{7, "id-hi"}), Lines{"b: MESSAGE s /subscribe/chat/r hi"});
    }

    void receiptsOfOneDestinationKeepTheirOrder()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onMessage = [](const stomp::Frame &frame, const Caller &caller) {
            return frame.body == "quick" ? Effects{Drop{"test"}} : say(frame, caller);
        };
        h.send("a", "/publish/chat/r", "slow", {{"receipt", "1"}});
        QCOMPARE(h.send("a", "/publish/chat/r", "quick", {{"receipt", "2"}}), Lines{});
        QCOMPARE(
            h.send("a", "/publish/chat/other", "quick", {{"receipt", "3"}}), Lines{"a: RECEIPT 3"});
        QCOMPARE(h.send("a", "/topic/x", "quick", {{"receipt", "4"}}), Lines{"a: RECEIPT 4"});
        QCOMPARE(h.written(Appended{1, "i"}), (Lines{"a: RECEIPT 1 seq=1", "a: RECEIPT 2"}));
    }

    void aSendThatSavesDoesNotWait()
    {
        BrokerHarness h;
        h.open("a");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Save{SaveMarker{{"r", "p", 5}}}};
        };
        QCOMPARE(h.send("a", "/publish/read", "5", {{"receipt", "1"}}),
            (Lines{"log: SAVE", "a: RECEIPT 1"}));
        QCOMPARE(h.written(LogError{"disk-full", {}}), Lines{});
        QCOMPARE(h.broker.statistics().failedWrites, 1U);
    }

    void aSendWithSomethingToDoOnceItIsSavedWaits()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/topic/x");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Save{SaveMarker{{"r", "p", 5}}, []() -> Effects {
                             return {Publish{"/topic/x", {}, "saved"}};
                         }}};
        };
        QCOMPARE(h.send("a", "/publish/do", "5", {{"receipt", "1"}}), Lines{"log: SAVE"});
        QCOMPARE(h.written(Appended{}), (Lines{"a: MESSAGE s /topic/x saved", "a: RECEIPT 1"}));
    }

    void aSaveThatFailsIsToldToWhoeverWaitsForIt()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Save{SaveMarker{{"r", "p", 5}}, []() -> Effects {
                             return {Publish{"/topic/x", {}, "saved"}};
                         }}};
        };
        h.send("a", "/publish/do", "5", {{"receipt", "1"}});
        const Lines told = h.written(LogError{"disk-full", {}});
        QCOMPARE(told.size(), 1U);
        QVERIFY(told.front().contains("disk-full"));
        QCOMPARE(h.broker.statistics().failedWrites, 1U);
    }

    // S-319
    void aReplyGoesToTheRepliesOfThisConnection()
    {
        BrokerHarness h;
        h.open("a", "same");
        h.open("b", "same");
        h.subscribe("a", "s", "/user/queue/replies");
        h.subscribe("b", "s", "/user/queue/replies");
        h.handler.onMessage = [](auto, auto) -> Effects { return {Reply{{}, "yes"}}; };
        QCOMPARE(h.send("a", "/publish/ask", "?"), Lines{"a: MESSAGE s /user/queue/replies yes"});
    }

    void askingTheLogGoesOnWithWhatItFound()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/user/queue/replies");
        h.handler.onMessage = [](auto, auto) -> Effects {
            return {Ask{{"r", LogQuery::Range::Before, 10, 5}, [](const LogPage &page) -> Effects {
                            return {Reply{{}, QByteArray::number(page.entries.size())}};
                        }}};
        };
        QCOMPARE(h.send("a", "/publish/ask", "?", {{"receipt", "1"}}),
            Lines{"log: READ r before limit 5"});
        QCOMPARE(
            h.page(pageOf(5, 9, 9)), (Lines{"a: MESSAGE s /user/queue/replies 5", "a: RECEIPT 1"}));
        h.send("a", "/publish/ask", "?");
        h.gone("a");
        QCOMPARE(h.page(pageOf(5, 9, 9)), Lines{});
    }

    // S-328
    void aPersonIsReachedOnAllConnectionsButOne()
    {
        BrokerHarness h;
        h.open("a", "ann");
        h.open("b", "ann");
        h.open("c", "bob");
        for (const char *name : {"a", "b", "c"})
            h.subscribe(name, "s", "/user/queue/read");
        h.handler.onMessage = [](const auto &, const Caller &caller) -> Effects {
            return {SendToPerson{"ann", "/user/queue/read", {}, "x", caller.session}};
        };
        QCOMPARE(h.send("a", "/publish/read", ""), Lines{"b: MESSAGE s /user/queue/read x"});
        QCOMPARE(sorted(h.send("a", "/user/queue/read", "y")),
            (Lines{"a: MESSAGE s /user/queue/read y", "b: MESSAGE s /user/queue/read y"}));
    }

    void disconnectIsReceiptedBehindWhatCameBefore()
    {
        BrokerHarness h;
        h.handler.onMessage = say;
        h.open("a");
        h.send("a", "/publish/chat/r", "hi", {{"receipt", "1"}});
        QCOMPARE(h.frame("a", Command::Disconnect, {{"receipt", "2"}}), Lines{});
        QCOMPARE(h.send("a", "/topic/x", "ignored", {{"receipt", "3"}}), Lines{});
        QCOMPARE(h.written(Appended{1, "i"}),
            (Lines{"a: RECEIPT 1 seq=1", "a: RECEIPT 2", "a: CLOSE disconnected"}));
        QCOMPARE(h.handler.calls.back(), QByteArray("disconnected a"));
    }

    void disconnectWithoutReceiptJustCloses()
    {
        BrokerHarness h;
        h.open("a");
        QCOMPARE(h.frame("a", Command::Disconnect, {}), Lines{"a: CLOSE disconnected"});
        QCOMPARE(h.gone("a"), Lines{});
        QCOMPARE(h.handler.calls, (std::vector<QByteArray>{"connected a", "disconnected a"}));
    }

    // S-326, S-332
    void theEndOfASessionIsToldOnceForEverythingItHad()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "1", "/topic/x");
        h.subscribe("a", "2", "/user/queue/errors");
        h.handler.calls.clear();
        h.gone("a");
        std::sort(h.handler.calls.begin(), h.handler.calls.end());
        QCOMPARE(h.handler.calls,
            (std::vector<QByteArray>{
                "disconnected a", "unsubscribed /topic/x a", "unsubscribed /user/queue/errors a"}));
        QCOMPARE(h.broker.statistics().subscriptions, 0);
        QCOMPARE(h.broker.statistics().sessions, 0);
    }

    void effectsOfAnEndAreCarriedOut()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.subscribe("b", "s", "/subscribe/members");
        h.handler.onDisconnected = [](const Caller &caller) -> Effects {
            return {Publish{"/subscribe/members", {}, caller.login + " left"}};
        };
        QCOMPARE(h.gone("a"), Lines{"b: MESSAGE s /subscribe/members a left"});
    }

    void theApplicationMayEndSessions()
    {
        BrokerHarness h;
        h.open("a");
        h.open("b");
        h.handler.onMessage = [&h](auto, auto) -> Effects {
            return {server::Disconnect{
                h.id("b"), CloseReason::Refused, {"removed", QStringLiteral("out")}}};
        };
        QCOMPARE(h.send("a", "/publish/remove", "b", {{"receipt", "1"}}),
            (Lines{"b: ERROR removed", "b: CLOSE refused", "a: RECEIPT 1"}));
        QCOMPARE(h.handler.calls.back(), QByteArray("disconnected b"));
        QCOMPARE(h.send("a", "/publish/remove", "b"), Lines{});
    }

    void wakingIsTheApplications()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "s", "/subscribe/x");
        h.handler.due = 40;
        h.handler.onWake = [](qint64) -> Effects { return {Publish{"/subscribe/x", {}, "late"}}; };
        QCOMPARE(h.broker.nextWake(), std::optional<qint64>(40));
        QCOMPARE(h.wake(41), Lines{"a: MESSAGE s /subscribe/x late"});
    }

    void everySendIsCountedOnce()
    {
        BrokerHarness h;
        h.open("a");
        h.subscribe("a", "e", "/user/queue/errors");
        h.handler.onMessage = [](const stomp::Frame &frame, const Caller &caller) -> Effects {
            if (frame.body == "drop")
                return {Drop{"spam"}};
            if (frame.body == "reply")
                return {Reply{{}, {}}};
            if (frame.body == "fail")
                return {Fail{{"no", {}}}};
            return frame.body == "nothing" ? Effects() : say(frame, caller);
        };
        for (const char *body : {"drop", "reply", "fail", "nothing", "append"})
            h.send("a", "/publish/chat/r", body);
        h.written(Appended{1, "i"});
        h.send("a", "/topic/x", "publish");
        BrokerStatistics statistics = h.broker.statistics();
        for (const quint64 count : statistics.sends)
            QCOMPARE(count, 1U);
        QCOMPARE(statistics.frame(Command::Send), 6U);
        QCOMPARE(statistics.problems.at("no"), 1U);
        QCOMPARE(statistics.drops.at("spam"), 1U);
        QCOMPARE(statistics.sessions, 1);
        QCOMPARE(statistics.subscriptions, 1);
    }
};

QTEST_APPLESS_MAIN(tst_broker)
#include "tst_broker.moc"
