#include "logsupport.h"

#include <QRandomGenerator>
#include <QTest>

using namespace server;
using namespace server::test;

// Writes that are kept together or not at all, each case against the log in memory and the one in
// SQLite.
class LogTogetherTest : public QObject {
    Q_OBJECT

    static std::unique_ptr<LogFixture> makeLog(LogOptions options = {})
    {
        QFETCH_GLOBAL(bool, isSqlite);
        return std::make_unique<LogFixture>(isSqlite, options);
    }

    static AppendEntry otherContent(const QByteArray &room, const QByteArray &key)
    {
        AppendEntry entry = entryWithKey(room, "other", key);
        entry.contentHash = "something else";
        return entry;
    }

    static QByteArray all(MessageLog &log)
    {
        QByteArray text;
        for (const char *room : {"a", "b"}) {
            for (const LogEntry &entry : readAll(log, room).entries)
                text += QByteArray(room) + QByteArray::number(entry.seq) + entry.id + ' ';
        }
        return text;
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    // S-189
    void allAreKept()
    {
        const auto fixture = makeLog();
        QCOMPARE(outcome(fixture->log().write(
                     joined({entryOf("a", "1"), entryOf("b", "2"), entryOf("a", "3")}))),
            "1 1 2");
        QCOMPARE(all(fixture->log()), "a11 a23 b12 ");
    }

    // S-189
    void oneFailureUndoesTheOthers()
    {
        const auto fixture = makeLog();
        fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "1", "key")});
        QCOMPARE(outcome(fixture->log().write(joined({entryOf("b", "2"), entryOf("a", "3"),
                     otherContent("a", "key"), entryOf("a", "4")}))),
            "transaction-failed transaction-failed key-reused transaction-failed");
        QCOMPARE(all(fixture->log()), "a11 ");
        QCOMPARE(fixture->log().load()->rooms.size(), 1U);
        QCOMPARE(
            outcome(fixture->log().write(joined({entryOf("a", "3"), entryOf("b", "2")}))), "2 1");
    }

    void othersOfTheBatchAreKeptAllTheSame()
    {
        const auto fixture = makeLog();
        std::vector<LogWrite> batch{entryWithKey("a", "1", "key")};
        for (const LogWrite &write : joined({entryOf("a", "2"), otherContent("a", "key")}))
            batch.push_back(write);
        for (const LogWrite &write : joined({entryOf("a", "3"), entryOf("b", "4")}))
            batch.push_back(write);
        QCOMPARE(outcome(fixture->log().write(batch)), "1 transaction-failed key-reused 2 1");
        QCOMPARE(all(fixture->log()), "a11 a23 b14 ");
    }

    void repeatsAreNoFailure()
    {
        const auto fixture = makeLog();
        const auto group = joined({entryWithKey("a", "1", "key"), entryWithKey("a", "2", "other")});
        QCOMPARE(outcome(fixture->log().write(group)), "1 2");
        QCOMPARE(outcome(fixture->log().write(group)), "1= 2=");
        QCOMPARE(outcome(fixture->log().write(
                     joined({entryWithKey("a", "3", "key"), entryOf("a", "4")}))),
            "1= 3");
    }

    void anUndoneKeyIsNotKnown()
    {
        const auto fixture = makeLog();
        fixture->log().write(std::vector<LogWrite>{entryOf("a", "1")});
        QCOMPARE(outcome(fixture->log().write(
                     joined({entryWithKey("a", "2", "key"), entryOf("a", "1")}))),
            "transaction-failed id-reused");
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{otherContent("a", "key")})), "2");
    }

    void anExpiredKeyComesBackUnused()
    {
        const auto fixture = makeLog({.keyLifetimeMs = 1000, .now = {}});
        fixture->log().write(
            std::vector<LogWrite>{entryWithKey("a", "1", "key"), entryOf("a", "x")});
        fixture->now += 1000;
        fixture->log().write(joined({entryWithKey("a", "2", "key"), entryOf("a", "x")}));
        QCOMPARE(
            outcome(fixture->log().write(std::vector<LogWrite>{entryWithKey("a", "3", "key")})),
            "3");
    }

    void recordsPeopleAndMarkersAreUndoneToo()
    {
        const auto fixture = makeLog();
        AppendEntry first = entryOf("a", "1");
        first.roomRecord = RoomRecord{"a", QStringLiteral("old"), {}, "ann", false, 7, 0};
        fixture->log().write(std::vector<LogWrite>{first, SaveMarker{{"a", "p", 1}}});
        AppendEntry second = entryOf("a", "2");
        second.roomRecord = RoomRecord{"a", QStringLiteral("new"), {}, "ann", false, 7, 0};
        QCOMPARE(outcome(fixture->log().write(
                     joined({second, SavePerson{{"p", "hash", QStringLiteral("P"), 1}},
                         SaveMarker{{"a", "p", 2}}, SaveMarker{{"nowhere", "p", 2}}}))),
            "transaction-failed transaction-failed transaction-failed no-such-room");
        const auto snapshot = fixture->log().load();
        QCOMPARE(snapshot->rooms.front().name, QStringLiteral("old"));
        QCOMPARE(snapshot->rooms.front().lastSeq, 1);
        QVERIFY(snapshot->people.empty());
        QVERIFY((snapshot->markers == std::vector<MarkerRecord>{{"a", "p", 1}}));
    }

    void theMaximumIsKeptWhateverIsUndone()
    {
        const auto fixture = makeLog({.maximumEntries = 2, .now = {}});
        fixture->log().write(entries("a", 1, 2));
        fixture->log().write(joined({entryOf("a", "3"), entryOf("b", "4"), entryOf("a", "3")}));
        QCOMPARE(seqsOf(readAll(fixture->log(), "a")), "1 2");
        fixture->log().write(joined({entryOf("a", "3"), entryOf("a", "4")}));
        QCOMPARE(seqsOf(readAll(fixture->log(), "a")), "3 4");
    }

    // A group that is undone leaves the log as if it had never come.
    void randomGroupsMatchALogWithoutTheFailedOnes()
    {
        QRandomGenerator random(7);
        const auto fixture = makeLog();
        const auto twin = makeLog();
        for (int turn = 0; turn < 200; ++turn) {
            std::vector<LogWrite> group;
            for (int i = 1 + random.bounded(4); i > 0; --i) {
                AppendEntry entry = entryWithKey(random.bounded(2) ? "a" : "b",
                    "m" + QByteArray::number(turn) + '-' + QByteArray::number(i),
                    "k" + QByteArray::number(random.bounded(60)));
                entry.contentHash = random.bounded(8) == 0 ? "other" : "same";
                group.push_back(entry);
            }
            const QByteArray result = outcome(fixture->log().write(joined(group)));
            if (result.contains("key-reused"))
                QVERIFY(result.count("transaction-failed") + result.count("key-reused")
                    == qsizetype(group.size()));
            else
                QCOMPARE(outcome(twin->log().write(group)), result);
        }
        QCOMPARE(all(fixture->log()), all(twin->log()));
        QVERIFY(!all(fixture->log()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(LogTogetherTest)
#include "tst_logtogether.moc"
