#include "tests/server/rooms/chatharness.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace server;

namespace {

const QByteArray room = "/publish/chat/general";
const QByteArray stream = "/subscribe/chat/general";
constexpr qint64 minute = 60'000;

QByteArray body(const Caller &person, int minutes)
{
    return R"({"person":")" + person.person + R"(","minutes":)" + QByteArray::number(minutes) + '}';
}

} // namespace

// Who is out of a room, and who is seen in it.
class TestRemovalRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        chat = std::make_unique<ChatHarness>();
        creator = chat->connect("Cho", "c");
        ann = chat->connect("Ann", "a");
        host = chat->connect("Host", "h", true);
        chat->send(creator, room, "first");
    }

    void theirSubscriptionsEndAndTheyHearWhy()
    {
        const Seen seen = chat->sendJson(creator, room + "/remove", body(ann, 5));
        QVERIFY(seen.problems.empty());
        QCOMPARE(seen.endings.size(), 1U);
        QCOMPARE(seen.endings.front().person, ann.person);
        QCOMPARE(seen.endings.front().destinations,
            (std::vector<QByteArray>{stream, stream + "/members", stream + "/typing"}));
        QCOMPARE(seen.endings.front().problem.code, QByteArray("removed"));
        QCOMPARE(std::get<SaveRemoval>(seen.saved.front()).removal,
            (RemovalRecord{"general", ann.person, chat->nowMs + 5 * minute}));
    }

    void whatCannotBeKeptDoesNotHappen()
    {
        chat->isDiskFull = true;
        const Seen seen = chat->sendJson(creator, room + "/remove", body(ann, 5));
        QCOMPARE(seen.problem(), QByteArray("disk-full"));
        QVERIFY(seen.endings.empty());
        chat->isDiskFull = false;
        QVERIFY(chat->send(ann, room, "hi").problems.empty());
    }

    void everythingInTheRoomIsClosedToThemUntilItIsOver()
    {
        chat->sendJson(creator, room + "/remove", body(ann, 5));
        const auto isOut = [&] {
            std::vector<QByteArray> codes;
            for (const QByteArray &destination : {stream, stream + "/members", stream + "/typing"})
                codes.push_back(chat->subscribe(ann, destination).problem());
            for (const char *question : {"/history", "/members"})
                codes.push_back(chat->ask(ann, room + question).problem());
            codes.push_back(chat->send(ann, room, "hi").problem());
            codes.push_back(chat->sendJson(ann, room + "/typing", R"({"on":true})").problem());
            codes.push_back(chat->sendJson(ann, room + "/read", R"({"seq":1})").problem());
            codes.push_back(
                chat->sendJson(ann, room + "/react", R"({"id":"x","emoji":"a"})").problem());
            return std::all_of(codes.begin(), codes.end(),
                [](const QByteArray &code) { return code == "removed"; });
        };
        QVERIFY(isOut());
        chat->nowMs += 5 * minute - 1;
        QVERIFY(isOut());
        QVERIFY(chat->send(ann, "/publish/chat/other", "hi").problems.empty());
        chat->nowMs += 1;
        QVERIFY(chat->send(ann, room, "hi").problems.empty());
    }

    void nothingOfTheRoomIsFoundByThem()
    {
        chat->found.messages = {{1, "general", 1, chat->log["general"].front().payload, {}}};
        const auto hits = [&] {
            return json(chat->ask(ann, "/publish/search", {{"query", "first"}})
                            .replies.front()
                            .body)[u"hits"]
                .toArray()
                .size();
        };
        QCOMPARE(hits(), 1);
        chat->sendJson(creator, room + "/remove", body(ann, 5));
        QCOMPARE(hits(), 0);
    }

    void zeroMinutesLetSomebodyInAgain()
    {
        chat->sendJson(host, room + "/remove", body(ann, 5));
        const Seen seen = chat->sendJson(host, room + "/remove", body(ann, 0));
        QVERIFY(seen.endings.empty());
        QVERIFY(chat->send(ann, room, "hi").problems.empty());
    }

    void onlyCreatorAndHostRemoveAndNeverTheHost()
    {
        const QByteArray no("not-allowed");
        QCOMPARE(chat->sendJson(ann, room + "/remove", body(creator, 5)).problem(), no);
        QCOMPARE(chat->sendJson(creator, room + "/remove", body(host, 5)).problem(), no);
        QCOMPARE(chat->sendJson(creator, room + "/remove", body(creator, 5)).problem(), no);
        QVERIFY(chat->sendJson(host, room + "/remove", body(creator, 5)).problems.empty());
        QCOMPARE(chat->sendJson(host, room + "/remove", R"({"person":"x","minutes":5})").problem(),
            QByteArray("no-such-person"));
        QCOMPARE(chat->sendJson(host, "/publish/chat/none/remove", body(ann, 5)).problem(),
            QByteArray("no-such-room"));
    }

    void aRemovalIsRememberedOverAStart()
    {
        RoomRecord record;
        record.id = "general";
        record.lastSeq = 1;
        const QByteArray person = PersonDirectory::personId("a");
        chat = std::make_unique<ChatHarness>(
            RoomsOptions{}, LogSnapshot{{record}, {}, {}, {{"general", person, 1000 + minute}}});
        ann = chat->connect("Ann", "a");
        QCOMPARE(chat->send(ann, room, "hi").problem(), QByteArray("removed"));
        chat->nowMs += minute;
        QVERIFY(chat->send(ann, room, "hi").problems.empty());
    }

    void nothingIsKeptOfAGuest()
    {
        const Caller guest = chat->connect("Guest");
        const Seen seen = chat->sendJson(creator, room + "/remove", body(guest, 5));
        QVERIFY(seen.saved.empty());
        QCOMPARE(chat->send(guest, room, "hi").problem(), QByteArray("removed"));
    }

    void beingAwayIsSeenInEveryRoom()
    {
        chat->subscribe(ann, stream);
        chat->nowMs += 50;
        const Seen seen = chat->sendJson(ann, "/publish/presence", R"({"state":"away"})");
        const QJsonObject change = seen.only(stream + "/members");
        QCOMPARE(change[u"event"].toString(), QStringLiteral("changed"));
        QCOMPARE(change[u"member"][u"state"].toString(), QStringLiteral("away"));
        QCOMPARE(
            change[u"member"][u"since"].toString(), QStringLiteral("1970-01-01T00:00:01.050Z"));
        QVERIFY(chat->sendJson(ann, "/publish/presence", R"({"state":"away"})").published.empty());
        chat->subscribe(ann, "/subscribe/chat/other");
        const QJsonArray others = QJsonDocument::fromJson(
            chat->ask(host, "/publish/chat/other/members").replies.front().body)
                                      .array();
        QCOMPARE(others[0][u"state"].toString(), QStringLiteral("away"));
        // Another connection of the same person is somebody who is there.
        const Caller second = chat->connect("Ann", "a");
        QCOMPARE(chat->lastSeen.published.size(), 2U);
        QCOMPARE(chat->disconnect(second).published.size(), 2U);
        QCOMPARE(chat->sendJson(ann, "/publish/presence", R"({"state":"x"})").problem(),
            QByteArray("bad-payload"));
    }

    void typingEndsByItselfAndByAMessage()
    {
        const QByteArray typing = stream + "/typing";
        const auto type = [&](bool on) {
            return chat->sendJson(ann, room + "/typing", on ? R"({"on":true})" : R"({"on":false})");
        };
        QVERIFY(type(false).published.empty());
        QCOMPARE(type(true).only(typing)[u"on"].toBool(), true);
        QVERIFY(type(true).published.empty());
        QCOMPARE(chat->send(ann, room, "hi").only(typing)[u"on"].toBool(true), false);
        chat->nowMs += 2000;
        type(true);
        chat->nowMs += 6000;
        QVERIFY(chat->app.nextWake() <= chat->nowMs);
        QCOMPARE(chat->wake().only(typing)[u"on"].toBool(true), false);
        QVERIFY(!chat->app.nextWake());
        chat->subscribe(ann, stream);
        type(true);
        QCOMPARE(chat->unsubscribe(ann, stream).only(typing)[u"on"].toBool(true), false);
    }

    void twoConnectionsOfAPersonShareTheirMarkers()
    {
        chat->send(creator, room, "second");
        const Caller second = chat->connect("Ann", "a");
        const Seen seen = chat->sendJson(second, room + "/read", R"({"seq":2,"joined":1})");
        QCOMPARE(json(seen.personal.front().body)[u"joined"].toInt(), 1);
        QCOMPARE(std::get<SaveMarker>(seen.saved.front()).marker,
            (MarkerRecord{"general", ann.person, 2, 1}));
        const QJsonArray rooms =
            QJsonDocument::fromJson(chat->ask(ann, "/publish/rooms").replies.front().body).array();
        QCOMPARE(rooms[0][u"read"].toInt(), 2);
        QCOMPARE(rooms[0][u"joined"].toInt(), 1);
    }

private:
    std::unique_ptr<ChatHarness> chat;
    Caller creator;
    Caller ann;
    Caller host;
};

QTEST_APPLESS_MAIN(TestRemovalRoutes)
#include "tst_removalroutes.moc"
