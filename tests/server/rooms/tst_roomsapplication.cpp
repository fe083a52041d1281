#include "tests/server/rooms/chatharness.h"

#include "server/rooms/persondirectory.h"

#include <QJsonArray>
#include <QTest>

using namespace server;

namespace {

const QByteArray general = "/publish/chat/general";
const QByteArray rooms = "/publish/rooms";
const QByteArray roomEvents = "/subscribe/rooms";

QJsonArray list(const Seen &seen)
{
    return seen.replies.size() == 1 ? QJsonDocument::fromJson(seen.replies.front().body).array()
                                    : QJsonArray{QStringLiteral("no reply")};
}

} // namespace

// Everything but the rooms' own streams: coming in, history, presence, the list of rooms.
class TestRoomsApplication : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoComesInIsToldTheRules();
    void whoCannotBeNamedIsNotLetIn();
    void aPersonHasItsMostConnections();
    void prefixesAreOnesOwn();
    void aPersonIsKept();
    void aNewNameIsToldWhereOneIs();
    void aGuestLeavesNothingBehind();
    void historyComesInPages_data();
    void historyComesInPages();
    void historyOfNothingIsEmpty();
    void aGapIsSaid();
    void typingIsHeard();
    void aMarkerGoesForwardOnly();
    void markersAreRemembered();
    void whoComesInHasNothingUnread_data();
    void whoComesInHasNothingUnread();
    void whereSomebodyBeganIsRemembered();
    void markersOfGuestsAreNotKept();
    void badBodiesAreRefused_data();
    void badBodiesAreRefused();
    void aRoomIsMade();
    void aRoomIsChangedByItsCreatorAndTheHost();
    void changesOnTheirWayAddUp();
    void aFailedChangeIsNotBuiltUpon();
    void aRoomIsArchived();
    void badRoomsAreRefused_data();
    void badRoomsAreRefused();
    void roomsAreListedOldestFirst();
    void membersAreListed();
    void onlyTheHostListensToAllRooms();
    void routesOfOnesOwnAreAdded();
};

void TestRoomsApplication::whoComesInIsToldTheRules()
{
    RoomsOptions options;
    options.maxBody = 1000;
    options.maxText = 200;
    options.messagesPerMinute = 30;
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann");
    QCOMPARE(chat.admission->connected,
        (stomp::Headers{{"person", ann.person}, {"name", "Ann"}, {"application-prefix", "/publish"},
            {"broker-prefix", "/subscribe"}, {"max-body", "1000"}, {"max-text", "200"},
            {"messages-per-minute", "30"}}));
    QVERIFY(ann.isGuest);
    QCOMPARE(chat.connect("Ann").name, QStringLiteral("Ann 2"));
}

void TestRoomsApplication::whoCannotBeNamedIsNotLetIn()
{
    ChatHarness chat;
    chat.connect("a\nb");
    QVERIFY(!chat.admission);
    QCOMPARE(chat.admission.error().code, QByteArray("bad-name"));
}

void TestRoomsApplication::prefixesAreOnesOwn()
{
    RoomsOptions options;
    options.prefixes = {"/app", "/live"};
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann");
    QCOMPARE(chat.send(ann, "/app/chat/r", "a").only("/live/chat/r")[u"text"].toString(),
        QStringLiteral("a"));
    QCOMPARE(chat.subscribe(ann, "/live/chat/r").problem(), QByteArray());
    QCOMPARE(
        chat.app.entryMessage("r", chat.log["r"].front()).destination, QByteArray("/live/chat/r"));
    QCOMPARE(chat.send(ann, "/publish/chat/r", "a").problem(), QByteArray("no-such-route"));
}

