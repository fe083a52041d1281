#include "tests/stomp/protocolfixture.h"

#include <QTest>

using namespace stomp;
using namespace test;

using Actions = ClientActions;

// Everything of ClientProtocol that somebody waits for.
class TestClientProtocolReplies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void receiptSettlesItsSendOnce();
    void problemSettlesTheSendItNames();
    void problemRefusesTheSubscriptionItNames_data();
    void problemRefusesTheSubscriptionItNames();
    void problemOfAnotherCommandLeavesTheSubscription();
    void otherProblemsAreReported();
    void requestTakesTheFirstMessage();
    void problemSettlesTheRequestItNames();
    void errorFrameSettlesWhatItNames();
};

void TestClientProtocolReplies::receiptSettlesItsSendOnce()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    const QByteArray receipt = wire("RECEIPT\nreceipt-id:r1\nseq:7\n\n^@");
    QCOMPARE(protocol.bytesReceived(receipt, at(1)),
        (Actions{Settle{"r1", Frame{Command::Receipt, {{"receipt-id", "r1"}, {"seq", "7"}}, {}}}}));
    // S-349
    QCOMPARE(only<ReportUnhandled>(protocol.bytesReceived(receipt, at(2))).size(), std::size_t(1));
    QCOMPARE(protocol.bytesReceived(wire("RECEIPT\nreceipt-id:x\n\n^@"), at(2)),
        (Actions{ReportUnhandled{Frame{Command::Receipt, {{"receipt-id", "x"}}, {}}}}));
}

void TestClientProtocolReplies::problemSettlesTheSendItNames()
{
    ClientProtocol protocol = openProtocol(withErrors());
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    QCOMPARE(
        protocol.bytesReceived(wire("MESSAGE\nsubscription:errors\ndestination:/user/queue/errors\n"
                                    "receipt-id:r1\ncommand:SEND\n\n{\"code\":\"too-long\"}^@"),
            at(1)),
        (Actions{Settle{"r1", Error{ErrorCode::Refused, "{\"code\":\"too-long\"}"}}}));
}

void TestClientProtocolReplies::problemRefusesTheSubscriptionItNames_data()
{
    QTest::addColumn<QByteArray>("headers");
    const QByteArray errors("destination:/user/queue/errors\n");
    QTest::newRow("by receipt") << "subscription:errors\nreceipt-id:s1\n" + errors;
    QTest::newRow("by a second header")
        << "subscription:errors\nsubscription:s1\ncommand:SUBSCRIBE\n" + errors;
    QTest::newRow("by the only header") << "subscription:s1\ncommand:SUBSCRIBE\n" + errors;
}

void TestClientProtocolReplies::problemRefusesTheSubscriptionItNames()
{
    QFETCH(QByteArray, headers);
    ClientProtocol protocol = openProtocol(withErrors());
    protocol.subscribe("s1", "/a", {}, at(0));
    const Actions actions = protocol.bytesReceived("MESSAGE\n" + headers + wire("\n{}^@"), at(1));
    QCOMPARE(actions.size(), std::size_t(1));
    QCOMPARE(only<RefuseSubscription>(actions).front().subscription, QByteArray("s1"));
    QCOMPARE(only<RefuseSubscription>(actions).front().problem.body, QByteArray("{}"));
    QCOMPARE(sent(protocol.unsubscribe("s1", at(2))), QByteArray());
}

void TestClientProtocolReplies::problemOfAnotherCommandLeavesTheSubscription()
{
    ClientProtocol protocol = openProtocol(withErrors());
    protocol.subscribe("s1", "/a", {}, at(0));
    const Actions actions =
        protocol.bytesReceived(wire("MESSAGE\nsubscription:errors\nsubscription:s1\n"
                                    "destination:/user/queue/errors\ncommand:ACK\n\n{}^@"),
            at(1));
    QCOMPARE(actions.size(), std::size_t(1));
    QCOMPARE(only<ReportProblem>(actions).size(), std::size_t(1));
}

void TestClientProtocolReplies::otherProblemsAreReported()
{
    ClientProtocol protocol = openProtocol(withErrors());
    const Actions actions = protocol.bytesReceived(
        wire("MESSAGE\nsubscription:errors\ndestination:/user/queue/errors\n\n{}^@"), at(1));
    QCOMPARE(actions.size(), std::size_t(1));
    QCOMPARE(only<ReportProblem>(actions).front().message.body, QByteArray("{}"));
}

void TestClientProtocolReplies::requestTakesTheFirstMessage()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    QCOMPARE(sent(*protocol.request("q1", "/a", {{"limit", "5"}}, at(0))),
        wire("SUBSCRIBE\nid:q1\ndestination:/a\nreceipt:q1\nlimit:5\n\n^@"));
    QCOMPARE(protocol.bytesReceived(wire("RECEIPT\nreceipt-id:q1\n\n^@"), at(1)), Actions());
    const QByteArray reply = wire("MESSAGE\nsubscription:q1\n\n[]^@");
    QCOMPARE(protocol.bytesReceived(reply, at(2)),
        (Actions{Settle{"q1", Frame{Command::Message, {{"subscription", "q1"}}, "[]"}}}));
    QCOMPARE(only<ReportUnhandled>(protocol.bytesReceived(reply, at(3))).size(), std::size_t(1));
}

void TestClientProtocolReplies::problemSettlesTheRequestItNames()
{
    ClientProtocol protocol = openProtocol(withErrors());
    (void)protocol.request("q1", "/a", {}, at(0));
    QCOMPARE(protocol.bytesReceived(wire("MESSAGE\nsubscription:errors\nsubscription:q1\n"
                                         "destination:/user/queue/errors\n\n{}^@"),
                 at(1)),
        (Actions{Settle{"q1", Error{ErrorCode::Refused, "{}"}}}));
}

void TestClientProtocolReplies::errorFrameSettlesWhatItNames()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    (void)protocol.send("/b", {}, {}, "r2", at(0));
    QCOMPARE(protocol.bytesReceived(wire("ERROR\nreceipt-id:r2\nmessage:no\n\n^@"), at(1)),
        (Actions{ReportError{Frame{Command::Error, {{"receipt-id", "r2"}, {"message", "no"}}, {}}},
            Settle{"r2", Error{ErrorCode::ServerError, "no"}},
            Settle{"r1", Error{ErrorCode::ConnectionLost, "no"}},
            closing(ErrorCode::ServerError, "no")}));
}

QTEST_APPLESS_MAIN(TestClientProtocolReplies)
#include "tst_clientprotocolreplies.moc"
