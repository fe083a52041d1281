// What the rooms of the real maru-server refuse to a client that speaks STOMP by hand, and what
// survives its death.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::jsonBody;
using test::StompDialogue;

namespace {

QByteArray secretOf(char letter)
{
    return "person-secret:" + QByteArray(32, letter).toBase64(QByteArray::Base64UrlEncoding) + "\n";
}

QByteArrayList valuesOf(const stomp::Frame &frame, const QByteArray &header)
{
    QByteArrayList values;
    for (const auto &[name, value] : frame.headers) {
        if (name == header)
            values.append(value);
    }
    return values;
}

} // namespace

class TestRoomRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void messagesOfOthersAreNeitherEditedNorDeleted();
    void aDeletedTextIsGivenToNobody();
    void whoIsRemovedHearsItAndStaysOut();
    void aTakenNameGetsANumber();
    void whatOneConnectionReadsTheOtherHears();
    void anArchivedRoomIsReadAndOpenedAgain();
    void whoResumesWhileOthersSpeakMissesNothing();
    void whatIsNotKeptIsSaid();

private:
    bool connect(StompDialogue &person, const QByteArray &name, char secret = 0);
    QByteArray say(StompDialogue &person, const QByteArray &text);
    // The code of the failure that this SEND is answered with; "receipt" when it is done.
    QByteArray answer(StompDialogue &person, const QByteArray &action, const QByteArray &body);

    std::unique_ptr<test::ServerProcess> m_server;
};

void TestRoomRules::init()
{
    m_server = std::make_unique<test::ServerProcess>();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
}

// Hears of failures from the beginning.
bool TestRoomRules::connect(StompDialogue &person, const QByteArray &name, char secret)
{
    return person.connectAs(name, secret == 0 ? QByteArray() : secretOf(secret))
        && person.isSubscribed("errors", "/user/queue/errors");
}

QByteArray TestRoomRules::say(StompDialogue &person, const QByteArray &text)
{
    person.send("SEND\ndestination:/publish/chat/general\nreceipt:said\n\n" + text);
    const auto receipt = person.next();
    return receipt ? receipt->header("message-id") : QByteArray();
}

QByteArray TestRoomRules::answer(
    StompDialogue &person, const QByteArray &action, const QByteArray &body)
{
    person.send("SEND\ndestination:/publish/" + action
        + "\ncontent-type:application/json\nreceipt:done\n\n" + body);
    while (const auto frame = person.next()) {
        if (frame->command == Command::Receipt && frame->header("receipt-id") == "done")
            return "receipt";
        if (frame->command == Command::Message && frame->header("subscription") == "errors")
            return jsonBody(*frame).value(u"code").toString().toUtf8();
    }
    return "closed";
}

void TestRoomRules::messagesOfOthersAreNeitherEditedNorDeleted()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(connect(ann, "Ann"));
    QVERIFY(connect(bob, "Bob"));
    const QByteArray id = say(ann, "mine");

    QCOMPARE(answer(bob, "chat/general/edit", R"({"id":")" + id + R"(","text":"yours"})"),
        "not-allowed");
    QCOMPARE(answer(bob, "chat/general/delete", R"({"id":")" + id + R"("})"), "not-allowed");
    QCOMPARE(answer(bob, "chat/general/pin", R"({"id":")" + id + R"("})"), "not-allowed");
    QCOMPARE(answer(bob, "chat/general/edit", R"({"id":"none","text":"x"})"), "no-such-message");
    QCOMPARE(test::readWholeRoom(bob, "general").size(), 1u);
    QCOMPARE(
        answer(ann, "chat/general/edit", R"({"id":")" + id + R"(","text":"better"})"), "receipt");
    const auto entries = test::readWholeRoom(bob, "general");
    QCOMPARE(entries.size(), 2u);
    QCOMPARE(entries[1].value(u"type"), u"edit"_s);
    QCOMPARE(entries[1].value(u"text"), u"better"_s);
    QCOMPARE(entries[1].value(u"seq").toInt(), 2);
}

