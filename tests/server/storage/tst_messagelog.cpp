#include "logsupport.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace server;
using namespace server::test;

// The rules every message log keeps, each case run against the log in memory and the one in SQLite.
class MessageLogTest : public QObject {
    Q_OBJECT

    void addLogs()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    static std::unique_ptr<LogFixture> makeLog(LogOptions options = {})
    {
        QFETCH_GLOBAL(bool, isSqlite);
        return std::make_unique<LogFixture>(isSqlite, options);
    }

private Q_SLOTS:
    void initTestCase_data() { addLogs(); }

    void numbersCountFromOneInEachRoom()
    {
        const auto fixture = makeLog();
        const std::vector<LogWrite> batch{
            entryOf("a", "1"), entryOf("b", "2"), entryOf("a", "3"), entryOf("a", "4")};
        QCOMPARE(outcome(fixture->log().write(batch)), "1 1 2 3");
        QCOMPARE(outcome(fixture->log().write(entries("b", 10, 2))), "2 3");
    }

    void anEntryIsReadAsItWasWritten()
    {
        const auto fixture = makeLog();
        AppendEntry entry = entryOf("a", "id");
        entry.payload = QByteArray("{\"text\":\"\xed\x95\x9c \0 end\"}", 19);
        fixture->log().write(std::vector<LogWrite>{entry});
        const auto page = fixture->log().read({"a", LogQuery::Range::Last, 0, 10});
        QVERIFY(page);
        QCOMPARE(page->entries.size(), 1U);
        QVERIFY((page->entries.front() == LogEntry{1, "id", entry.payload}));
    }

