#include "tests/server/rooms/chatharness.h"

#include <QJsonArray>
#include <QTest>

#include <array>

using namespace server;

namespace {

const QByteArray room = "/publish/chat/general";
const QByteArray stream = "/subscribe/chat/general";

// The body of a request about a message, with further fields.
QByteArray request(const QByteArray &id, const QByteArray &more = {})
{
    return "{\"id\":\"" + id + '"' + more + '}';
}

QByteArray switchTo(bool isOn)
{
    return isOn ? ",\"on\":true" : ",\"on\":false";
}

} // namespace

class TestAmendmentRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        chat = std::make_unique<ChatHarness>();
        creator = chat->connect("Cho", "c");
        ann = chat->connect("Ann", "a");
        bob = chat->connect("Bob", "b");
        host = chat->connect("Host", "h", true);
        chat->send(creator, room, "first");
        chat->send(ann, room, "helo");
        id = chat->log["general"].back().id;
    }

    void anEditIsAnEntryOfItsOwn()
    {
        const Seen seen = edit(ann, "hello");
        const QJsonObject entry = seen.only(stream);
        QCOMPARE(entry[u"type"].toString(), QStringLiteral("edit"));
        QCOMPARE(entry[u"id"].toString(), QString::fromLatin1(id));
        QCOMPARE(entry[u"text"].toString(), QStringLiteral("hello"));
        QCOMPARE(entry[u"seq"].toInt(), 3);
        QCOMPARE(entry[u"author"][u"name"].toString(), QStringLiteral("Ann"));
        QVERIFY(entry.contains(u"sentAt"));
        QVERIFY(seen.published.back().headers.value("message-id") != id);
        QCOMPARE(seen.appended.front().seq, 3);
    }

    void onlyTheAuthorEdits()
    {
        for (const Caller &other : {bob, creator, host})
            QCOMPARE(edit(other, "hi").problem(), QByteArray("not-allowed"));
        QCOMPARE(edit(ann, "   ").problem(), QByteArray("bad-payload"));
        QCOMPARE(edit(ann, QByteArray(4001, 'x')).problem(), QByteArray("too-long"));
    }

    void authorCreatorAndHostDelete_data()
    {
        QTest::addColumn<int>("who");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("author") << 0 << QByteArray();
        QTest::newRow("another") << 1 << QByteArray("not-allowed");
        QTest::newRow("creator") << 2 << QByteArray();
        QTest::newRow("host") << 3 << QByteArray();
    }

    void authorCreatorAndHostDelete()
    {
        QFETCH(int, who);
        edit(ann, "secret");
        const Seen seen = remove(std::array{ann, bob, creator, host}[std::size_t(who)]);
        QTEST(seen.problem(), "code");
        const QByteArray history = chat->ask(bob, room + "/history").replies.front().body;
        QCOMPARE(history.contains("secret"), !seen.problems.empty());
        QCOMPARE(history.contains("helo"), !seen.problems.empty());
        QCOMPARE(json(history)[u"entries"].toArray().size(), seen.problems.empty() ? 4 : 3);
    }

    void nothingIsDoneToADeletedMessage()
    {
        remove(ann);
        QCOMPARE(edit(ann, "again").problem(), QByteArray("message-deleted"));
        QCOMPARE(react(bob, "👍").problem(), QByteArray("message-deleted"));
        QCOMPARE(pin(host).problem(), QByteArray("message-deleted"));
        const Seen again = remove(ann);
        QVERIFY(again.problems.empty() && again.published.empty());
        // An answer to it still has its place.
        const Seen reply =
            chat->sendJson(bob, room, "{\"text\":\"why?\",\"replyTo\":\"" + id + "\"}");
        QVERIFY(reply.problems.empty());
    }

    void reactionsAreOfAPerson()
    {
        QCOMPARE(react(bob, "👍").only(stream)[u"emoji"].toString(), QStringLiteral("👍"));
        QVERIFY(react(bob, "👍").published.empty());
        QCOMPARE(react(ann, "👍").published.size(), 1U);
        QCOMPARE(react(bob, "👍", false).only(stream)[u"on"].toBool(true), false);
        QVERIFY(react(bob, "👍", false).published.empty());
        for (const char *bad : {"", " ", "a b", "\\n"})
            QCOMPARE(react(bob, bad).problem(), QByteArray("bad-payload"));
        QCOMPARE(react(bob, QByteArray(17, 'x')).problem(), QByteArray("too-long"));
    }

    void pinsAreOfTheCreatorAndTheHost()
    {
        QCOMPARE(pin(ann).problem(), QByteArray("not-allowed"));
        const QJsonObject entry = pin(creator).only(stream);
        QCOMPARE(entry[u"type"].toString(), QStringLiteral("pin"));
        QCOMPARE(entry[u"id"].toString(), QString::fromLatin1(id));
        QCOMPARE(entry[u"on"].toBool(), true);
        QVERIFY(pin(host).published.empty());
        QCOMPARE(pin(host, false).published.size(), 1U);
    }

    void whatIsNoMessageOfTheRoomIsNotFound()
    {
        chat->sendJson(creator, "/publish/rooms", R"({"id":"general","topic":"t"})");
        const QByteArray roomEntry = chat->log["general"].back().id;
        for (const QByteArray &wrong : {QByteArray("nothing"), roomEntry}) {
            id = wrong;
            QCOMPARE(edit(ann, "x").problem(), QByteArray("no-such-message"));
            QCOMPARE(remove(host).problem(), QByteArray("no-such-message"));
            QCOMPARE(react(ann, "👍").problem(), QByteArray("no-such-message"));
            QCOMPARE(pin(host).problem(), QByteArray("no-such-message"));
        }
        QCOMPARE(
            chat->sendJson(ann, "/publish/chat/none/edit", R"({"id":"a","text":"b"})").problem(),
            QByteArray("no-such-room"));
    }

    void keysAreKnownForEveryEntry()
    {
        const auto keyed = [&](const char *action, const QByteArray &body) {
            return chat->send(ann, room + action, body,
                {{"content-type", "application/json"}, {"idempotency-key", "k"}});
        };
        const QByteArray body = request(id, R"(,"text":"hello")");
        QCOMPARE(keyed("/edit", body).appended.front().seq, 3);
        const Seen again = keyed("/edit", body);
        QCOMPARE(again.appended.front().seq, 3);
        QVERIFY(again.appended.front().isRepeat && again.published.empty());
        QCOMPARE(
            keyed("/edit", request(id, R"(,"text":"other")")).problem(), QByteArray("key-reused"));
        QCOMPARE(keyed("/delete", request(id)).problem(), QByteArray("key-reused"));
    }

    // The receipt was lost, and meanwhile the room was archived: it was said all the same.
    void aRepeatIsAnsweredEvenWhereNothingMoreIsSaid()
    {
        const stomp::Headers key{{"idempotency-key", "k"}};
        QCOMPARE(chat->send(ann, room, "once", key).appended.front().seq, 3);
        chat->sendJson(creator, "/publish/rooms", R"({"id":"general","archived":true})");
        const Seen again = chat->send(ann, room, "once", key);
        QVERIFY(again.problems.empty());
        QCOMPARE(again.appended.front().seq, 3);
        QCOMPARE(chat->send(ann, room, "new", {{"idempotency-key", "other"}}).problem(),
            QByteArray("room-archived"));
        QCOMPARE(chat->log["general"].size(), 4U);
    }

    void archivedRoomsAreReadAndTidied()
    {
        const Seen seen =
            chat->sendJson(creator, "/publish/rooms", R"({"id":"general","archived":true})");
        QCOMPARE(seen.only(stream)[u"archived"].toBool(), true);
        QCOMPARE(edit(ann, "x").problem(), QByteArray("room-archived"));
        QCOMPARE(react(ann, "👍").problem(), QByteArray("room-archived"));
        QCOMPARE(pin(host).problem(), QByteArray("room-archived"));
        QVERIFY(remove(ann).problems.empty());
        QVERIFY(chat->ask(ann, room + "/history").problems.empty());
        QVERIFY(chat->subscribe(ann, stream).problems.empty());
    }

    void aRoomsChangeIsMadeOnceByItsKey()
    {
        const auto rename = [&](const QByteArray &name, const QByteArray &key) {
            return chat->send(creator, "/publish/rooms",
                "{\"id\":\"general\",\"name\":\"" + name + "\"}", {{"idempotency-key", key}});
        };
        const qint64 seq = rename("B", "k1").appended.front().seq;
        QCOMPARE(rename("B", "k1").appended.front().seq, seq);
        rename("C", "k2");
        const Seen late = rename("B", "k1");
        QVERIFY(late.appended.front().isRepeat && late.published.empty());
        // What was only repeated is not built upon.
        chat->sendJson(creator, "/publish/rooms", R"({"id":"general","topic":"t"})");
        QCOMPARE(chat->written.back().roomRecord->name, QStringLiteral("C"));
    }

    void amendmentsCountAsMessages()
    {
        RoomsOptions options;
        options.messagesPerMinute = 2;
        chat = std::make_unique<ChatHarness>(options);
        ann = chat->connect("Ann", "a");
        chat->send(ann, room, "a");
        id = chat->log["general"].back().id;
        QVERIFY(edit(ann, "b").problems.empty());
        QCOMPARE(react(ann, "👍").problem(), QByteArray("too-fast"));
    }

private:
    Seen edit(const Caller &caller, const QByteArray &text)
    {
        return chat->sendJson(caller, room + "/edit", request(id, ",\"text\":\"" + text + '"'));
    }
    Seen remove(const Caller &caller)
    {
        return chat->sendJson(caller, room + "/delete", request(id));
    }
    Seen react(const Caller &caller, const QByteArray &emoji, bool on = true)
    {
        return chat->sendJson(
            caller, room + "/react", request(id, ",\"emoji\":\"" + emoji + '"' + switchTo(on)));
    }
    Seen pin(const Caller &caller, bool on = true)
    {
        return chat->sendJson(caller, room + "/pin", request(id, switchTo(on)));
    }

    std::unique_ptr<ChatHarness> chat;
    Caller creator;
    Caller ann;
    Caller bob;
    Caller host;
    QByteArray id;
};

QTEST_APPLESS_MAIN(TestAmendmentRoutes)
#include "tst_amendmentroutes.moc"
