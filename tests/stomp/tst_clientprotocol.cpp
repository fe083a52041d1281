#include "tests/stomp/protocolfixture.h"

#include <QTest>

using namespace stomp;
using namespace test;

using Actions = ClientActions;
using MaybeCode = std::optional<ErrorCode>;

namespace {

MaybeCode closeCode(const ClientActions &actions)
{
    const auto closings = only<CloseTransport>(actions);
    return closings.size() == 1 && closings.front().error ? MaybeCode(closings.front().error->code)
                                                          : std::nullopt;
}

} // namespace

class TestClientProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectIsSentWhenTheTransportStands();
    void ownHeadersOfConnectAreAdded();
    void stompMayBeSaidInsteadOfConnect();
    void unwritableLoginEndsTheConnection();
    void versionIsThatOfConnected_data();
    void versionIsThatOfConnected();
    void wrongConnectedEndsTheConnection_data();
    void wrongConnectedEndsTheConnection();
    void errorsAreSubscribedBeforeAnythingElse();
    void sendsAreHeldUntilSubscriptionsAreOut();
    void messagesReachTheirSubscription();
    void messagesWithoutIdAreFoundByDestination();
    void subscriptionIsSentOnceAndConfirmed();
    void unwritableSubscriptionIsRefused();
    void unsubscribedIdsAreDeaf();
    void sendWritesItsHeadersOnce();
    void sendNeedsAConnection();
    void errorFrameEndsTheConnection_data();
    void errorFrameEndsTheConnection();
    void badBytesEndTheConnection();
    void framesInOnePieceKeepTheirOrder();
};

// S-336.
void TestClientProtocol::connectIsSentWhenTheTransportStands()
{
    ClientProtocol protocol(plainOptions());
    QCOMPARE(protocol.open(at(0)), (Actions{WakeAt{at(15000)}}));
    QCOMPARE(protocol.transportOpened(at(10)),
        (Actions{SendBytes{
            wire("CONNECT\naccept-version:1.2,1.1,1.0\nhost:example.org\nheart-beat:0,0\n\n^@")}}));
    QVERIFY(!protocol.isOpen());
}

void TestClientProtocol::ownHeadersOfConnectAreAdded()
{
    ConnectOptions options = plainOptions();
    options.login = "Ann:\xed\x95\x9c"; // not escaped (S-041)
    options.passcode = "a\\b";
    options.headers = {{"host", "other"}, {"person-secret", "xyz"}};
    options.heartBeat = {milliseconds(10000), milliseconds(20000)};
    ClientProtocol protocol(options);
    protocol.open(at(0));
    QCOMPARE(sent(protocol.transportOpened(at(0))),
        wire("CONNECT\naccept-version:1.2,1.1,1.0\nhost:other\nheart-beat:10000,20000\n"
             "login:Ann:\xed\x95\x9c\npasscode:a\\b\nperson-secret:xyz\n\n^@"));
}

// S-336, S-042
void TestClientProtocol::stompMayBeSaidInsteadOfConnect()
{
    ConnectOptions options = plainOptions();
    options.usesStompCommand = true;
    options.passcode = "a:b\\c";
    ClientProtocol protocol(options);
    protocol.open(at(0));
    QCOMPARE(sent(protocol.transportOpened(at(0))),
        wire("STOMP\naccept-version:1.2,1.1,1.0\nhost:example.org\nheart-beat:0,0\n"
             "passcode:a:b\\c\n\n^@"));
}

// S-355
void TestClientProtocol::unwritableLoginEndsTheConnection()
{
    ConnectOptions options = plainOptions();
    options.login = "a\nb:c";
    ClientProtocol protocol(options);
    protocol.open(at(0));
    const Actions actions = protocol.transportOpened(at(0));
    QCOMPARE(sent(actions), QByteArray());
    QCOMPARE(closeCode(actions), MaybeCode(ErrorCode::NotRepresentable));
}

void TestClientProtocol::versionIsThatOfConnected_data()
{
    QTest::addColumn<QByteArray>("connected");
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("colonWritten");
    QTest::newRow("S-337 none") << wire("CONNECTED\nsession:1\n\n^@") << Version::V10
                                << QByteArray("a:b");
    QTest::newRow("1.0") << wire("CONNECTED\nversion:1.0\n\n^@") << Version::V10
                         << QByteArray("a:b");
    QTest::newRow("1.1") << wire("CONNECTED\nversion:1.1\n\n^@") << Version::V11
                         << QByteArray("a\\cb");
    QTest::newRow("1.2, CR LF") << wire("\r\nCONNECTED\r\nversion:1.2\r\n\r\n^@\n") << Version::V12
                                << QByteArray("a\\cb");
}

void TestClientProtocol::versionIsThatOfConnected()
{
    QFETCH(QByteArray, connected);
    QFETCH(Version, version);
    QFETCH(QByteArray, colonWritten);
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    const auto opened = only<OpenSession>(protocol.bytesReceived(connected, at(1)));
    QCOMPARE(opened.size(), std::size_t(1));
    QCOMPARE(opened.front().version, version);
    QCOMPARE(protocol.version(), version);
    protocol.beginSending(at(1));
    QCOMPARE(sent(*protocol.send("/x", {}, {{"h", "a:b"}}, {}, at(2))),
        "SEND\ndestination:/x\nh:" + colonWritten + wire("\n\n^@"));
}

