// The tutorial's chat against the real maru-server: rooms by destination, and what each frame of a
// room does.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::jsonBody;
using test::StompDialogue;

class TestRooms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whoSubscribedARoomGetsWhatIsSaidThereOnce_data();
    void whoSubscribedARoomGetsWhatIsSaidThereOnce();
    void aReceiptCarriesTheNumberAndTheIdOfTheMessage();
    void aRepeatedKeyIsSaidOnceAndAnsweredTwice();
    void lastGivesTheLastEntriesFirst();
    void afterGivesEverythingSinceAndThenTheLiveStream();
    void historyComesInPagesOldestFirst();
    void membersAreListedAndTheirComingAndGoingIsTold();
    void aRoomThatWasSpokenInIsListed();
    void aFailureIsToldToItsSenderAndTheConnectionStays();
    void aFailureNobodyListensForEndsTheConnection();
    void twoOfTheSameNameGetDifferentOnes();
    void aPersonIsTheSameOneAgainByTheirSecret();

private:
    void say(StompDialogue &person, const QByteArray &room, const QByteArray &text);

    std::unique_ptr<test::ServerProcess> m_server;
};

void TestRooms::init()
{
    m_server = std::make_unique<test::ServerProcess>();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
}

// Says something and waits for its receipt, the next frame this person gets.
void TestRooms::say(StompDialogue &person, const QByteArray &room, const QByteArray &text)
{
    person.send("SEND\ndestination:/publish/chat/" + room + "\nreceipt:said\n\n" + text);
    const auto receipt = person.next();
    QVERIFY(receipt);
    QCOMPARE(receipt->command, Command::Receipt);
}

void TestRooms::whoSubscribedARoomGetsWhatIsSaidThereOnce_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("asBinary");

    QTest::newRow("no content type") << QByteArray() << QByteArray("안녕 everybody") << false;
    QTest::newRow("text") << QByteArray("content-type:text/plain\n") << QByteArray("안녕 everybody")
                          << false;
    QTest::newRow("JSON") << QByteArray("content-type:application/json\n")
                          << QByteArray(R"({"text":"안녕 everybody"})") << false;
    QTest::newRow("JSON as many tutorials send it")
        << QByteArray("content-type:application/json\n")
        << QByteArray(R"({"content":"안녕 everybody"})") << false;
    QTest::newRow("binary") << QByteArray() << QByteArray("안녕 everybody") << true;
}

void TestRooms::whoSubscribedARoomGetsWhatIsSaidThereOnce()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(bool, asBinary);

    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    StompDialogue carl(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(bob.connectAs("Bob"));
    QVERIFY(carl.connectAs("Carl"));
    QVERIFY(ann.isSubscribed("a1", "/subscribe/chat/1"));
    QVERIFY(ann.isSubscribed("a2", "/subscribe/chat/2"));
    QVERIFY(bob.isSubscribed("b1", "/subscribe/chat/1"));
    QVERIFY(carl.isSubscribed("c3", "/subscribe/chat/3"));

    const QByteArray frame = "SEND\ndestination:/publish/chat/1\n" + headers + "\n" + body;
    asBinary ? ann.sendBinary(frame) : ann.send(frame);

    for (auto *listener : {&ann, &bob}) {
        const auto message = listener->next();
        QVERIFY(message);
        QCOMPARE(message->command, Command::Message);
        QCOMPARE(message->header("destination"), "/subscribe/chat/1");
        QCOMPARE(message->header("subscription"), listener == &ann ? "a1" : "b1");
        QCOMPARE(message->header("content-type"), "application/json");
        QCOMPARE(message->header("seq"), "1");
        const QJsonObject entry = jsonBody(*message);
        QCOMPARE(entry.value(u"type"), u"message"_s);
        QCOMPARE(entry.value(u"id"), QString::fromUtf8(message->header("message-id")));
        QCOMPARE(entry.value(u"room"), u"1"_s);
        QCOMPARE(entry.value(u"seq"), 1);
        QCOMPARE(entry.value(u"text"), u"안녕 everybody"_s);
        QCOMPARE(entry.value(u"author").toObject().value(u"name"), u"Ann"_s);
        QCOMPARE(entry.value(u"author").toObject().value(u"id"),
            QString::fromUtf8(ann.connectedHeaders().value("person")));
        QVERIFY(
            QDateTime::fromString(entry.value(u"sentAt").toString(), Qt::ISODateWithMs).isValid());
    }
    QVERIFY(ann.everythingUntilNow().empty());
    QVERIFY(bob.everythingUntilNow().empty());
    QVERIFY(carl.everythingUntilNow().empty());
}