void TestRoomsApplication::aPersonIsKept()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    QCOMPARE(chat.lastSeen.saved.size(), 1u);
    const PersonRecord kept = std::get<SavePerson>(chat.lastSeen.saved.front()).person;
    QCOMPARE(kept, (PersonRecord{ann.person, "hash", QStringLiteral("Ann"), 1000}));
    chat.connect("Bo");
    QVERIFY(chat.lastSeen.saved.empty());

    ChatHarness restarted({}, {{}, {kept}, {}});
    QCOMPARE(restarted.connect("Ann").name, QStringLiteral("Ann 2"));
    QCOMPARE(restarted.connect("Ann", "hash").person, ann.person);
}

void TestRoomsApplication::aNewNameIsToldWhereOneIs()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    chat.subscribe(ann, "/subscribe/chat/general");
    chat.subscribe(ann, "/subscribe/chat/other");
    chat.connect("Anna", "hash");
    QCOMPARE(chat.lastSeen.published.size(), 2u);
    const QJsonObject changed = chat.lastSeen.only("/subscribe/chat/other/members");
    QCOMPARE(changed[u"event"].toString(), QStringLiteral("changed"));
    QCOMPARE(changed[u"member"][u"name"].toString(), QStringLiteral("Anna"));
}

void TestRoomsApplication::aGuestLeavesNothingBehind()
{
    ChatHarness chat;
    const Caller guest = chat.connect("Ann");
    const Caller person = chat.connect("Bo", "hash");
    chat.disconnect(guest);
    chat.disconnect(person);
    QCOMPARE(chat.connect("Ann").name, QStringLiteral("Ann"));
    QCOMPARE(chat.connect("Bo").name, QStringLiteral("Bo 2"));
}

void TestRoomsApplication::historyComesInPages_data()
{
    QTest::addColumn<stomp::Headers>("headers");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    const QByteArray bad("bad-header");
    QTest::newRow("newest") << stomp::Headers{} << QByteArray() << 201 << 250;
    QTest::newRow("before") << stomp::Headers{{"before", "11"}, {"limit", "4"}} << QByteArray() << 7
                            << 10;
    QTest::newRow("to the start") << stomp::Headers{{"before", "3"}, {"limit", "4"}} << QByteArray()
                                  << 1 << 2;
    QTest::newRow("before the first") << stomp::Headers{{"before", "1"}} << QByteArray() << 0 << 0;
    QTest::newRow("limit is cut") << stomp::Headers{{"limit", "100000"}} << QByteArray() << 51
                                  << 250;
    QTest::newRow("after") << stomp::Headers{{"after", "0"}, {"limit", "4"}} << QByteArray() << 1
                           << 4;
    QTest::newRow("after the newest") << stomp::Headers{{"after", "250"}} << QByteArray() << 0 << 0;
    QTest::newRow("around") << stomp::Headers{{"around", "100"}, {"limit", "5"}} << QByteArray()
                            << 98 << 102;
    QTest::newRow("around the first")
        << stomp::Headers{{"around", "1"}, {"limit", "5"}} << QByteArray() << 1 << 5;
    QTest::newRow("around the last")
        << stomp::Headers{{"around", "250"}, {"limit", "5"}} << QByteArray() << 246 << 250;
    QTest::newRow("two ways") << stomp::Headers{{"around", "9"}, {"after", "1"}} << bad << 0 << 0;
    QTest::newRow("around 0") << stomp::Headers{{"around", "0"}} << bad << 0 << 0;
    QTest::newRow("beyond the end")
        << stomp::Headers{{"before", "9999"}, {"limit", "1"}} << QByteArray() << 250 << 250;
    QTest::newRow("limit 0") << stomp::Headers{{"limit", "0"}} << bad << 0 << 0;
    QTest::newRow("before 0") << stomp::Headers{{"before", "0"}} << bad << 0 << 0;
    QTest::newRow("limit -1") << stomp::Headers{{"limit", "-1"}} << bad << 0 << 0;
    QTest::newRow("no number") << stomp::Headers{{"before", "now"}} << bad << 0 << 0;
    QTest::newRow("huge") << stomp::Headers{{"before", "99999999999999999999"}} << bad << 0 << 0;
}

