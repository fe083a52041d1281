#include "chatharness.h"

#include "stomp/chat/search.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace server;

namespace {

RoomRecord roomOf(const QByteArray &id, const QString &name)
{
    RoomRecord room;
    room.id = id;
    room.name = name;
    return room;
}

LogSnapshot threeRooms()
{
    LogSnapshot snapshot;
    snapshot.rooms = {
        roomOf("general", u"General"_s), roomOf("r-2", u"우리 방"_s), roomOf("r-3", u"우리  방"_s)};
    return snapshot;
}

FoundMessage foundIn(const QByteArray &room, qint64 seq)
{
    chat::Entry entry;
    entry.id = "m";
    entry.room = room;
    entry.author = {"p", u"Ann"_s};
    entry.text = u"word"_s;
    return {seq, room, seq, chat::toJsonWithoutSeq(entry), {{u"word"_s, true}}};
}

} // namespace

// What a search asks of the index, and what is replied.
class TestSearchRoutes : public QObject {
    Q_OBJECT

    static Seen search(ChatHarness &chat, stomp::Headers headers)
    {
        return chat.ask(chat.connect("Ann"), "/publish/search", std::move(headers));
    }

private Q_SLOTS:
    void aQueryIsTakenApart()
    {
        ChatHarness chat({}, threeRooms());
        QCOMPARE(
            search(chat, {{"query", "회의 \"at ten\" from:Bob"}, {"limit", "7"}, {"before", "12"}})
                .problem(),
            "");
        const std::vector<SearchPhrase> phrases{{u"회의"_s, false}, {u"at ten"_s, true}};
        QVERIFY(chat.searched->phrases == phrases);
        QVERIFY(chat.searched->authors == std::vector<QString>{u"Bob"_s});
        QVERIFY(!chat.searched->rooms);
        QCOMPARE(chat.searched->limit, 7);
        QCOMPARE(chat.searched->before, 12);
    }

    // What was said under a name from before is found by the person's id.
    void whoBearsANameNowIsMeantWithAllNamesFromBefore()
    {
        ChatHarness chat;
        const Caller ann = chat.connect("Ann", "a");
        search(chat, {{"query", "from:ann from:Nobody"}});
        const std::vector<QString> authors{u"ann"_s, u"Nobody"_s, QString::fromUtf8(ann.person)};
        QVERIFY(chat.searched->authors == authors);
        chat.connect("Anna", "a");
        chat.ask(ann, "/publish/search", {{"query", "from:Anna"}});
        QVERIFY(chat.searched->authors
            == (std::vector<QString>{u"Anna"_s, QString::fromUtf8(ann.person)}));
    }

    void roomsAreNamedByIdOrAsPeopleSeeThem_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("rooms");
        QTest::newRow("by id") << QByteArray("in:r-2") << QByteArray("r-2");
        QTest::newRow("by name") << QByteArray("in:GENERAL") << QByteArray("general");
        QTest::newRow("by a name that two have")
            << QByteArray("in:\"우리 방\"") << QByteArray("r-2 r-3");
        QTest::newRow("several") << QByteArray("in:general in:r-3") << QByteArray("general r-3");
        QTest::newRow("none") << QByteArray("in:nowhere") << QByteArray();
    }

    void roomsAreNamedByIdOrAsPeopleSeeThem()
    {
        QFETCH(QByteArray, query);
        ChatHarness chat({}, threeRooms());
        search(chat, {{"query", query}});
        QVERIFY(chat.searched->rooms);
        QByteArrayList rooms(chat.searched->rooms->begin(), chat.searched->rooms->end());
        std::sort(rooms.begin(), rooms.end());
        QTEST(rooms.join(' '), "rooms");
    }

    void daysAreThoseOfTheOneWhoAsks()
    {
        ChatHarness chat;
        search(chat, {{"query", "before:2026-11-22"}});
        const qint64 midnight = chat.searched->until;
        search(chat, {{"query", "before:2026-11-22"}, {"utc-offset", "540"}});
        QCOMPARE(chat.searched->until, midnight - 9 * 60 * 60 * 1000);
        search(chat, {{"query", "before:2026-11-22"}, {"utc-offset", "99999999"}});
        QCOMPARE(chat.searched->until, midnight - 14 * 60 * 60 * 1000);
    }

    void headersHaveBounds_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("problem");
        QTest::newRow("no limit") << QByteArray("limit") << QByteArray("0")
                                  << QByteArray("bad-header");
        QTest::newRow("a negative limit")
            << QByteArray("limit") << QByteArray("-1") << QByteArray("bad-header");
        QTest::newRow("a large limit") << QByteArray("limit") << QByteArray("5000") << QByteArray();
        QTest::newRow("no position")
            << QByteArray("before") << QByteArray("here") << QByteArray("bad-header");
    }

    void headersHaveBounds()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        ChatHarness chat;
        const Seen seen = search(chat, {{"query", "x"}, {name, value}});
        QTEST(seen.problem(), "problem");
        if (chat.searched)
            QVERIFY(chat.searched->limit <= 200);
    }

    void theReplyHasTheHits()
    {
        ChatHarness chat({}, threeRooms());
        chat.found = {{foundIn("general", 9), foundIn("r-2", 4)}, 4, false};
        const Seen seen = search(chat, {{"query", "word"}});
        const auto result = chat::parseSearchResult(seen.replies.front().body);
        QVERIFY(result);
        QCOMPARE(result->hits.size(), 2U);
        QCOMPARE(result->hits[0].entry.seq, 9);
        QCOMPARE(result->hits[0].entry.room, "general");
        QCOMPARE(result->hits[0].pieces.front().text, u"word"_s);
        QCOMPARE(result->before, 4);
        QVERIFY(!result->isComplete);
    }

    // Where rooms are listed, one that is no longer there is not shown.
    void hitsInRoomsThatMayNotBeReadAreLeftOut()
    {
        RoomsOptions options;
        options.opening = RoomOpening::Listed;
        ChatHarness chat(options, threeRooms());
        chat.found = {{foundIn("general", 9), foundIn("gone", 4)}, 0, true};
        const auto result =
            chat::parseSearchResult(search(chat, {{"query", "word"}}).replies.front().body);
        QCOMPARE(result->hits.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestSearchRoutes)
#include "tst_searchroutes.moc"