void TestRooms::aReceiptCarriesTheNumberAndTheIdOfTheMessage()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(bob.connectAs("Bob"));
    QVERIFY(bob.isSubscribed("b", "/subscribe/chat/general"));

    ann.send("SEND\ndestination:/publish/chat/general\nreceipt:r-1\n\nhello");
    const auto receipt = ann.next();
    const auto message = bob.next();

    QVERIFY(receipt);
    QVERIFY(message);
    QCOMPARE(receipt->command, Command::Receipt);
    QCOMPARE(receipt->header("receipt-id"), "r-1");
    QCOMPARE(receipt->header("seq"), message->header("seq"));
    QCOMPARE(receipt->header("message-id"), message->header("message-id"));
}

void TestRooms::aRepeatedKeyIsSaidOnceAndAnsweredTwice()
{
    StompDialogue ann(m_server->url());
    QVERIFY(ann.connectAs("Ann"));

    for (const QByteArray receiptId : {"first", "again"}) {
        ann.send("SEND\ndestination:/publish/chat/general\nidempotency-key:k1\nreceipt:" + receiptId
            + "\n\nonly once");
        const auto receipt = ann.next();
        QVERIFY(receipt);
        QCOMPARE(receipt->header("receipt-id"), receiptId);
        QCOMPARE(receipt->header("seq"), "1");
    }
    QCOMPARE(test::readWholeRoom(ann, "general").size(), 1u);
}

void TestRooms::lastGivesTheLastEntriesFirst()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(bob.connectAs("Bob"));
    for (const QByteArray text : {"one", "two", "three"})
        say(ann, "general", text);

    bob.subscribe("b", "/subscribe/chat/general", "last:2\n");
    for (const auto &text : {u"two"_s, u"three"_s, u"four"_s}) {
        const auto message = bob.next();
        QVERIFY(message);
        QCOMPARE(jsonBody(*message).value(u"text"), text);
        if (text == u"three"_s)
            say(ann, "general", "four");
    }
    QVERIFY(bob.everythingUntilNow().empty());
}

void TestRooms::afterGivesEverythingSinceAndThenTheLiveStream()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(bob.connectAs("Bob"));
    for (int number = 1; number <= 5; ++number)
        say(ann, "general", QByteArray::number(number));

    bob.subscribe("b", "/subscribe/chat/general", "after:2\n");
    for (int number = 6; number <= 8; ++number)
        say(ann, "general", QByteArray::number(number));

    for (int seq = 3; seq <= 8; ++seq) {
        const auto message = bob.next();
        QVERIFY(message);
        QCOMPARE(message->header("subscription"), "b");
        QCOMPARE(message->header("seq"), QByteArray::number(seq));
        QCOMPARE(jsonBody(*message).value(u"text"), QString::number(seq));
    }
    QVERIFY(bob.everythingUntilNow().empty());
}

