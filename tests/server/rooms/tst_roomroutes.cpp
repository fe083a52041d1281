#include "tests/server/rooms/chatharness.h"

#include <QTest>

using namespace server;

namespace {

const QByteArray say = "/publish/chat/general";
const QByteArray stream = "/subscribe/chat/general";

RoomsOptions listed()
{
    RoomsOptions options;
    options.opening = RoomOpening::Listed;
    return options;
}

} // namespace

class TestRoomRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidIsHeardInTheRoom();
    void jsonIsUnderstoodToo();
    void aRoomComesIntoBeingWhenFirstSpokenIn();
    void nothingIsAnnouncedBeforeItIsWritten();
    void twoFirstMessagesMakeOneRoom();
    void aFailedWriteLeavesNoRoom();
    void listedRoomsMustBeThere();
    void badMessagesAreRefused_data();
    void badMessagesAreRefused();
    void charactersAreCountedNotBytes();
    void keysAreChecked_data();
    void keysAreChecked();
    void aRepeatIsSaidOnce();
    void theSameTextHasTheSameHash();
    void aGuestsKeyBelongsToTheLogin();
    void whoSaysTooMuchIsTold();
    void nobodySpeaksInAnArchivedRoom();
    void thereIsAnEndToRooms();
    void theAuthorsNameIsTheNewestOne();
    void aSubscriptionMayAskForMore_data();
    void aSubscriptionMayAskForMore();
    void comingAndGoingIsTold();
    void severalConnectionsAreOneMember();
};

void TestRoomRoutes::whatIsSaidIsHeardInTheRoom()
{
    ChatHarness chat;
    chat.nowMs = 1795357800123;
    const Caller ann = chat.connect("Ann", "hash");
    const Seen seen = chat.send(ann, say, "hello");
    QCOMPARE(seen.appended, (std::vector<Appended>{{1, "id-1", false}}));
    QCOMPARE(seen.published.back().destination, stream);
    QCOMPARE(seen.published.back().seq, 1);
    QCOMPARE(seen.published.back().headers,
        (stomp::Headers{
            {"content-type", "application/json"}, {"message-id", "id-1"}, {"seq", "1"}}));
    const QJsonObject body = seen.only(stream);
    QCOMPARE(body,
        (QJsonObject{{QStringLiteral("type"), QStringLiteral("message")},
            {QStringLiteral("id"), QStringLiteral("id-1")},
            {QStringLiteral("room"), QStringLiteral("general")}, {QStringLiteral("seq"), 1},
            {QStringLiteral("author"),
                QJsonObject{{QStringLiteral("id"), QString::fromLatin1(ann.person)},
                    {QStringLiteral("name"), QStringLiteral("Ann")}}},
            {QStringLiteral("text"), QStringLiteral("hello")},
            {QStringLiteral("sentAt"), QStringLiteral("2026-11-22T14:30:00.123Z")},
            {QStringLiteral("replyTo"), QJsonValue::Null}}));
    // What the log keeps gives the same message again.
    const Publish again = chat.app.entryMessage("general", chat.log["general"].front());
    QCOMPARE(again.body, seen.published.back().body);
    QCOMPARE(again.headers, seen.published.back().headers);
    QCOMPARE(again.destination, stream);
}

void TestRoomRoutes::jsonIsUnderstoodToo()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    chat.send(ann, say, "question");
    const QByteArray question = chat.written.back().id;
    const QJsonObject body =
        chat.sendJson(ann, say, R"({"text":"yes","replyTo":")" + question + R"("})").only(stream);
    QCOMPARE(body[u"text"].toString(), QStringLiteral("yes"));
    QCOMPARE(body[u"replyTo"].toString(), QString::fromLatin1(question));
    QCOMPARE(chat.sendJson(ann, say, R"({"text":"yes","replyTo":"nothing"})").problem(),
        QByteArray("no-such-message"));
    QCOMPARE(chat.sendJson(ann, say, R"({"content":"tutorial"})").only(stream)[u"text"].toString(),
        QStringLiteral("tutorial"));
}