void TestClientProtocol::wrongConnectedEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("unknown version")
        << wire("CONNECTED\nversion:2.0\n\n^@") << ErrorCode::UnsupportedVersion;
    QTest::newRow("wrong heart-beat")
        << wire("CONNECTED\nversion:1.2\nheart-beat:x\n\n^@") << ErrorCode::InvalidHeader;
    QTest::newRow("MESSAGE before it") << wire("MESSAGE\n\n^@") << ErrorCode::UnexpectedCommand;
    QTest::newRow("twice") << wire("CONNECTED\nversion:1.2\n\n^@CONNECTED\nversion:1.2\n\n^@")
                           << ErrorCode::UnexpectedCommand;
    QTest::newRow("no STOMP") << QByteArray("HTTP/1.1 200 OK\r\n") << ErrorCode::UnknownCommand;
}

void TestClientProtocol::wrongConnectedEndsTheConnection()
{
    QFETCH(QByteArray, bytes);
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    QFETCH(ErrorCode, code);
    QCOMPARE(closeCode(protocol.bytesReceived(bytes, at(1))), MaybeCode(code));
    QVERIFY(!protocol.isOpen());
    QCOMPARE(protocol.bytesReceived(wire("MESSAGE\n\n^@"), at(2)), Actions());
}

void TestClientProtocol::errorsAreSubscribedBeforeAnythingElse()
{
    ClientProtocol protocol(withErrors());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    QCOMPARE(protocol.bytesReceived(wire("CONNECTED\nversion:1.2\nname:Ann\n\n^@"), at(1)),
        (Actions{SendBytes{wire("SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n^@")},
            OpenSession{{{"version", "1.2"}, {"name", "Ann"}}, Version::V12}}));
}

// S-342.
void TestClientProtocol::sendsAreHeldUntilSubscriptionsAreOut()
{
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    protocol.bytesReceived(wire("CONNECTED\nversion:1.2\n\n^@"), at(0));
    QCOMPARE(sent(*protocol.send("/a", {}, {}, {}, at(0))), QByteArray());
    QCOMPARE(sent(*protocol.request("request-1", "/b", {}, at(0))), QByteArray());
    QVERIFY(sent(protocol.subscribe("s1", "/c", {}, at(0))).startsWith("SUBSCRIBE\nid:s1\n"));
    QCOMPARE(sent(protocol.beginSending(at(0))),
        wire("SEND\ndestination:/a\n\n^@"
             "SUBSCRIBE\nid:request-1\ndestination:/b\nreceipt:request-1\n\n^@"));
    QCOMPARE(sent(protocol.beginSending(at(0))), QByteArray());
}

void TestClientProtocol::messagesReachTheirSubscription()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    protocol.subscribe("s1", "/a", {}, at(0));
    protocol.subscribe("s2", "/a", {}, at(0));
    const Actions actions =
        protocol.bytesReceived(wire("MESSAGE\nsubscription:s2\ndestination:/a\n\nhello^@"), at(1));
    QCOMPARE(actions,
        (Actions{DeliverMessage{"s2",
            Frame{Command::Message, {{"subscription", "s2"}, {"destination", "/a"}}, "hello"}}}));
    // S-349
    QCOMPARE(protocol.bytesReceived(wire("MESSAGE\nsubscription:s3\n\n^@"), at(1)),
        (Actions{ReportUnhandled{Frame{Command::Message, {{"subscription", "s3"}}, {}}}}));
}

void TestClientProtocol::messagesWithoutIdAreFoundByDestination()
{
    ClientProtocol protocol = openProtocol(plainOptions(), wire("CONNECTED\nsession:1\n\n^@"));
    protocol.subscribe("s1", "/a", {}, at(0));
    const auto delivered =
        only<DeliverMessage>(protocol.bytesReceived(wire("MESSAGE\ndestination:/a\n\n^@"), at(1)));
    QCOMPARE(delivered.size(), std::size_t(1));
    QCOMPARE(delivered.front().subscription, QByteArray("s1"));
}

void TestClientProtocol::subscriptionIsSentOnceAndConfirmed()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    QCOMPARE(sent(protocol.subscribe("s1", "/a", {{"after", "7"}, {"id", "forged"}}, at(0))),
        wire("SUBSCRIBE\nid:s1\ndestination:/a\nreceipt:s1\nafter:7\n\n^@"));
    QCOMPARE(protocol.subscribe("s1", "/a", {}, at(0)), Actions());
    QCOMPARE(protocol.bytesReceived(wire("RECEIPT\nreceipt-id:s1\n\n^@"), at(1)),
        (Actions{ConfirmSubscription{"s1"}}));
}