void TestRooms::historyComesInPagesOldestFirst()
{
    StompDialogue ann(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    for (int number = 1; number <= 5; ++number)
        say(ann, "general", QByteArray::number(number));

    const auto page = [&ann](const QByteArray &headers) {
        const auto body = ann.ask("/publish/chat/general/history", headers);
        return QJsonDocument::fromJson(body).object();
    };
    const auto numbers = [](const QJsonObject &page) {
        QList<qint64> result;
        for (const auto &entry : page.value(u"entries").toArray())
            result << entry.toObject().value(u"seq").toInteger();
        return result;
    };
    const QJsonObject newer = page("before:6\nlimit:3\n");
    const QJsonObject older = page("before:3\nlimit:3\n");

    QCOMPARE(numbers(newer), (QList<qint64>{3, 4, 5}));
    QCOMPARE(newer.value(u"start"), false);
    QCOMPARE(numbers(older), (QList<qint64>{1, 2}));
    QCOMPARE(older.value(u"start"), true);
}

void TestRooms::membersAreListedAndTheirComingAndGoingIsTold()
{
    StompDialogue ann(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(ann.isSubscribed("room", "/subscribe/chat/general"));
    QVERIFY(ann.isSubscribed("members", "/subscribe/chat/general/members"));
    {
        StompDialogue bob(m_server->url());
        QVERIFY(bob.connectAs("Bob"));
        QVERIFY(bob.isSubscribed("room", "/subscribe/chat/general"));

        const auto joined = ann.next();
        QVERIFY(joined);
        QCOMPARE(jsonBody(*joined).value(u"event"), u"joined"_s);
        QCOMPARE(jsonBody(*joined).value(u"member").toObject().value(u"name"), u"Bob"_s);
        QSet<QString> names;
        for (const auto &member : test::jsonArray(ann.ask("/publish/chat/general/members")))
            names.insert(member.toObject().value(u"name").toString());
        QCOMPARE(names, (QSet<QString>{u"Ann"_s, u"Bob"_s}));
    }
    const auto left = ann.next();
    QVERIFY(left);
    QCOMPARE(jsonBody(*left).value(u"event"), u"left"_s);
    QCOMPARE(jsonBody(*left).value(u"member").toObject().value(u"name"), u"Bob"_s);
}

void TestRooms::aRoomThatWasSpokenInIsListed()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(bob.connectAs("Bob"));
    QVERIFY(bob.isSubscribed("rooms", "/subscribe/rooms"));

    say(ann, "kitchen", "hello");

    const auto change = bob.next();
    QVERIFY(change);
    QCOMPARE(jsonBody(*change).value(u"event"), u"created"_s);
    QCOMPARE(jsonBody(*change).value(u"room").toObject().value(u"id"), u"kitchen"_s);
    const QJsonArray rooms = test::jsonArray(bob.ask("/publish/rooms"));
    QCOMPARE(rooms.size(), 1);
    QCOMPARE(rooms.first().toObject().value(u"id"), u"kitchen"_s);
    QCOMPARE(rooms.first().toObject().value(u"lastSeq"), 1);
}

void TestRooms::aFailureIsToldToItsSenderAndTheConnectionStays()
{
    StompDialogue ann(m_server->url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(ann.isSubscribed("errors", "/user/queue/errors"));

    ann.send("SEND\ndestination:/subscribe/chat/general\nreceipt:r-1\n\nby the wrong door");
    const auto problem = ann.next();

    QVERIFY(problem);
    QCOMPARE(problem->command, Command::Message);
    QCOMPARE(problem->header("subscription"), "errors");
    QCOMPARE(problem->header("receipt-id"), "r-1");
    QCOMPARE(problem->header("command"), "SEND");
    const QJsonObject body = jsonBody(*problem);
    QCOMPARE(body.value(u"code"), u"not-for-clients"_s);
    QCOMPARE(body.value(u"destination"), u"/subscribe/chat/general"_s);
    QVERIFY(!body.value(u"detail").toString().isEmpty());
    QVERIFY(ann.everythingUntilNow().empty());
}

void TestRooms::aFailureNobodyListensForEndsTheConnection()
{
    StompDialogue ann(m_server->url());
    QVERIFY(ann.connectAs("Ann"));

    ann.send("SEND\ndestination:/publish/no/such/route\nreceipt:r-1\n\nhello");
    const auto error = ann.next();

    QVERIFY(error);
    QCOMPARE(error->command, Command::Error);
    QCOMPARE(error->header("receipt-id"), "r-1");
    QVERIFY(ann.waitForClose());
}

void TestRooms::twoOfTheSameNameGetDifferentOnes()
{
    StompDialogue first(m_server->url());
    StompDialogue second(m_server->url());
    QVERIFY(first.connectAs("Ann"));
    QVERIFY(second.connectAs("Ann"));

    QCOMPARE(first.connectedHeaders().value("name"), "Ann");
    QCOMPARE(second.connectedHeaders().value("name"), "Ann 2");
    QVERIFY(first.connectedHeaders().value("person") != second.connectedHeaders().value("person"));
}

void TestRooms::aPersonIsTheSameOneAgainByTheirSecret()
{
    const QByteArray secret =
        "person-secret:" + QByteArray(32, 'x').toBase64(QByteArray::Base64UrlEncoding) + "\n";
    StompDialogue before(m_server->url());
    QVERIFY(before.connectAs("Ann", secret));
    m_server->killAtOnce();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    StompDialogue after(m_server->url());
    QVERIFY(after.connectAs("Ann", secret));

    QCOMPARE(after.connectedHeaders().value("person"), before.connectedHeaders().value("person"));
    QVERIFY(!m_server->log().contains("eHh4eHh4"));
}

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
