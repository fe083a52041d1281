#include "server/broker/destination.h"

#include <QTest>

using namespace server;

class tst_destination : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindIsDecidedByWholeSegments_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *destination, DestinationKind kind) {
            QTest::newRow(destination) << QByteArray(destination) << int(kind);
        };
        row("/publish/chat/a", DestinationKind::Application);
        row("/publish/../subscribe/x",
            DestinationKind::Application); // the routes judge it, literally
        row("/publish", DestinationKind::Unknown);
        row("/publishX/a", DestinationKind::Unknown);
        row("/subscribe/chat/a", DestinationKind::Broker);
        row("/subscribe/../publish/a", DestinationKind::Unknown);
        row("/topic/a", DestinationKind::Topic);
        row("/topic/a/b.c", DestinationKind::Topic);
        row("/topic/", DestinationKind::Unknown);
        row("/topic//a", DestinationKind::Unknown);
        row("/topic/a/", DestinationKind::Unknown);
        row("/topic/./a", DestinationKind::Unknown);
        row("/queue/a", DestinationKind::Queue);
        row("/temp-queue/a", DestinationKind::Queue);
        row("/temp-queue", DestinationKind::Unknown);
        row("/temp-queues/a", DestinationKind::Unknown);
        row("/queue//x", DestinationKind::Unknown);
        row("/user/queue/errors", DestinationKind::SessionQueue);
        row("/user/queue/replies", DestinationKind::SessionQueue);
        row("/user/queue/errors/x", DestinationKind::PersonQueue);
        row("/user/queue/read", DestinationKind::PersonQueue);
        row("/user/queue", DestinationKind::Foreign);
        row("/user/victim/queue/read", DestinationKind::Foreign);
        row("/elsewhere/a", DestinationKind::Unknown);
        row("topic/a", DestinationKind::Unknown);
        row("a", DestinationKind::Unknown);
    }

    void kindIsDecidedByWholeSegments()
    {
        QFETCH(QByteArray, destination);
        QFETCH(int, kind);
        QCOMPARE(int(destinationKind(destination, {})), kind);
    }

    void prefixesAreOptions()
    {
        BrokerOptions options;
        options.applicationPrefix = "/app";
        options.brokerPrefix = "/live";
        QCOMPARE(destinationKind("/app/x", options), DestinationKind::Application);
        QCOMPARE(destinationKind("/live/x", options), DestinationKind::Broker);
        QCOMPARE(destinationKind("/publish/x", options), DestinationKind::Unknown);
    }

    void emptyOverlongAndControlCharactersAreErrors()
    {
        BrokerOptions options;
        options.destinationLength = 8;
        QVERIFY(!checkDestination("/topic/a", options));
        QCOMPARE(checkDestination("/topic/ab", options)->code, stomp::ErrorCode::HeaderLineTooLong);
        QCOMPARE(checkDestination("", options)->code, stomp::ErrorCode::MissingHeader);
        QCOMPARE(checkDestination("/a\nb", options)->code, stomp::ErrorCode::InvalidHeader);
        QCOMPARE(checkDestination("/a\x7f", options)->code, stomp::ErrorCode::InvalidHeader);
    }

    void userDestinationsNeverMeet()
    {
        const QByteArray errors = "/user/queue/errors";
        QVERIFY(sessionDestination({0, 1}, errors) != sessionDestination({1, 0}, errors));
        QVERIFY(sessionDestination({1, 11}, errors) != sessionDestination({11, 1}, errors));
        QVERIFY(sessionDestination({0, 1}, errors) != personDestination("0.1", errors));
        QVERIFY(personDestination("a", "/b") != personDestination("a/b", ""));
        QCOMPARE(asSubscribed(sessionDestination({0, 1}, errors)), errors);
        QCOMPARE(asSubscribed(personDestination("p", errors)), errors);
        QCOMPARE(asSubscribed("/topic/a"), QByteArray("/topic/a"));
    }

    void patternsAreSeen()
    {
        QVERIFY(isPattern("/topic/*"));
        QVERIFY(isPattern("/topic/a?"));
        QVERIFY(isPattern("/topic/{x}"));
        QVERIFY(!isPattern("/topic/a.b-c_~"));
    }
};

QTEST_APPLESS_MAIN(tst_destination)
#include "tst_destination.moc"