void TestRoomsApplication::historyComesInPages()
{
    QFETCH(stomp::Headers, headers);
    QFETCH(QByteArray, code);
    QFETCH(int, first);
    QFETCH(int, last);
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    for (int i = 0; i < 250; ++i)
        chat.send(ann, general, QByteArray::number(i));
    const Seen seen = chat.ask(ann, general + "/history", headers);
    QCOMPARE(seen.problem(), code);
    if (!code.isEmpty())
        return;
    QCOMPARE(seen.replies.front().headers, (stomp::Headers{{"content-type", "application/json"}}));
    const QJsonObject page = json(seen.replies.front().body);
    const QJsonArray entries = page[u"entries"].toArray();
    QCOMPARE(entries.size(), last == 0 ? 0 : last - first + 1);
    for (qsizetype i = 0; i < entries.size(); ++i)
        QCOMPARE(entries[i][u"seq"].toInt(), first + i);
    const bool isBehindTheEnd = headers.contains("after") && last == 0;
    QCOMPARE(page[u"start"].toBool(), first <= 1 && !isBehindTheEnd);
    QCOMPARE(page[u"end"].toBool(), last == 250 || isBehindTheEnd);
}

void TestRoomsApplication::historyOfNothingIsEmpty()
{
    ChatHarness chat;
    const Seen seen = chat.ask(chat.connect("Ann"), "/publish/chat/new/history");
    QCOMPARE(seen.replies.front().body, QByteArray(R"({"entries":[],"start":true,"end":true})"));
}

void TestRoomsApplication::aGapIsSaid()
{
    ChatHarness chat;
    const Publish gap = chat.app.gapMessage("general", 3, 9);
    QCOMPARE(gap.destination, QByteArray("/subscribe/chat/general"));
    QCOMPARE(json(gap.body),
        (QJsonObject{{QStringLiteral("type"), QStringLiteral("gap")}, {QStringLiteral("from"), 3},
            {QStringLiteral("to"), 9}}));
}

void TestRoomsApplication::typingIsHeard()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    const Seen seen = chat.sendJson(ann, general + "/typing", R"({"on":true})");
    QCOMPARE(seen.only("/subscribe/chat/general/typing"),
        (QJsonObject{{QStringLiteral("person"), QString::fromLatin1(ann.person)},
            {QStringLiteral("name"), QStringLiteral("Ann")}, {QStringLiteral("on"), true}}));
    QVERIFY(chat.written.empty());
}

void TestRoomsApplication::aMarkerGoesForwardOnly()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "hash");
    QCOMPARE(chat.sendJson(ann, general + "/read", R"({"seq":1})").problem(),
        QByteArray("no-such-room"));
    for (int i = 0; i < 3; ++i)
        chat.send(ann, general, "a");
    const Seen seen = chat.sendJson(ann, general + "/read", R"({"seq":2})");
    QCOMPARE(
        std::get<SaveMarker>(seen.saved.front()).marker, (MarkerRecord{"general", ann.person, 2}));
    QCOMPARE(seen.personal.size(), 1u);
    QCOMPARE(seen.personal.front().person, ann.person);
    QCOMPARE(seen.personal.front().destination, QByteArray("/user/queue/read"));
    QCOMPARE(seen.personal.front().except, std::optional(ann.session));
    QCOMPARE(json(seen.personal.front().body),
        (QJsonObject{{QStringLiteral("room"), QStringLiteral("general")},
            {QStringLiteral("seq"), 2}, {QStringLiteral("joined"), 0}}));
    for (const char *body : {R"({"seq":2})", R"({"seq":1})"}) {
        const Seen again = chat.sendJson(ann, general + "/read", body);
        QVERIFY(again.saved.empty() && again.personal.empty() && again.problems.empty());
    }
    // Nobody has read what was not said.
    const Seen beyond = chat.sendJson(ann, general + "/read", R"({"seq":99})");
    QCOMPARE(std::get<SaveMarker>(beyond.saved.front()).marker.read, 3);
}