void TestRoomRules::aDeletedTextIsGivenToNobody()
{
    StompDialogue ann(m_server->url());
    QVERIFY(connect(ann, "Ann"));
    const QByteArray id = say(ann, "secret");
    answer(ann, "chat/general/edit", R"({"id":")" + id + R"(","text":"secret, too"})");
    QCOMPARE(answer(ann, "chat/general/delete", R"({"id":")" + id + R"("})"), "receipt");
    m_server->killAtOnce();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));

    StompDialogue bob(m_server->url());
    QVERIFY(connect(bob, "Bob"));
    QVERIFY(!bob.ask("/publish/chat/general/history").contains("secret"));
    bob.subscribe("b", "/subscribe/chat/general", "after:0\n");
    for (int seq = 1; seq <= 3; ++seq) {
        const auto entry = bob.next();
        QVERIFY(entry);
        QCOMPARE(entry->header("seq"), QByteArray::number(seq));
        QVERIFY(!entry->body.contains("secret"));
    }
}

void TestRoomRules::whoIsRemovedHearsItAndStaysOut()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(connect(ann, "Ann", 'a'));
    QVERIFY(connect(bob, "Bob", 'b'));
    say(ann, "my room");
    QVERIFY(bob.isSubscribed("room", "/subscribe/chat/general"));
    const QByteArray removal =
        R"({"person":")" + bob.connectedHeaders().value("person") + R"(","minutes":5})";

    QCOMPARE(answer(bob, "chat/general/remove", removal), "not-allowed");
    QCOMPARE(answer(ann, "chat/general/remove", removal), "receipt");
    const auto told = bob.next();
    QVERIFY(told);
    QCOMPARE(jsonBody(*told).value(u"code"), u"removed"_s);
    QCOMPARE(valuesOf(*told, "subscription"), (QByteArrayList{"errors", "room"}));
    QCOMPARE(answer(bob, "chat/general", R"({"text":"let me in"})"), "removed");
    say(ann, "without him");
    QVERIFY(bob.everythingUntilNow().empty());
    bob.subscribe("again", "/subscribe/chat/general", {});
    QCOMPARE(jsonBody(*bob.next()).value(u"code"), u"removed"_s);

    m_server->killAtOnce();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    StompDialogue later(m_server->url());
    QVERIFY(connect(later, "Bob", 'b'));
    QCOMPARE(answer(later, "chat/general", R"({"text":"let me in"})"), "removed");
    QCOMPARE(answer(later, "chat/other", R"({"text":"hello"})"), "receipt");
}

void TestRoomRules::aTakenNameGetsANumber()
{
    StompDialogue ann(m_server->url());
    QVERIFY(connect(ann, "Ann", 'a'));
    StompDialogue other(m_server->url());
    QVERIFY(connect(other, "Ann", 'x'));
    StompDialogue guest(m_server->url());
    QVERIFY(connect(guest, "ANN"));
    QCOMPARE(other.connectedHeaders().value("name"), "Ann 2");
    QCOMPARE(guest.connectedHeaders().value("name"), "ANN 3");
    say(other, "I am Ann");
    const auto entries = test::readWholeRoom(ann, "general");
    QCOMPARE(entries.at(0).value(u"author").toObject().value(u"name"), u"Ann 2"_s);
}

void TestRoomRules::whatOneConnectionReadsTheOtherHears()
{
    StompDialogue one(m_server->url());
    StompDialogue two(m_server->url());
    QVERIFY(connect(one, "Ann", 'a'));
    QVERIFY(connect(two, "Ann", 'a'));
    QVERIFY(two.isSubscribed("read", "/user/queue/read"));
    say(one, "one");
    say(one, "two");

    QCOMPARE(answer(one, "chat/general/read", R"({"seq":2,"joined":1})"), "receipt");
    const auto heard = two.next();
    QVERIFY(heard);
    QCOMPARE(jsonBody(*heard),
        (QJsonObject{{u"room"_s, u"general"_s}, {u"seq"_s, 2}, {u"joined"_s, 1}}));
    m_server->killAtOnce();
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    StompDialogue later(m_server->url());
    QVERIFY(connect(later, "Ann", 'a'));
    const QJsonObject room = test::jsonArray(later.ask("/publish/rooms")).at(0).toObject();
    QCOMPARE(room.value(u"read").toInt(), 2);
    QCOMPARE(room.value(u"joined").toInt(), 1);
}