void TestClientProtocol::unwritableSubscriptionIsRefused()
{
    ClientProtocol protocol = openProtocol(plainOptions(), wire("CONNECTED\nversion:1.1\n\n^@"));
    const Actions actions = protocol.subscribe("s1", "/a\rb", {}, at(0));
    QCOMPARE(sent(actions), QByteArray());
    QCOMPARE(only<RefuseSubscription>(actions).size(), std::size_t(1));
}

void TestClientProtocol::unsubscribedIdsAreDeaf()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    protocol.subscribe("s1", "/a", {}, at(0));
    QCOMPARE(sent(protocol.unsubscribe("s1", at(1))), wire("UNSUBSCRIBE\nid:s1\n\n^@"));
    QCOMPARE(sent(protocol.unsubscribe("s1", at(1))), QByteArray());
    const Actions late = protocol.bytesReceived(wire("MESSAGE\nsubscription:s1\n\n^@"), at(2));
    QCOMPARE(only<DeliverMessage>(late).size(), std::size_t(0));
    QCOMPARE(only<ReportUnhandled>(late).size(), std::size_t(1));
}

void TestClientProtocol::sendWritesItsHeadersOnce()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    QCOMPARE(
        sent(*protocol.send("/a", "hi", {{"destination", "/forged"}, {"key", "k"}}, "r1", at(0))),
        wire("SEND\ndestination:/a\nreceipt:r1\nkey:k\ncontent-length:2\n\nhi^@"));
}

void TestClientProtocol::sendNeedsAConnection()
{
    ClientProtocol protocol(plainOptions());
    protocol.open(at(0));
    QCOMPARE(protocol.send("/a", {}, {}, {}, at(0)).error().code, ErrorCode::NotConnected);
    QCOMPARE(protocol.request("q", "/a", {}, at(0)).error().code, ErrorCode::NotConnected);
    QCOMPARE(protocol.subscribe("s", "/a", {}, at(0)), Actions());
    ClientProtocol older = openProtocol(plainOptions(), wire("CONNECTED\nversion:1.1\n\n^@"));
    QCOMPARE(
        older.send("/a", {}, {{"x", "\r"}}, {}, at(0)).error().code, ErrorCode::NotRepresentable);
}

void TestClientProtocol::errorFrameEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("S-223 with a code of ours")
        << wire("ERROR\ncode:maru.session.authentication\nmessage:wrong passcode\n\n^@")
        << ErrorCode::AuthenticationFailed << QByteArray("wrong passcode");
    QTest::newRow("of another server")
        << wire("ERROR\nmessage:Bad CONNECT\n\nAccess refused\n^@") << ErrorCode::ServerError
        << QByteArray("Bad CONNECT: Access refused");
    QTest::newRow("with a body only")
        << wire("ERROR\n\nno^@") << ErrorCode::ServerError << QByteArray("no");
    QTest::newRow("with nothing") << wire("ERROR\n\n^@") << ErrorCode::ServerError << QByteArray();
}

// S-350; before CONNECTED, and after.
void TestClientProtocol::errorFrameEndsTheConnection()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, text);
    ClientProtocol early(plainOptions());
    early.open(at(0));
    early.transportOpened(at(0));
    const Actions first = early.bytesReceived(bytes, at(1));
    QCOMPARE(first.size(), std::size_t(2));
    QCOMPARE(std::get<ReportError>(first[0]).frame.command, Command::Error);
    QCOMPARE(first[1], closing(code, text));
    ClientProtocol late = openProtocol(plainOptions());
    QCOMPARE(late.bytesReceived(bytes, at(1)), first);
}

void TestClientProtocol::badBytesEndTheConnection()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    QCOMPARE(closeCode(protocol.bytesReceived(wire("MESSAGE\nabc\n\n^@"), at(1))),
        MaybeCode(ErrorCode::MalformedFrame));
    ConnectOptions options = plainOptions();
    options.limits.body = 3;
    ClientProtocol small = openProtocol(options);
    QCOMPARE(closeCode(small.bytesReceived(wire("MESSAGE\n\nabcd^@"), at(1))),
        MaybeCode(ErrorCode::BodyTooLarge)); // S-354
}

void TestClientProtocol::framesInOnePieceKeepTheirOrder()
{
    ClientProtocol protocol = openProtocol(plainOptions());
    protocol.subscribe("s", "/a", {}, at(0));
    (void)protocol.send("/a", {}, {}, "r1", at(0));
    const Actions actions = protocol.bytesReceived(
        wire("MESSAGE\nsubscription:s\n\n1^@\nRECEIPT\nreceipt-id:r1\n\n^@"
             "MESSAGE\nsubscription:s\n\n2^@ERROR\n\n^@MESSAGE\nsubscription:s\n\n3^@"),
        at(1));
    QCOMPARE(actions.size(), std::size_t(5));
    QCOMPARE(std::get<DeliverMessage>(actions[0]).message.body, QByteArray("1"));
    QCOMPARE(std::get<Settle>(actions[1]).id, QByteArray("r1"));
    QCOMPARE(std::get<DeliverMessage>(actions[2]).message.body, QByteArray("2"));
    QVERIFY(std::holds_alternative<CloseTransport>(actions[4]));
}

QTEST_APPLESS_MAIN(TestClientProtocol)
#include "tst_clientprotocol.moc"