void TestRoomsApplication::markersAreRemembered()
{
    RoomRecord room;
    room.id = "general";
    room.lastSeq = 9;
    ChatHarness chat({}, {{room}, {}, {{"general", PersonDirectory::personId("hash"), 7}}});
    const Caller ann = chat.connect("Ann", "hash");
    QCOMPARE(list(chat.ask(ann, rooms))[0][u"read"].toInt(), 7);
    QCOMPARE(list(chat.ask(ann, rooms))[0][u"lastSeq"].toInt(), 9);
    QCOMPARE(list(chat.ask(chat.connect("Bo"), rooms))[0][u"read"].toInt(), 9);
}

void TestRoomsApplication::whoComesInHasNothingUnread_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("a guest") << QByteArray();
    QTest::newRow("with a secret") << QByteArray("hash");
}

void TestRoomsApplication::whoComesInHasNothingUnread()
{
    QFETCH(QByteArray, secret);
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "ann");
    for (int i = 0; i < 3; ++i)
        chat.send(ann, general, "a");
    const Caller newcomer = chat.connect("Bo", secret);
    QCOMPARE(list(chat.ask(newcomer, rooms))[0][u"read"].toInt(), 3);
    QCOMPARE(list(chat.ask(newcomer, rooms))[0][u"lastSeq"].toInt(), 3);
    // What is said from now on is unread, in rooms that come into being later, all of it.
    chat.send(ann, general, "b");
    ++chat.nowMs;
    chat.send(ann, "/publish/chat/later", "c");
    const QJsonArray all = list(chat.ask(newcomer, rooms));
    QCOMPARE(all[0][u"read"].toInt(), 3);
    QCOMPARE(all[0][u"lastSeq"].toInt(), 4);
    QCOMPARE(all[1][u"read"].toInt(), 0);
    // Who was there from the beginning has not read what was never marked.
    QCOMPARE(list(chat.ask(ann, rooms))[0][u"read"].toInt(), 0);
    chat.sendJson(newcomer, general + "/read", R"({"seq":2})");
    QCOMPARE(list(chat.ask(newcomer, rooms))[0][u"read"].toInt(), 3);
    chat.sendJson(newcomer, general + "/read", R"({"seq":4})");
    QCOMPARE(list(chat.ask(newcomer, rooms))[0][u"read"].toInt(), 4);
    // A second connection is nothing new to a person, but a guest is somebody else.
    const Caller second = chat.connect("Bo", secret);
    QCOMPARE(list(chat.ask(second, rooms))[1][u"read"].toInt(), secret.isEmpty() ? 1 : 0);
}

void TestRoomsApplication::whereSomebodyBeganIsRemembered()
{
    RoomRecord room;
    room.id = "general";
    room.lastSeq = 9;
    ChatHarness chat({}, {{room}, {}, {}});
    const Caller ann = chat.connect("Ann", "hash");
    QCOMPARE(chat.lastSeen.saved.size(), 2u);
    QVERIFY(std::holds_alternative<SavePerson>(chat.lastSeen.saved.front()));
    QCOMPARE(std::get<SaveMarker>(chat.lastSeen.saved.back()).marker,
        (MarkerRecord{"general", ann.person, 9, 9}));
    chat.connect("Ann", "hash");
    QCOMPARE(chat.lastSeen.saved.size(), 1u);
    chat.connect("Guest");
    QVERIFY(chat.lastSeen.saved.empty());
    // A person known from before the start begins where the markers are, and nowhere else.
    const PersonRecord known{PersonDirectory::personId("old"), "old", QStringLiteral("Old"), 1};
    ChatHarness later({}, {{room}, {known}, {}});
    QCOMPARE(list(later.ask(later.connect("Old", "old"), rooms))[0][u"read"].toInt(), 0);
}