    void aRepeatedKeyGetsTheFirstNumberAndId()
    {
        const auto fixture = makeLog();
        fixture->log().write(entries("a", 0, 3));
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "first", "key")})),
            "4");
        const auto again =
            fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "second", "key")});
        QVERIFY((*again.front() == Appended{4, "first", true}));
        QCOMPARE(readAll(fixture->log(), "a").lastSeq, 4);
    }

    void aKeyTwiceInOneBatchIsSaidOnce()
    {
        const auto fixture = makeLog();
        const std::vector<LogWrite> batch{entryWithKey("a", "first", "key"),
            entryWithKey("a", "second", "key"), entryOf("a", "third")};
        const auto results = fixture->log().write(batch);
        QCOMPARE(outcome(results), "1 1= 2");
        QCOMPARE(results[1]->id, "first");
    }

    void aKeyBelongsToOneAuthorAndOneRoom()
    {
        const auto fixture = makeLog();
        const std::vector<LogWrite> batch{entryWithKey("a", "1", "key"),
            entryWithKey("a", "2", "key", "bob"), entryWithKey("b", "3", "key"),
            entryWithKey("a", "4", "bkey", "a"), entryWithKey("a", "5", "key", "ab")};
        QCOMPARE(outcome(fixture->log().write(batch)), "1 2 1 3 4");
    }

    void aKeyWithOtherContentIsRefusedAlone()
    {
        const auto fixture = makeLog();
        AppendEntry other = entryWithKey("a", "2", "key");
        other.contentHash = "something else";
        const std::vector<LogWrite> batch{entryWithKey("a", "1", "key"), other, entryOf("a", "3")};
        QCOMPARE(outcome(fixture->log().write(batch)), "1 key-reused 2");
        QCOMPARE(outcome(fixture->log().write(std::vector<LogWrite>{other})), "key-reused");
    }

    void withoutAContentHashPayloadsAreCompared()
    {
        const auto fixture = makeLog();
        AppendEntry first = entryWithKey("a", "1", "key");
        first.contentHash.clear();
        AppendEntry same = first;
        same.id = "2";
        AppendEntry other = same;
        other.payload = "{}";
        QCOMPARE(outcome(fixture->log().write(std::vector<LogWrite>{first, same, other})),
            "1 1= key-reused");
    }

    void aKeyIsKnownForItsLifetime()
    {
        const auto fixture = makeLog();
        const qint64 lifetime = LogOptions().keyLifetimeMs;
        QCOMPARE(lifetime, 2 * 24LL * 60 * 60 * 1000);
        fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "1", "key")});
        fixture->now += lifetime - 1;
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "2", "key")})),
            "1=");
        fixture->now += 1;
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "3", "key")})),
            "2");
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "4", "key")})),
            "2=");
    }

    void anIdIsUniqueInItsRoom()
    {
        const auto fixture = makeLog();
        const std::vector<LogWrite> batch{
            entryOf("a", "x"), entryOf("a", "x"), entryOf("b", "x"), entryOf("a", "y")};
        QCOMPARE(outcome(fixture->log().write(batch)), "1 id-reused 1 2");
    }

    void pagesHoldWhatWasAskedFor_data()
    {
        using Range = LogQuery::Range;
        QTest::addColumn<LogQuery>("query");
        QTest::addColumn<QByteArray>("seqs");
        QTest::addColumn<bool>("isStart");
        QTest::addColumn<bool>("isEnd");
        const auto row = [](const char *name, LogQuery query, const char *seqs, bool isStart,
                             bool isEnd) {
            QTest::newRow(name) << query << QByteArray(seqs) << isStart << isEnd;
        };
        row("from the start", {"a", Range::After, 0, 3}, "1 2 3", true, false);
        row("in between", {"a", Range::After, 3, 3}, "4 5 6", false, false);
        row("up to the end", {"a", Range::After, 7, 3}, "8 9 10", false, true);
        row("less than the limit", {"a", Range::After, 8, 3}, "9 10", false, true);
        row("after the newest", {"a", Range::After, 10, 3}, "", false, true);
        row("after a number not given yet", {"a", Range::After, 99, 3}, "", false, true);
        row("after a negative number", {"a", Range::After, -5, 2}, "1 2", true, false);
        row("the newest before", {"a", Range::Before, 5, 3}, "2 3 4", false, false);
        row("down to the start", {"a", Range::Before, 4, 3}, "1 2 3", true, false);
        row("before the first", {"a", Range::Before, 1, 3}, "", true, false);
        row("before without a bound", {"a", Range::Before, 0, 3}, "8 9 10", false, true);
        row("before a number not given yet", {"a", Range::Before, 99, 2}, "9 10", false, true);
        row("the last", {"a", Range::Last, 0, 2}, "9 10", false, true);
        row("more than there are", {"a", Range::Last, 0, 50}, "1 2 3 4 5 6 7 8 9 10", true, true);
        row("none", {"a", Range::Last, 0, 0}, "", false, true);
        row("a negative limit", {"a", Range::After, 0, -1}, "", true, false);
        row("a room without entries", {"none", Range::After, 0, 5}, "", true, true);
        row("far into a room without entries", {"none", Range::After, 7, 5}, "", true, true);
    }

    void pagesHoldWhatWasAskedFor()
    {
        QFETCH(LogQuery, query);
        const auto fixture = makeLog();
        fixture->log().write(entries("b", 1, 4));
        fixture->log().write(entries("a", 1, 10));
        const auto page = fixture->log().read(query);
        QVERIFY(page);
        QTEST(seqsOf(*page), "seqs");
        QTEST(page->isStart, "isStart");
        QTEST(page->isEnd, "isEnd");
        QCOMPARE(page->firstSeq, 1);
        QCOMPARE(page->lastSeq, query.room == "a" ? 10 : 0);
    }

    void aPageHasAtMostAThousandEntries()
    {
        const auto fixture = makeLog();
        fixture->log().write(entries("a", 1, 1200));
        const auto page = fixture->log().read({"a", LogQuery::Range::Last, 0, 100'000});
        QCOMPARE(page->entries.size(), 1000U);
        QCOMPARE(page->entries.front().seq, 201);
        QVERIFY(!page->isStart);
    }

    void theOldestAreForgottenBeyondTheMaximum()
    {
        const auto fixture = makeLog({.maximumEntries = 5});
        fixture->log().write(entries("a", 1, 4));
        fixture->log().write(entries("a", 5, 4));
        const auto page = fixture->log().read({"a", LogQuery::Range::After, 0, 10});
        QCOMPARE(seqsOf(*page), "4 5 6 7 8");
        QCOMPARE(page->firstSeq, 4);
        QCOMPARE(page->lastSeq, 8);
        QVERIFY(page->isStart && page->isEnd);
        // Only kept entries hold their ids.
        QCOMPARE(outcome(fixture->log().write(entries("a", 1, 3))), "9 10 11");
        QCOMPARE(outcome(fixture->log().write(entries("a", 8, 1))), "id-reused");
    }

    void aKeyOutlivesItsForgottenEntry()
    {
        const auto fixture = makeLog({.maximumEntries = 1});
        fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "1", "key")});
        fixture->log().write(entries("a", 5, 3));
        const auto again =
            fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "2", "key")});
        QVERIFY((*again.front() == Appended{1, "1", true}));
    }

    void aRoomIsLoadedWithItsRecord()
    {
        const auto fixture = makeLog();
        AppendEntry entry = entryOf("a", "1");
        entry.roomRecord =
            RoomRecord{"a", QStringLiteral("방"), QStringLiteral("topic"), "ann", true, 77, 0};
        fixture->log().write(std::vector<LogWrite>{entry, entryOf("a", "2"), entryOf("b", "3")});
        const auto snapshot = fixture->log().load();
        QVERIFY(snapshot);
        QCOMPARE(snapshot->rooms.size(), 2U);
        RoomRecord expected = *entry.roomRecord;
        expected.lastSeq = 2;
        const RoomRecord plain{"b", {}, {}, {}, false, entry.sentAt, 1};
        for (const RoomRecord &room : snapshot->rooms)
            QVERIFY(room == (room.id == "a" ? expected : plain));
    }

    void aRepeatDoesNotChangeTheRoom()
    {
        const auto fixture = makeLog();
        AppendEntry entry = entryWithKey("a", "1", "key");
        entry.roomRecord = RoomRecord{"a", QStringLiteral("old"), {}, "ann", false, 7, 0};
        fixture->log().write(std::vector<LogWrite>{entry});
        entry.roomRecord->name = QStringLiteral("new");
        fixture->log().write(std::vector<LogWrite>{entry});
        QCOMPARE(fixture->log().load()->rooms.front().name, QStringLiteral("old"));
    }

    void peopleAndMarkersAreKeptAndReplaced()
    {
        const auto fixture = makeLog();
        const PersonRecord ann{"p1", QByteArray("\0\1hash", 6), QStringLiteral("Ann"), 5};
        const PersonRecord later{"p1", ann.secretHash, QStringLiteral("Anna"), 6};
        const std::vector<LogWrite> batch{entryOf("a", "1"), SavePerson{ann},
            SaveMarker{{"a", "p1", 1}}, SavePerson{later}, SaveMarker{{"a", "p1", 3}},
            SaveMarker{{"nowhere", "p1", 3}}};
        QCOMPARE(outcome(fixture->log().write(batch)), "1 0 0 0 0 no-such-room");
        const auto snapshot = fixture->log().load();
        QCOMPARE(snapshot->people.size(), 1U);
        QVERIFY(snapshot->people.front() == later);
        QCOMPARE(snapshot->markers.size(), 1U);
        QVERIFY((snapshot->markers.front() == MarkerRecord{"a", "p1", 3}));
    }

    void anEmptyBatchChangesNothing()
    {
        const auto fixture = makeLog();
        QVERIFY(fixture->log().write({}).empty());
        QVERIFY(fixture->log().load()->rooms.empty());
    }

    void randomBatchesMatchTheModel_data();
    void randomBatchesMatchTheModel();
};

