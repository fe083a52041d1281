#include "searchsupport.h"

#include <QTest>

using namespace server;
using namespace server::test;

// A clock that is set back by a day, and put right again: numbers, repeats and times stay right.
class LogClockTest : public QObject {
    Q_OBJECT

    static constexpr qint64 day = 24LL * 60 * 60 * 1000;

    static QByteArray write(LogFixture &fixture, AppendEntry entry)
    {
        entry.sentAt = fixture.now;
        return outcome(fixture.log().write(std::vector<LogWrite>{entry}));
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    void theOrderIsThatOfTheNumbers()
    {
        QFETCH_GLOBAL(bool, isSqlite);
        LogFixture fixture(isSqlite);
        QCOMPARE(write(fixture, message({"m1", QStringLiteral("x")})), "1");
        fixture.now -= day;
        QCOMPARE(write(fixture, message({"m2", QStringLiteral("x")})), "2");
        QCOMPARE(write(fixture, message({"m3", QStringLiteral("x")})), "3");
        fixture.now += day;
        QCOMPARE(write(fixture, message({"m4", QStringLiteral("x")})), "4");
        const LogPage page = readAll(fixture.log(), "a");
        QCOMPARE(seqsOf(page), "1 2 3 4");
        QCOMPARE(page.entries[1].id, "m2");
    }

    void noKeyIsForgottenEarly()
    {
        QFETCH_GLOBAL(bool, isSqlite);
        LogFixture fixture(isSqlite);
        QCOMPARE(write(fixture, entryWithKey("a", "1", "before")), "1");
        fixture.now -= day;
        QCOMPARE(write(fixture, entryWithKey("a", "2", "before")), "1=");
        QCOMPARE(write(fixture, entryWithKey("a", "3", "meanwhile")), "2");
        fixture.now += day;
        QCOMPARE(write(fixture, entryWithKey("a", "4", "meanwhile")), "2=");
        QCOMPARE(write(fixture, entryWithKey("a", "5", "before")), "1=");
    }

    void keysExpireWhenTheClockIsRightAgain()
    {
        QFETCH_GLOBAL(bool, isSqlite);
        LogFixture fixture(isSqlite);
        fixture.now -= day;
        QCOMPARE(write(fixture, entryWithKey("a", "1", "key")), "1");
        fixture.now += 2 * day;
        QCOMPARE(write(fixture, entryWithKey("a", "2", "key")), "2");
        QCOMPARE(write(fixture, entryWithKey("a", "3", "key")), "2=");
    }

    // Nothing young is taken for old: only what is behind the retention on the clock as it is now.
    void ageIsByTheTimeWritten()
    {
        QFETCH_GLOBAL(bool, isSqlite);
        LogFixture fixture(isSqlite, {.maximumAgeMs = 2 * day});
        QCOMPARE(write(fixture, message({"m1", QStringLiteral("x")})), "1");
        fixture.now -= day;
        QCOMPARE(write(fixture, message({"m2", QStringLiteral("x")})), "2");
        while (*fixture.log().forgetOld()) { }
        QCOMPARE(seqsOf(readAll(fixture.log(), "a")), "1 2");
        fixture.now += day;
        while (*fixture.log().forgetOld()) { }
        QCOMPARE(seqsOf(readAll(fixture.log(), "a")), "1 2");
    }
};

QTEST_GUILESS_MAIN(LogClockTest)
#include "tst_logclock.moc"