void TestRoomRoutes::aRoomComesIntoBeingWhenFirstSpokenIn()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    const Seen first = chat.send(ann, say, "hello");
    QCOMPARE(first.published.size(), 2u);
    const QJsonObject created = first.only("/subscribe/rooms");
    QCOMPARE(created[u"event"].toString(), QStringLiteral("created"));
    QCOMPARE(created[u"room"][u"id"].toString(), QStringLiteral("general"));
    QCOMPARE(created[u"room"][u"creator"].toString(), QString::fromLatin1(ann.person));
    QCOMPARE(created[u"room"][u"lastSeq"].toInt(), 1);
    QVERIFY(chat.written.back().roomRecord);
    QCOMPARE(chat.written.back().roomRecord->name, QStringLiteral("general"));

    QCOMPARE(chat.send(ann, say, "more").published.size(), 1u);
    QVERIFY(!chat.written.back().roomRecord);
}

void TestRoomRoutes::nothingIsAnnouncedBeforeItIsWritten()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    chat.isHeld = true;
    QVERIFY(chat.send(ann, say, "hello").published.empty());
    QCOMPARE(chat.ask(ann, "/publish/rooms").replies.front().body, QByteArray("[]"));
    QCOMPARE(chat.release().published.size(), 2u);
    QVERIFY(chat.ask(ann, "/publish/rooms").replies.front().body != "[]");
}

void TestRoomRoutes::twoFirstMessagesMakeOneRoom()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    const Caller bo = chat.connect("Bo", "b");
    chat.isHeld = true;
    chat.send(ann, say, "first");
    chat.send(bo, say, "second");
    const Seen seen = chat.release();
    QCOMPARE(seen.published.size(), 3u); // one room, two entries
    QCOMPARE(chat.written[0].roomRecord, chat.written[1].roomRecord);
    QCOMPARE(chat.written[1].roomRecord->creator, ann.person);
}

void TestRoomRoutes::aFailedWriteLeavesNoRoom()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    const Caller bo = chat.connect("Bo", "b");
    chat.isDiskFull = true;
    const Seen failed = chat.send(ann, say, "first");
    QCOMPARE(failed.problem(), QByteArray("disk-full"));
    QVERIFY(failed.published.empty());
    chat.isDiskFull = false;
    chat.send(bo, say, "second");
    QCOMPARE(chat.written.back().roomRecord->creator, bo.person);
}

void TestRoomRoutes::listedRoomsMustBeThere()
{
    RoomRecord there;
    there.id = "there";
    ChatHarness chat(listed(), {{there}, {}, {}});
    const Caller ann = chat.connect("Ann");
    const QByteArray none("no-such-room");
    QCOMPARE(chat.send(ann, say, "hello").problem(), none);
    QCOMPARE(chat.subscribe(ann, stream).problem(), none);
    QCOMPARE(chat.subscribe(ann, stream + "/members").problem(), none);
    QCOMPARE(chat.subscribe(ann, stream + "/typing").problem(), none);
    QCOMPARE(chat.ask(ann, say + "/members").problem(), none);
    QCOMPARE(chat.ask(ann, say + "/history").problem(), none);
    QCOMPARE(chat.sendJson(ann, say + "/typing", R"({"on":true})").problem(), none);
    QCOMPARE(chat.send(ann, "/publish/chat/there", "hello").problem(), QByteArray());
    QCOMPARE(chat.subscribe(ann, "/subscribe/chat/there").problem(), QByteArray());
}