namespace {

// What a log should do, said as plainly as possible.
class Model {
public:
    explicit Model(qint64 maximum)
        : m_maximum(maximum)
    {
    }

    QByteArray append(const AppendEntry &entry, qint64 now)
    {
        Room &room = rooms[entry.room];
        const QByteArray key = entry.author + '\n' + entry.idempotencyKey;
        if (!entry.idempotencyKey.isEmpty() && room.keys.contains(key)
            && room.keys[key].at > now - lifetime) {
            const Key &known = room.keys[key];
            return known.content == entry.contentHash ? QByteArray::number(known.seq) + '='
                                                      : QByteArray("key-reused");
        }
        const qint64 seq = static_cast<qint64>(room.all.size()) + 1;
        room.all.push_back({seq, entry.id, entry.payload});
        if (!entry.idempotencyKey.isEmpty())
            room.keys[key] = {entry.contentHash, seq, now};
        return QByteArray::number(seq);
    }

    LogPage read(const LogQuery &query) const
    {
        const Room room = rooms.value(query.room);
        LogPage page;
        page.lastSeq = static_cast<qint64>(room.all.size());
        page.firstSeq = std::max<qint64>(1, page.lastSeq - m_maximum + 1);
        const bool isAfter = query.range == LogQuery::Range::After;
        const bool isBounded = query.range == LogQuery::Range::Before && query.position != 0;
        for (const LogEntry &entry : room.all) {
            if (entry.seq >= page.firstSeq && (!isAfter || entry.seq > query.position)
                && (!isBounded || entry.seq < query.position))
                page.entries.push_back(entry);
        }
        const auto limit = static_cast<std::size_t>(query.limit);
        if (page.entries.size() > limit && isAfter)
            page.entries.resize(limit);
        else if (page.entries.size() > limit)
            page.entries.erase(page.entries.begin(), page.entries.end() - query.limit);
        return page;
    }

