// Which timers are due when, by a clock turned by hand.

#include "server/net/timerlist.h"

#include <QTest>

#include <limits>

using namespace std::chrono_literals;
using server::TimerList;
using Ids = std::vector<int>;

namespace {

constexpr TimerList::TimePoint start{1h};

// Names only: nobody looks into them.
QObject *const ann = reinterpret_cast<QObject *>(1);
QObject *const bob = reinterpret_cast<QObject *>(2);

Ids fire(TimerList &timers, TimerList::TimePoint now)
{
    Ids fired;
    for (const TimerList::Due &due : timers.takeDue(now)) {
        if (const auto timer = timers.begin(due, now)) {
            fired.push_back(timer->id);
            timers.end(*timer, due);
        }
    }
    return fired;
}

} // namespace

class TestTimerList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEarliestFiresFirst();
    void ofTheSameTimeTheFirstStartedFiresFirst();
    void aTimerKeepsItsRhythm();
    void whatWasMissedIsNotMadeUpFor();
    void aZeroTimerIsDueEachTimeButOnce();
    void whoWasRemovedDoesNotFire();
    void whoWasReplacedSinceItWasDueDoesNotFire();
    void insideItsHandlerATimerSkips();
    void whatANestedLoopFiredIsNotFiredAgain();
    void remainingIsRoundedUp();
    void timersBelongToTheirObjects();
    void roundedTimes_data();
    void roundedTimes();
    void aCoarseTimerDoesNotDrift();
    void endlessIntervalsNeverCome();
};

void TestTimerList::theEarliestFiresFirst()
{
    TimerList timers;
    QVERIFY(!timers.earliest());
    timers.add({1, 30ms, Qt::PreciseTimer, ann}, start);
    timers.add({2, 10ms, Qt::PreciseTimer, ann}, start);
    timers.add({3, 20ms, Qt::PreciseTimer, ann}, start);
    QCOMPARE(timers.earliest(), std::optional(start + 10ms));
    QCOMPARE(fire(timers, start + 9ms), Ids());
    QCOMPARE(fire(timers, start + 30ms), (Ids{2, 3, 1}));
}

void TestTimerList::ofTheSameTimeTheFirstStartedFiresFirst()
{
    TimerList timers;
    for (const int id : {7, 3, 5})
        timers.add({id, 10ms, Qt::PreciseTimer, ann}, start);
    QCOMPARE(fire(timers, start + 10ms), (Ids{7, 3, 5}));
    QCOMPARE(fire(timers, start + 20ms), (Ids{7, 3, 5}));
}

void TestTimerList::aTimerKeepsItsRhythm()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    QCOMPARE(fire(timers, start + 14ms), Ids{1});
    QCOMPARE(timers.earliest(), std::optional(start + 20ms));
}

void TestTimerList::whatWasMissedIsNotMadeUpFor()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    QCOMPARE(fire(timers, start + 95ms), Ids{1});
    QCOMPARE(timers.earliest(), std::optional(start + 105ms));
}

void TestTimerList::aZeroTimerIsDueEachTimeButOnce()
{
    TimerList timers;
    timers.add({1, 0ms, Qt::CoarseTimer, ann}, start);
    timers.add({2, 0ms, Qt::VeryCoarseTimer, ann}, start);
    QCOMPARE(fire(timers, start), (Ids{1, 2}));
    QCOMPARE(fire(timers, start), (Ids{1, 2}));
    QCOMPARE(timers.earliest(), std::optional(start));
}

void TestTimerList::whoWasRemovedDoesNotFire()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    timers.add({2, 10ms, Qt::PreciseTimer, ann}, start);
    const auto due = timers.takeDue(start + 10ms);
    QCOMPARE(due.size(), std::size_t(2));
    QVERIFY(timers.remove(2));
    QVERIFY(!timers.remove(2));
    QVERIFY(timers.begin(due[0], start + 10ms));
    QVERIFY(!timers.begin(due[1], start + 10ms));
}

void TestTimerList::whoWasReplacedSinceItWasDueDoesNotFire()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    const auto due = timers.takeDue(start + 10ms);
    timers.remove(1);
    timers.add({1, 10ms, Qt::PreciseTimer, bob}, start + 10ms);
    QVERIFY(!timers.begin(due.front(), start + 10ms));
    QCOMPARE(fire(timers, start + 20ms), Ids{1});
}

void TestTimerList::insideItsHandlerATimerSkips()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    timers.add({2, 40ms, Qt::PreciseTimer, ann}, start);
    const auto due = timers.takeDue(start + 10ms);
    const auto timer = timers.begin(due.front(), start + 10ms);
    QCOMPARE(timers.earliest(), std::optional(start + 40ms));
    QCOMPARE(fire(timers, start + 40ms), Ids{2});
    timers.end(*timer, due.front());
    QCOMPARE(fire(timers, start + 50ms), Ids{1});
}