void TestRoomRules::anArchivedRoomIsReadAndOpenedAgain()
{
    StompDialogue ann(m_server->url());
    StompDialogue bob(m_server->url());
    QVERIFY(connect(ann, "Ann"));
    QVERIFY(connect(bob, "Bob"));
    say(ann, "hello");
    QVERIFY(bob.isSubscribed("rooms", "/subscribe/rooms"));
    QCOMPARE(answer(bob, "rooms", R"({"id":"general","archived":true})"), "not-allowed");
    QCOMPARE(answer(ann, "rooms", R"({"id":"general","archived":true})"), "receipt");
    QCOMPARE(jsonBody(*bob.next()).value(u"event"), u"archived"_s);
    QCOMPARE(answer(bob, "chat/general", R"({"text":"too late"})"), "room-archived");
    QCOMPARE(test::readWholeRoom(bob, "general").size(), 2u);
    QCOMPARE(answer(ann, "rooms", R"({"id":"general","archived":false})"), "receipt");
    QCOMPARE(jsonBody(*bob.next()).value(u"event"), u"changed"_s);
    QCOMPARE(answer(bob, "chat/general", R"({"text":"in time"})"), "receipt");
}

void TestRoomRules::whoResumesWhileOthersSpeakMissesNothing()
{
    constexpr int speakers = 4;
    constexpr int rounds = 60;
    std::vector<std::unique_ptr<StompDialogue>> people;
    for (int i = 0; i < speakers; ++i) {
        people.push_back(std::make_unique<StompDialogue>(m_server->url()));
        QVERIFY(connect(*people.back(), "Speaker"));
    }
    auto reader = std::make_unique<StompDialogue>(m_server->url());
    QVERIFY(connect(*reader, "Reader", 'r'));
    reader->subscribe("r", "/subscribe/chat/general", "after:0\n");
    qint64 seen = 0;
    const auto readUntil = [&](qint64 seq) {
        while (seen < seq) {
            const auto entry = reader->next();
            if (!entry || entry->header("seq") != QByteArray::number(seen + 1))
                return false;
            ++seen;
        }
        return true;
    };
    for (int round = 0; round < rounds; ++round) {
        for (const auto &person : people)
            person->send("SEND\ndestination:/publish/chat/general\n\n" + QByteArray::number(round));
        if (round % 10 == 5) { // cut in the midst of it, and come again
            QVERIFY(readUntil(seen + speakers * 3));
            reader = std::make_unique<StompDialogue>(m_server->url());
            QVERIFY(connect(*reader, "Reader", 'r'));
            reader->subscribe(
                "r", "/subscribe/chat/general", "after:" + QByteArray::number(seen) + "\n");
        }
    }
    QVERIFY(readUntil(speakers * rounds));
    QVERIFY(reader->everythingUntilNow().empty());
}

void TestRoomRules::whatIsNotKeptIsSaid()
{
    m_server = std::make_unique<test::ServerProcess>(QStringList{u"--retention-count"_s, u"3"_s});
    QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    StompDialogue ann(m_server->url());
    QVERIFY(connect(ann, "Ann"));
    for (int i = 0; i < 8; ++i)
        say(ann, "x");
    const QJsonObject page =
        QJsonDocument::fromJson(ann.ask("/publish/chat/general/history")).object();
    QCOMPARE(page.value(u"entries").toArray().at(0).toObject(),
        (QJsonObject{{u"type"_s, u"gap"_s}, {u"from"_s, 1}, {u"to"_s, 5}}));
    QCOMPARE(page.value(u"entries").toArray().size(), 4);
    for (const QByteArray headers : {"after:2\n", "last:6\n"}) {
        StompDialogue bob(m_server->url());
        QVERIFY(connect(bob, "Bob"));
        bob.subscribe("b", "/subscribe/chat/general", headers);
        QCOMPARE(jsonBody(*bob.next()),
            (QJsonObject{{u"type"_s, u"gap"_s}, {u"from"_s, 3}, {u"to"_s, 5}}));
        QCOMPARE(bob.next()->header("seq"), "6");
    }
}

QTEST_GUILESS_MAIN(TestRoomRules)
#include "tst_roomrules.moc"