void TestRoomsApplication::markersOfGuestsAreNotKept()
{
    ChatHarness chat;
    const Caller guest = chat.connect("Ann");
    chat.send(guest, general, "a");
    QVERIFY(chat.sendJson(guest, general + "/read", R"({"seq":1})").saved.empty());
    QCOMPARE(list(chat.ask(guest, rooms))[0][u"read"].toInt(), 1);
}

void TestRoomsApplication::badBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("typing, nothing") << general + "/typing" << QByteArray();
    QTest::newRow("typing, text") << general + "/typing" << QByteArray("on");
    QTest::newRow("typing, a number") << general + "/typing" << QByteArray(R"({"on":1})");
    QTest::newRow("read, a text") << general + "/read" << QByteArray(R"({"seq":"5"})");
    QTest::newRow("read, a fraction") << general + "/read" << QByteArray(R"({"seq":1.5})");
    QTest::newRow("read, huge") << general + "/read" << QByteArray(R"({"seq":1e300})");
    QTest::newRow("rooms, no id") << rooms << QByteArray(R"({"name":"a"})");
    QTest::newRow("rooms, a list") << rooms << QByteArray("[]");
}

void TestRoomsApplication::badBodiesAreRefused()
{
    QFETCH(QByteArray, destination);
    QFETCH(QByteArray, body);
    ChatHarness chat;
    const Caller ann = chat.connect("Ann");
    chat.send(ann, general, "a");
    const Seen seen = chat.sendJson(ann, destination, body);
    QCOMPARE(seen.problem(), QByteArray("bad-payload"));
    QVERIFY(seen.published.empty() && seen.saved.empty());
}

void TestRoomsApplication::aRoomIsMade()
{
    RoomsOptions options;
    options.opening = RoomOpening::Listed;
    ChatHarness chat(options);
    const Caller ann = chat.connect("Ann", "hash");
    const Seen seen =
        chat.sendJson(ann, rooms, R"({"id":"tea","name":" Tea room ","topic":"Leaves"})");
    QCOMPARE(seen.only(roomEvents)[u"event"].toString(), QStringLiteral("created"));
    const QJsonObject room = seen.only(roomEvents)[u"room"].toObject();
    QCOMPARE(room[u"name"].toString(), QStringLiteral("Tea room"));
    QCOMPARE(room[u"topic"].toString(), QStringLiteral("Leaves"));
    QCOMPARE(room[u"lastSeq"].toInt(), 1);
    const QJsonObject entry = seen.only("/subscribe/chat/tea");
    QCOMPARE(entry[u"type"].toString(), QStringLiteral("room"));
    QCOMPARE(entry[u"name"].toString(), QStringLiteral("Tea room"));
    QCOMPARE(entry[u"seq"].toInt(), 1);
    QCOMPARE(chat.written.back().roomRecord->creator, ann.person);
    QCOMPARE(chat.send(ann, "/publish/chat/tea", "a").problem(), QByteArray());
    QCOMPARE(chat.subscribe(ann, roomEvents).problem(), QByteArray());
}

void TestRoomsApplication::aRoomIsChangedByItsCreatorAndTheHost()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    const Caller bo = chat.connect("Bo", "b");
    const Caller host = chat.connect("Host", "h", true);
    chat.send(ann, general, "a");
    QCOMPARE(chat.sendJson(bo, rooms, R"({"id":"general","topic":"mine"})").problem(),
        QByteArray("not-allowed"));
    const Seen byCreator = chat.sendJson(ann, rooms, R"({"id":"general","name":"All"})");
    QCOMPARE(byCreator.only(roomEvents)[u"event"].toString(), QStringLiteral("changed"));
    const Seen byHost = chat.sendJson(host, rooms, R"({"id":"general","topic":"Everything"})");
    const QJsonObject room = byHost.only(roomEvents)[u"room"].toObject();
    QCOMPARE(room[u"name"].toString(), QStringLiteral("All"));
    QCOMPARE(room[u"topic"].toString(), QStringLiteral("Everything"));
    QCOMPARE(room[u"creator"].toString(), QString::fromLatin1(ann.person));
    QCOMPARE(room[u"lastSeq"].toInt(), 3);
    // As it is already: nothing is written.
    const Seen same = chat.sendJson(ann, rooms, R"({"id":"general","name":"All"})");
    QVERIFY(same.published.empty() && same.problems.empty() && same.appended.empty());
}

