#include "server/broker/unacknowledged.h"

#include <QTest>

using namespace server;
using stomp::Command;
using stomp::Version;

namespace {

const SessionId ann{0, 1};
const SessionId ben{0, 2};

Delivery delivery(const QByteArray &messageId, const QByteArray &subscription,
    AckMode mode = AckMode::ClientIndividual)
{
    QueuedMessage queued;
    queued.message.destination = "/queue/q";
    queued.message.headers.append("message-id", messageId);
    return {std::move(queued), subscription, subscription, mode};
}

stomp::Frame ack(stomp::Headers headers)
{
    return {Command::Ack, std::move(headers), {}};
}

QList<QByteArray> namesOf(const stomp::Result<std::vector<Delivery>> &taken)
{
    QList<QByteArray> names;
    for (const Delivery &one : taken ? *taken : std::vector<Delivery>())
        names << one.message.message.headers.value("message-id");
    return names;
}

} // namespace

class tst_unacknowledged : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeliveryIsTakenByItsNumberOnce()
    {
        Unacknowledged all;
        const QByteArray number = QByteArray::number(all.add(ann, delivery("m", "s")));
        QVERIFY(all.check(ann, Version::V12, ack({{"id", number}})));
        QCOMPARE(
            namesOf(all.take(ann, Version::V12, ack({{"id", number}}))), QList<QByteArray>{"m"});
        QCOMPARE(all.count(ann), qsizetype(0));
        QCOMPARE(all.take(ann, Version::V12, ack({{"id", number}})).error().code,
            stomp::ErrorCode::UnknownMessage);
    }

    // S-160
    void theClientModeCoversWhatCameBeforeOfOneSubscription()
    {
        Unacknowledged all;
        all.add(ann, delivery("1", "s", AckMode::Client));
        all.add(ann, delivery("2", "t", AckMode::Client));
        all.add(ann, delivery("3", "s", AckMode::Client));
        all.add(ann, delivery("4", "s", AckMode::Client));
        const stomp::Frame third = ack({{"message-id", "3"}, {"subscription", "s"}});
        QCOMPARE(namesOf(all.take(ann, Version::V11, third)), (QList<QByteArray>{"1", "3"}));
        QCOMPARE(namesOf(all.takeSession(ann)), (QList<QByteArray>{"2", "4"}));
    }

    void whatIsNotOfThisSessionIsUnknown_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<stomp::Headers>("headers");
        QTest::addColumn<bool>("isExpected");
        for (const bool isExpected : {false, true}) {
            const auto row = [&](const char *name, Version version, stomp::Headers headers) {
                QTest::addRow("S-171 S-169 %s%s", name, isExpected ? "" : ", never asked to")
                    << version << std::move(headers) << isExpected;
            };
            row("the number of another's", Version::V12, {{"id", "1"}});
            row("no number", Version::V12, {{"id", "nonsense"}});
            row("a message-id", Version::V12, {{"id", "m"}});
            row("another's message in 1.1", Version::V11,
                {{"message-id", "m"}, {"subscription", "s"}});
            row("another's message in 1.0", Version::V10, {{"message-id", "m"}});
        }
    }

    void whatIsNotOfThisSessionIsUnknown()
    {
        QFETCH(Version, version);
        QFETCH(stomp::Headers, headers);
        QFETCH(bool, isExpected);
        Unacknowledged all;
        QCOMPARE(all.add(ben, delivery("m", "s")), quint64(1));
        if (isExpected)
            all.expect(ann);
        QCOMPARE(all.isExpected(ann), isExpected);
        const auto unknown = stomp::ErrorCode::UnknownMessage;
        QCOMPARE(all.check(ann, version, ack(headers)).error().code, unknown);
        QCOMPARE(all.take(ann, version, ack(headers)).error().code, unknown);
        QCOMPARE(all.count(ben), qsizetype(1));
    }

    // S-162, S-164, S-166: and it says where the name comes from.
    void aFrameWithoutNameIsToldWhichHeaderItNeeds_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<QByteArray>("otherHeader");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("1.0") << Version::V10 << QByteArray("id") << QByteArray("message-id");
        QTest::newRow("1.1") << Version::V11 << QByteArray("id") << QByteArray("message-id");
        QTest::newRow("1.2") << Version::V12 << QByteArray("message-id") << QByteArray("ack");
    }

    void aFrameWithoutNameIsToldWhichHeaderItNeeds()
    {
        QFETCH(Version, version);
        QFETCH(QByteArray, otherHeader);
        QFETCH(QByteArray, header);
        Unacknowledged all;
        const stomp::Error error =
            all.take(ann, version, ack({{otherHeader, "m"}, {"subscription", "s"}})).error();
        QCOMPARE(error.code, stomp::ErrorCode::MissingHeader);
        QVERIFY2(error.text.contains(header), error.text);
    }

    // S-298
    void whatWasNotTakenIsReturnedInOrder()
    {
        Unacknowledged all;
        const quint64 first = all.addUntaken(ann, delivery("1", "s", AckMode::Auto));
        all.addUntaken(ann, delivery("2", "s", AckMode::Auto));
        all.addUntaken(ann, delivery("3", "s", AckMode::Auto));
        QCOMPARE(namesOf(all.takeTaken(ann, first)), QList<QByteArray>{"1"});
        QCOMPARE(namesOf(all.takeUntaken(ann)), (QList<QByteArray>{"2", "3"}));
        QVERIFY(all.takeUntaken(ann).empty());
    }
};

QTEST_APPLESS_MAIN(tst_unacknowledged)
#include "tst_unacknowledged.moc"