void TestRoomRoutes::badMessagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("room");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const QByteArray room("general");
    const QByteArray json("application/json");
    const QByteArray payload("bad-payload");
    QTest::newRow("empty") << room << QByteArray() << QByteArray() << payload;
    QTest::newRow("bad UTF-8") << room << QByteArray() << QByteArray("\xff") << payload;
    QTest::newRow("broken JSON") << room << json << QByteArray("{") << payload;
    QTest::newRow("no text") << room << json << QByteArray("{}") << payload;
    QTest::newRow("text no text") << room << json << QByteArray(R"({"text":5})") << payload;
    QTest::newRow("deep") << room << json << QByteArray(100000, '[') << payload;
    QTest::newRow("long replyTo") << room << json
                                  << R"({"text":"a","replyTo":")" + QByteArray(65, 'x') + R"("})"
                                  << payload;
    QTest::newRow("4001") << room << QByteArray() << QByteArray(4001, 'a')
                          << QByteArray("too-long");
    QTest::newRow("room with %") << QByteArray("a%2Fb") << QByteArray() << QByteArray("a")
                                 << QByteArray("bad-path");
    QTest::newRow("room of 65") << QByteArray(65, 'a') << QByteArray() << QByteArray("a")
                                << QByteArray("bad-path");
    QTest::newRow("room of letters")
        << QByteArray("\xed\x95\x9c") << QByteArray() << QByteArray("a") << QByteArray("bad-path");
    QTest::newRow("room ..") << QByteArray("..") << QByteArray() << QByteArray("a")
                             << QByteArray("bad-destination");
    QTest::newRow("unknown action") << QByteArray("general/x") << QByteArray() << QByteArray("a")
                                    << QByteArray("no-such-route");
}

void TestRoomRoutes::badMessagesAreRefused()
{
    QFETCH(QByteArray, room);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    stomp::Headers headers;
    if (!contentType.isEmpty())
        headers.append("content-type", contentType);
    const Seen seen = chat.send(ann, "/publish/chat/" + room, body, headers);
    QCOMPARE(seen.problem(), code);
    QVERIFY(chat.written.empty());
}

void TestRoomRoutes::charactersAreCountedNotBytes()
{
    RoomsOptions options;
    options.maxText = 3;
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann");
    const QByteArray emoji("\xf0\x9f\x98\x80");
    QCOMPARE(chat.send(ann, say, emoji.repeated(3)).problem(), QByteArray());
    QCOMPARE(chat.send(ann, say, emoji.repeated(4)).problem(), QByteArray("too-long"));
}

void TestRoomRoutes::keysAreChecked_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("one") << QByteArray("k") << true;
    QTest::newRow("64") << QByteArray(64, 'k') << true;
    QTest::newRow("64 letters") << QByteArray("\xed\x95\x9c").repeated(64) << true;
    QTest::newRow("65") << QByteArray(65, 'k') << false;
    QTest::newRow("empty") << QByteArray("") << false;
    QTest::newRow("line feed") << QByteArray("a\nb") << false;
    QTest::newRow("bad UTF-8") << QByteArray("\xff") << false;
}

void TestRoomRoutes::keysAreChecked()
{
    QFETCH(QByteArray, key);
    QFETCH(bool, accepted);
    ChatHarness chat;
    const Seen seen = chat.send(chat.connect("Ann"), say, "a", {{"idempotency-key", key}});
    QCOMPARE(seen.problem(), accepted ? QByteArray() : QByteArray("bad-header"));
    if (accepted)
        QCOMPARE(chat.written.back().idempotencyKey, key);
}

void TestRoomRoutes::aRepeatIsSaidOnce()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    chat.send(ann, say, "a", {{"idempotency-key", "k"}});
    const Seen repeat = chat.send(ann, say, "a", {{"idempotency-key", "k"}});
    QCOMPARE(repeat.appended, (std::vector<Appended>{{1, "id-1", true}}));
    QVERIFY(repeat.published.empty());
    QCOMPARE(chat.log["general"].size(), 1u);
}

void TestRoomRoutes::theSameTextHasTheSameHash()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    const stomp::Headers key{{"idempotency-key", "k"}};
    const stomp::Headers jsonKey{{"idempotency-key", "k"}, {"content-type", "application/json"}};
    chat.send(ann, say, "a", key);
    chat.nowMs += 1000;
    chat.send(ann, say, R"({ "text" : "a" })", jsonKey);
    chat.send(ann, say, "b", key);
    chat.send(ann, say, R"({"text":"a","replyTo":"x"})", jsonKey);
    QVERIFY(!chat.written[0].contentHash.isEmpty());
    QCOMPARE(chat.written[1].contentHash, chat.written[0].contentHash);
    QVERIFY(chat.written[2].contentHash != chat.written[0].contentHash);
    QVERIFY(chat.written[3].contentHash != chat.written[0].contentHash);
}