    static constexpr qint64 lifetime = 1000;

private:
    struct Key {
        QByteArray content;
        qint64 seq = 0;
        qint64 at = 0;
    };
    struct Room {
        std::vector<LogEntry> all;
        QMap<QByteArray, Key> keys;
    };
    QMap<QByteArray, Room> rooms;
    qint64 m_maximum;
};

AppendEntry randomEntry(QRandomGenerator &random, int number)
{
    const auto pick = [&random](std::initializer_list<const char *> choices) {
        return QByteArray(*(choices.begin() + random.bounded(int(choices.size()))));
    };
    AppendEntry entry = entryOf(pick({"a", "b", "c"}), "m" + QByteArray::number(number));
    entry.author = pick({"ann", "bob"});
    entry.contentHash = pick({"hello", "hello", "hello", "other"});
    if (random.bounded(3) != 0)
        entry.idempotencyKey = "k" + QByteArray::number(random.bounded(12));
    return entry;
}

LogQuery randomQuery(QRandomGenerator &random)
{
    const auto range = static_cast<LogQuery::Range>(random.bounded(3));
    const char room = "abcd"[random.bounded(4)];
    return {QByteArray(1, room), range, random.bounded(90), random.bounded(30)};
}

} // namespace

void MessageLogTest::randomBatchesMatchTheModel_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 25; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void MessageLogTest::randomBatchesMatchTheModel()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const qint64 maximum = 20 + random.bounded(40);
    const auto fixture =
        makeLog({.maximumEntries = maximum, .keyLifetimeMs = Model::lifetime, .now = {}});
    Model model(maximum);
    int number = 0;
    for (int turn = 0; turn < 40; ++turn) {
        fixture->now += random.bounded(400);
        std::vector<LogWrite> batch;
        QByteArrayList expected;
        for (int i = random.bounded(8); i > 0; --i) {
            const AppendEntry entry = randomEntry(random, ++number);
            expected.append(model.append(entry, fixture->now));
            batch.push_back(entry);
        }
        QCOMPARE(outcome(fixture->log().write(batch)), expected.join(' '));
        const LogQuery query = randomQuery(random);
        const auto page = fixture->log().read(query);
        const LogPage right = model.read(query);
        QCOMPARE(seqsOf(*page), seqsOf(right));
        QVERIFY(page->entries == right.entries);
        QCOMPARE(page->firstSeq, right.firstSeq);
        QCOMPARE(page->lastSeq, right.lastSeq);
    }
}

QTEST_GUILESS_MAIN(MessageLogTest)
#include "tst_messagelog.moc"