void TestTimerList::whatANestedLoopFiredIsNotFiredAgain()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    timers.add({2, 10ms, Qt::PreciseTimer, ann}, start);
    const auto due = timers.takeDue(start + 10ms);
    const auto outer = timers.begin(due[0], start + 10ms);
    QCOMPARE(fire(timers, start + 11ms), Ids{2});
    timers.end(*outer, due[0]);
    QVERIFY(!timers.begin(due[1], start + 10ms));
}

void TestTimerList::remainingIsRoundedUp()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    QCOMPARE(timers.remaining(1, start), std::optional(10ms));
    QCOMPARE(timers.remaining(1, start + 9500us), std::optional(1ms));
    QCOMPARE(timers.remaining(1, start + 11ms), std::optional(0ms));
    QVERIFY(!timers.remaining(2, start));
}

void TestTimerList::timersBelongToTheirObjects()
{
    TimerList timers;
    timers.add({1, 10ms, Qt::PreciseTimer, ann}, start);
    timers.add({2, 7ms, Qt::CoarseTimer, bob}, start);
    timers.add({3, 30ms, Qt::PreciseTimer, ann}, start);
    const auto ofBob = timers.timersOf(bob);
    QCOMPARE(ofBob.size(), std::size_t(1));
    QCOMPARE(ofBob.front().id, 2);
    QCOMPARE(ofBob.front().interval, 7ms);
    QCOMPARE(ofBob.front().type, Qt::CoarseTimer);
    QVERIFY(timers.removeAllOf(ann));
    QVERIFY(!timers.removeAllOf(ann));
    QCOMPARE(fire(timers, start + 1s), Ids{2});
}

void TestTimerList::roundedTimes_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("ideal"); // behind a full second
    QTest::addColumn<int>("rounded");
    const int precise = Qt::PreciseTimer;
    const int coarse = Qt::CoarseTimer;
    const int veryCoarse = Qt::VeryCoarseTimer;
    QTest::newRow("precise") << precise << 1000 << 1013 << 1013;
    QTest::newRow("coarse, but short") << coarse << 20 << 1013 << 1013;
    QTest::newRow("coarse, to the second") << coarse << 500 << 1020 << 1000;
    QTest::newRow("coarse, to the second above") << coarse << 500 << 980 << 1000;
    QTest::newRow("coarse, to the half second") << coarse << 1000 << 1537 << 1500;
    QTest::newRow("coarse, to a quarter") << coarse << 300 << 1260 << 1250;
    QTest::newRow("coarse, to 25 ms") << coarse << 100 << 1078 << 1075;
    QTest::newRow("coarse, to 2 ms") << coarse << 25 << 1037 << 1036;
    QTest::newRow("coarse, but long") << coarse << 20000 << 21499 << 21000;
    QTest::newRow("very coarse") << veryCoarse << 3000 << 3501 << 4000;
    QTest::newRow("very coarse, but shorter than that") << veryCoarse << 15 << 1015 << 1015;
}

void TestTimerList::roundedTimes()
{
    QFETCH(int, type);
    QFETCH(int, interval);
    QFETCH(int, ideal);
    QFETCH(int, rounded);
    const auto time = server::roundedTime(start + std::chrono::milliseconds(ideal),
        std::chrono::milliseconds(interval), Qt::TimerType(type));
    QCOMPARE(std::chrono::milliseconds((time - start) / 1ms), std::chrono::milliseconds(rounded));
}

void TestTimerList::aCoarseTimerDoesNotDrift()
{
    TimerList timers;
    timers.add({1, 130ms, Qt::CoarseTimer, ann}, start + 1ms);
    for (int turn = 1; turn <= 1000; ++turn) {
        const TimerList::TimePoint ideal = start + 1ms + turn * 130ms;
        const TimerList::TimePoint due = timers.earliest().value();
        QVERIFY(due >= ideal - 6500us && due <= ideal + 6500us);
        QCOMPARE(fire(timers, due), Ids{1});
    }
}

void TestTimerList::endlessIntervalsNeverCome()
{
    TimerList timers;
    timers.add(
        {1, std::chrono::milliseconds(std::numeric_limits<qint64>::max()), Qt::PreciseTimer, ann},
        start);
    QVERIFY(timers.earliest().value() > start + 24h * 365);
    QCOMPARE(fire(timers, start + 24h * 365), Ids());
}

QTEST_GUILESS_MAIN(TestTimerList)
#include "tst_timerlist.moc"