void TestRoomRoutes::aGuestsKeyBelongsToTheLogin()
{
    ChatHarness chat;
    const Caller guest = chat.connect("Ann");
    const Caller again = chat.connect("Ann");
    const Caller person = chat.connect("Ann", "hash");
    chat.send(guest, say, "a");
    chat.send(again, say, "a");
    chat.send(person, say, "a");
    QVERIFY(guest.person != again.person);
    QCOMPARE(chat.written[0].author, QByteArray("guest:Ann"));
    QCOMPARE(chat.written[1].author, QByteArray("guest:Ann"));
    QCOMPARE(chat.written[2].author, person.person);
    // In the room they are who they are.
    QCOMPARE(json(chat.log["general"][1].payload)[u"author"][u"id"].toString(),
        QString::fromLatin1(again.person));
    QCOMPARE(json(chat.log["general"][1].payload)[u"author"][u"name"].toString(),
        QStringLiteral("Ann 2"));
}

void TestRoomRoutes::whoSaysTooMuchIsTold()
{
    RoomsOptions options;
    options.messagesPerMinute = 2;
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann", "a");
    const Caller device = chat.connect("Ann", "a");
    const Caller bo = chat.connect("Bo", "b");
    QCOMPARE(chat.send(ann, say, "1").problem(), QByteArray());
    QCOMPARE(chat.send(ann, say, QByteArray(5000, 'a')).problem(),
        QByteArray("too-long")); // not counted
    QCOMPARE(chat.send(device, say, "2").problem(), QByteArray());
    QCOMPARE(chat.send(ann, say, "3").problem(), QByteArray("too-fast"));
    QCOMPARE(chat.send(bo, say, "1").problem(), QByteArray());
    chat.nowMs += 30000;
    QCOMPARE(chat.send(ann, say, "3").problem(), QByteArray());
}

void TestRoomRoutes::nobodySpeaksInAnArchivedRoom()
{
    RoomRecord archived;
    archived.id = "general";
    archived.isArchived = true;
    ChatHarness chat({}, {{archived}, {}, {}});
    const Caller ann = chat.connect("Ann");
    QCOMPARE(chat.send(ann, say, "a").problem(), QByteArray("room-archived"));
    QCOMPARE(chat.subscribe(ann, stream).problem(), QByteArray());
}

void TestRoomRoutes::thereIsAnEndToRooms()
{
    RoomsOptions options;
    options.maxRooms = 2;
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann");
    chat.isHeld = true; // those on their way count
    QCOMPARE(chat.send(ann, "/publish/chat/1", "a").problem(), QByteArray());
    QCOMPARE(chat.send(ann, "/publish/chat/2", "a").problem(), QByteArray());
    QCOMPARE(chat.send(ann, "/publish/chat/3", "a").problem(), QByteArray("too-many-rooms"));
    QCOMPARE(chat.sendJson(ann, "/publish/rooms", R"({"id":"3"})").problem(),
        QByteArray("too-many-rooms"));
    QCOMPARE(chat.send(ann, "/publish/chat/1", "a").problem(), QByteArray());
}

void TestRoomRoutes::theAuthorsNameIsTheNewestOne()
{
    ChatHarness chat;
    const Caller before = chat.connect("Ann", "hash");
    chat.connect("Anna", "hash");
    QCOMPARE(chat.send(before, say, "a").only(stream)[u"author"][u"name"].toString(),
        QStringLiteral("Anna"));
}