void TestRoomsApplication::changesOnTheirWayAddUp()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    chat.isHeld = true;
    chat.sendJson(ann, rooms, R"({"id":"general","name":"All"})");
    chat.sendJson(ann, rooms, R"({"id":"general","topic":"Everything"})");
    chat.release();
    QCOMPARE(chat.written.back().roomRecord->name, QStringLiteral("All"));
    QCOMPARE(chat.written.back().roomRecord->topic, QStringLiteral("Everything"));
    QCOMPARE(list(chat.ask(ann, rooms))[0][u"topic"].toString(), QStringLiteral("Everything"));
    QCOMPARE(list(chat.ask(ann, rooms))[0][u"lastSeq"].toInt(), 2);
}

void TestRoomsApplication::aFailedChangeIsNotBuiltUpon()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    chat.send(ann, general, "a");
    chat.isDiskFull = true;
    QCOMPARE(chat.sendJson(ann, rooms, R"({"id":"general","name":"All"})").problem(),
        QByteArray("disk-full"));
    chat.isDiskFull = false;
    chat.sendJson(ann, rooms, R"({"id":"general","topic":"Everything"})");
    QCOMPARE(chat.written.back().roomRecord->name, QStringLiteral("general"));
}

void TestRoomsApplication::aRoomIsArchived()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    chat.send(ann, general, "a");
    const Seen archived = chat.sendJson(ann, rooms, R"({"id":"general","archived":true})");
    QCOMPARE(archived.only(roomEvents)[u"event"].toString(), QStringLiteral("archived"));
    QCOMPARE(chat.send(ann, general, "b").problem(), QByteArray("room-archived"));
    const Seen back = chat.sendJson(ann, rooms, R"({"id":"general","archived":false})");
    QCOMPARE(back.only(roomEvents)[u"event"].toString(), QStringLiteral("changed"));
    QCOMPARE(chat.send(ann, general, "b").problem(), QByteArray());
}

void TestRoomsApplication::badRoomsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const QByteArray name("bad-name");
    QTest::newRow("id with a slash") << QByteArray(R"({"id":"a/b"})") << QByteArray("bad-payload");
    QTest::newRow("id ..") << QByteArray(R"({"id":".."})") << QByteArray("bad-payload");
    QTest::newRow("blank name") << QByteArray(R"({"id":"a","name":"  "})") << name;
    QTest::newRow("line in a name") << QByteArray(R"({"id":"a","name":"b\nc"})") << name;
    QTest::newRow("line in a topic") << QByteArray(R"({"id":"a","topic":"b\nc"})") << name;
    QTest::newRow("override") << QByteArray(R"({"id":"a","name":"b\u202ec"})") << name;
    QTest::newRow("long name") << R"({"id":"a","name":")" + QByteArray(81, 'n') + R"("})"
                               << QByteArray("too-long");
    QTest::newRow("long topic") << R"({"id":"a","topic":")" + QByteArray(501, 'n') + R"("})"
                                << QByteArray("too-long");
}

void TestRoomsApplication::badRoomsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    ChatHarness chat;
    QCOMPARE(chat.sendJson(chat.connect("Ann"), rooms, body).problem(), code);
    QVERIFY(chat.written.empty());
}

