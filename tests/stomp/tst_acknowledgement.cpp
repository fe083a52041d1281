#include "tests/stomp/clientfixture.h"

using namespace stomp;
using test::ClientFixture;

using MaybeCode = std::optional<ErrorCode>;

// ACK and NACK: their headers, and which messages they may be sent for.
class TestAcknowledgement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersAreThoseOfTheVersion_data();
    void headersAreThoseOfTheVersion();
    void otherMessagesAreRefused_data();
    void otherMessagesAreRefused();
    void modesAreReadBack();
    void messageIsAcknowledgedByWhatCameWithIt();
    void furtherHeadersAndReceiptAreSent();
    void messageOfAnEarlierConnectionIsRefused();
    void messageOfAnUnsubscribedSubscriptionIsAcknowledged();
};

namespace {

const Delivery complete{1, AckMode::Client, "s1", "m7", "a9"};

} // namespace

void TestAcknowledgement::headersAreThoseOfTheVersion_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<Headers>("headers");
    QTest::newRow("S-346 S-166 1.0") << Version::V10 << Headers{{"message-id", "m7"}};
    QTest::newRow("S-346 S-164 1.1")
        << Version::V11 << Headers{{"message-id", "m7"}, {"subscription", "s1"}};
    QTest::newRow("S-346 S-162 1.2") << Version::V12 << Headers{{"id", "a9"}};
}

void TestAcknowledgement::headersAreThoseOfTheVersion()
{
    QFETCH(Version, version);
    QFETCH(Headers, headers);
    QCOMPARE(
        *acknowledgement(Command::Ack, complete, {}, version), (Frame{Command::Ack, headers, {}}));
    Headers more = headers;
    more.append("transaction", "t");
    QCOMPARE(*acknowledgement(
                 Command::Ack, complete, {{"transaction", "t"}, headers.begin()[0]}, version),
        (Frame{Command::Ack, more, {}}));
}

void TestAcknowledgement::otherMessagesAreRefused_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<Delivery>("delivery");
    QTest::addColumn<Version>("version");
    QTest::addColumn<ErrorCode>("code");
    Delivery automatic = complete;
    automatic.mode = AckMode::Auto;
    const Delivery nameless{1, AckMode::Client, "s1", {}, {}};
    QTest::newRow("S-159 auto") << Command::Ack << automatic << Version::V12
                                << ErrorCode::UnknownMessage;
    QTest::newRow("S-162 without ack")
        << Command::Nack << nameless << Version::V12 << ErrorCode::UnknownMessage;
    QTest::newRow("S-164 without message-id")
        << Command::Ack << nameless << Version::V11 << ErrorCode::UnknownMessage;
    QTest::newRow("S-172 NACK in 1.0")
        << Command::Nack << complete << Version::V10 << ErrorCode::UnsupportedVersion;
}

void TestAcknowledgement::otherMessagesAreRefused()
{
    QFETCH(Command, command);
    QFETCH(Delivery, delivery);
    QFETCH(Version, version);
    QFETCH(ErrorCode, code);
    const Result<Frame> frame = acknowledgement(command, delivery, {}, version);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, code);
}

// S-145
void TestAcknowledgement::modesAreReadBack()
{
    for (const AckMode mode : {AckMode::Auto, AckMode::Client, AckMode::ClientIndividual})
        QCOMPARE(parseAckMode(toBytes(mode)), mode);
    QCOMPARE(parseAckMode(""), AckMode::Auto);
    QCOMPARE(toBytes(AckMode::ClientIndividual), QByteArray("client-individual"));
}

namespace {

// A client with one message that waits for its acknowledgement.
struct Waiting : ClientFixture {
    explicit Waiting(const QByteArray &version = "1.2")
    {
        client->activate(options);
        acceptConnection({{"version", version}});
        subscription = client->subscribe("/queue/a", {{"ack", "client"}});
        messages = std::make_unique<QSignalSpy>(subscription, &Subscription::messageReceived);
        server()->answer({Command::Message,
            {{"subscription", subscription->id()}, {"message-id", "m7"}, {"ack", "a9"}}, {}});
    }

    Delivery delivery() const { return messages->at(0).at(1).value<Delivery>(); }

    Subscription *subscription;
    std::unique_ptr<QSignalSpy> messages;
};

} // namespace

// S-346
void TestAcknowledgement::messageIsAcknowledgedByWhatCameWithIt()
{
    Waiting newest;
    QVERIFY(newest.client->ack(newest.delivery()).hasValue());
    QCOMPARE(newest.server()->frames().back(), (Frame{Command::Ack, {{"id", "a9"}}, {}}));
    Waiting older("1.1");
    QVERIFY(older.client->nack(older.delivery()).hasValue());
    QCOMPARE(older.server()->frames().back(),
        (Frame{Command::Nack, {{"message-id", "m7"}, {"subscription", older.subscription->id()}},
            {}}));
    Waiting oldest("1.0");
    QVERIFY(oldest.client->ack(oldest.delivery()).hasValue());
    QCOMPARE(oldest.server()->frames().back(), (Frame{Command::Ack, {{"message-id", "m7"}}, {}}));
}

// S-176
void TestAcknowledgement::furtherHeadersAndReceiptAreSent()
{
    Waiting fixture;
    int receipts = 0;
    QVERIFY(fixture.client
                ->nack(fixture.delivery(), {{"requeue", "false"}},
                    [&receipts](const Receipt &receipt) { receipts += receipt ? 1 : 0; })
                .hasValue());
    QCOMPARE(fixture.server()->frames().back().header("requeue"), QByteArray("false"));
    fixture.confirmLast();
    QCOMPARE(receipts, 1);
}

// S-347
void TestAcknowledgement::messageOfAnEarlierConnectionIsRefused()
{
    Waiting fixture;
    const Delivery old = fixture.delivery();
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->ack(old).error().code, ErrorCode::UnknownMessage);
    fixture.acceptConnection();
    QCOMPARE(fixture.client->ack(old).error().code, ErrorCode::UnknownMessage);
    QCOMPARE(fixture.client->nack(old).error().code, ErrorCode::UnknownMessage);
    QCOMPARE(fixture.server()->framesOf(Command::Ack).size(), std::size_t(0));
    QCOMPARE(fixture.server()->framesOf(Command::Nack).size(), std::size_t(0));
    fixture.client->deactivate();
    QCOMPARE(fixture.client->ack(old).error().code, ErrorCode::UnknownMessage);
}

// S-155
void TestAcknowledgement::messageOfAnUnsubscribedSubscriptionIsAcknowledged()
{
    Waiting fixture;
    const Delivery delivery = fixture.delivery();
    fixture.subscription->unsubscribe();
    QVERIFY(fixture.client->ack(delivery).hasValue());
    QCOMPARE(fixture.server()->frames().back().command, Command::Ack);
}

QTEST_GUILESS_MAIN(TestAcknowledgement)
#include "tst_acknowledgement.moc"