void TestRoomRoutes::aSubscriptionMayAskForMore_data()
{
    QTest::addColumn<stomp::Headers>("headers");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("replay"); // "last N", "after N", or empty
    const QByteArray bad("bad-header");
    QTest::newRow("nothing") << stomp::Headers{} << QByteArray() << QByteArray();
    QTest::newRow("last") << stomp::Headers{{"last", "50"}} << QByteArray()
                          << QByteArray("last 50");
    QTest::newRow("last none") << stomp::Headers{{"last", "0"}} << QByteArray() << QByteArray();
    QTest::newRow("last 1000") << stomp::Headers{{"last", "1000"}} << QByteArray()
                               << QByteArray("last 1000");
    QTest::newRow("last too many")
        << stomp::Headers{{"last", "99999999999"}} << QByteArray() << QByteArray("last 1000");
    QTest::newRow("after") << stomp::Headers{{"after", "57"}} << QByteArray()
                           << QByteArray("after 57");
    QTest::newRow("after nothing")
        << stomp::Headers{{"after", "0"}} << QByteArray() << QByteArray("after 0");
    QTest::newRow("both") << stomp::Headers{{"after", "5"}, {"last", "5"}} << bad << QByteArray();
    QTest::newRow("word") << stomp::Headers{{"last", "all"}} << bad << QByteArray();
    QTest::newRow("negative") << stomp::Headers{{"after", "-1"}} << bad << QByteArray();
    QTest::newRow("empty") << stomp::Headers{{"after", ""}} << bad << QByteArray();
    QTest::newRow("blank") << stomp::Headers{{"after", " 5"}} << bad << QByteArray();
    QTest::newRow("huge") << stomp::Headers{{"after", "9223372036854775808"}} << bad
                          << QByteArray();
}

void TestRoomRoutes::aSubscriptionMayAskForMore()
{
    QFETCH(stomp::Headers, headers);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, replay);
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    const Seen seen = chat.subscribe(ann, stream, headers);
    QCOMPARE(seen.problem(), code);
    QByteArray asked;
    if (chat.replay) {
        QCOMPARE(chat.replay->room, QByteArray("general"));
        const bool isLast = chat.replay->range == LogQuery::Range::Last;
        asked = isLast ? "last " + QByteArray::number(chat.replay->count)
                       : "after " + QByteArray::number(chat.replay->position);
    }
    QCOMPARE(asked, replay);
    // Who was refused is not there.
    QCOMPARE(chat.ask(ann, say + "/members").replies.front().body == "[]", !code.isEmpty());
}

void TestRoomRoutes::comingAndGoingIsTold()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    chat.nowMs = 5000;
    const QJsonObject joined = chat.subscribe(ann, stream).only(stream + "/members");
    QCOMPARE(joined[u"event"].toString(), QStringLiteral("joined"));
    QCOMPARE(joined[u"member"][u"person"].toString(), QString::fromLatin1(ann.person));
    QCOMPARE(joined[u"member"][u"name"].toString(), QStringLiteral("Ann"));
    QCOMPARE(joined[u"member"][u"guest"].toBool(), true);
    QCOMPARE(joined[u"member"][u"state"].toString(), QStringLiteral("online"));
    const QJsonObject left = chat.unsubscribe(ann, stream).only(stream + "/members");
    QCOMPARE(left[u"event"].toString(), QStringLiteral("left"));
    QCOMPARE(left[u"member"], joined[u"member"]);
    QVERIFY(chat.unsubscribe(ann, stream + "/members").published.empty());
}

void TestRoomRoutes::severalConnectionsAreOneMember()
{
    ChatHarness chat;
    const Caller laptop = chat.connect("Ann", "hash");
    const Caller phone = chat.connect("Ann", "hash");
    QCOMPARE(chat.subscribe(laptop, stream).published.size(), 1u);
    QVERIFY(chat.subscribe(phone, stream).published.empty());
    QVERIFY(chat.subscribe(phone, stream).published.empty());
    QVERIFY(chat.unsubscribe(laptop, stream).published.empty());
    QVERIFY(chat.unsubscribe(phone, stream).published.empty());
    QCOMPARE(chat.unsubscribe(phone, stream).published.size(), 1u);
}

Q_DECLARE_METATYPE(stomp::Headers)

QTEST_APPLESS_MAIN(TestRoomRoutes)
#include "tst_roomroutes.moc"