void TestRoomsApplication::roomsAreListedOldestFirst()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    for (const char *room : {"c", "a", "b"}) {
        chat.send(ann, QByteArray("/publish/chat/") + room, "x");
        ++chat.nowMs;
    }
    chat.subscribe(ann, "/subscribe/chat/a");
    const QJsonArray all = list(chat.ask(ann, rooms));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0][u"id"].toString(), QStringLiteral("c"));
    QCOMPARE(all[1][u"id"].toString(), QStringLiteral("a"));
    QCOMPARE(all[2][u"id"].toString(), QStringLiteral("b"));
    QCOMPARE(all[1][u"members"].toInt(), 1);
    QCOMPARE(all[2][u"members"].toInt(), 0);
}

void TestRoomsApplication::membersAreListed()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    const Caller bo = chat.connect("Bo");
    chat.subscribe(ann, "/subscribe/chat/general");
    chat.nowMs += 5;
    chat.subscribe(bo, "/subscribe/chat/general");
    const QJsonArray members = list(chat.ask(bo, general + "/members"));
    QCOMPARE(members.size(), 2);
    QCOMPARE(members[0][u"name"].toString(), QStringLiteral("Ann"));
    QCOMPARE(members[0][u"guest"].toBool(), false);
    QCOMPARE(members[1][u"name"].toString(), QStringLiteral("Bo"));
    QCOMPARE(members[1][u"guest"].toBool(), true);
}

// S-279
void TestRoomsApplication::onlyTheHostListensToAllRooms()
{
    ChatHarness chat;
    const Caller ann = chat.connect("Ann", "a");
    const Caller host = chat.connect("Host", "h", true);
    QCOMPARE(chat.subscribe(ann, "/subscribe/chat/*").problem(), QByteArray("no-patterns"));
    QCOMPARE(chat.subscribe(host, "/subscribe/chat/*").problem(), QByteArray());
    QVERIFY(chat.unsubscribe(host, "/subscribe/chat/*").problems.empty());
}

// M-108
void TestRoomsApplication::aPersonHasItsMostConnections()
{
    RoomsOptions options;
    options.mostConnections = 2;
    ChatHarness chat(options);
    const Caller first = chat.connect("Ann", "a");
    chat.connect("Ann", "a");
    chat.connect("Renamed", "a");
    QCOMPARE(chat.admission.error().code, QByteArray("too-many-connections"));
    chat.connect("Ben", "b");
    QVERIFY(chat.admission.hasValue());
    for (int guest = 0; guest < 3; ++guest) {
        chat.connect("Guest");
        QVERIFY(chat.admission.hasValue());
    }
    chat.disconnect(first);
    QCOMPARE(chat.connect("Ann", "a").name, QStringLiteral("Ann"));
    QVERIFY(chat.admission.hasValue());
}

void TestRoomsApplication::routesOfOnesOwnAreAdded()
{
    ChatHarness chat;
    chat.app.message<"/echo">([](Body<QString> text) { return *text; }).sendTo<"/echo">();
    chat.app.intercept<stomp::Command::Subscribe>([](const stomp::Frame &frame, const Caller &) {
        return frame.header("destination") == "/subscribe/chat/3"
            ? Verdict::reject({"not-allowed", {}})
            : Verdict::pass();
    });
    const Caller ann = chat.connect("Ann");
    QCOMPARE(chat.send(ann, "/publish/echo", "hi").published.front().body, QByteArray("hi"));
    QCOMPARE(chat.subscribe(ann, "/subscribe/chat/3").problem(), QByteArray("not-allowed"));
    QCOMPARE(list(chat.ask(ann, "/publish/chat/3/members")).size(), 0);
    QCOMPARE(chat.subscribe(ann, "/subscribe/chat/1").problem(), QByteArray());
}

Q_DECLARE_METATYPE(stomp::Headers)

QTEST_APPLESS_MAIN(TestRoomsApplication)
#include "tst_roomsapplication.moc"
