// The event dispatcher's timers, beside those of Qt's own.

#include "tests/server/net/dispatcherthread.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

using namespace std::chrono_literals;
using test::onThread;
using test::turn;
using test::turnUntil;

namespace {

// Remembers which of its timers fired, in their order.
class Watcher : public QObject {
public:
    int start(std::chrono::milliseconds interval, Qt::TimerType type = Qt::PreciseTimer)
    {
        return startTimer(interval, type);
    }

    std::vector<int> fired;
    std::function<void(int)> then = [](int) {};

protected:
    void timerEvent(QTimerEvent *event) override
    {
        fired.push_back(event->timerId());
        then(event->timerId());
    }
};

using Ids = std::vector<int>;

// As when another part of the thread was busy, so that several are due at once.
void sleepFor(std::chrono::milliseconds time)
{
    QThread::msleep(static_cast<unsigned long>(time.count()));
}

} // namespace

class TestDispatcherTimers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRowsAreDifferentDispatchers_data() { test::addDispatcherRows(); }
    void theRowsAreDifferentDispatchers();
    void theyFireInTheOrderOfTheirTimes_data() { test::addDispatcherRows(); }
    void theyFireInTheOrderOfTheirTimes();
    void theyAreNeverEarlyBeyondTheirType_data() { test::addDispatcherRows(); }
    void theyAreNeverEarlyBeyondTheirType();
    void aZeroTimerFiresOncePerTurnAndKeepsNobodyWaiting_data() { test::addDispatcherRows(); }
    void aZeroTimerFiresOncePerTurnAndKeepsNobodyWaiting();
    void whoIsStoppedInAHandlerDoesNotFire_data() { test::addDispatcherRows(); }
    void whoIsStoppedInAHandlerDoesNotFire();
    void aTimerMayStopRestartOrDeleteItselfInItsHandler_data() { test::addDispatcherRows(); }
    void aTimerMayStopRestartOrDeleteItselfInItsHandler();
    void anObjectMayBeDeletedInItsHandler_data() { test::addDispatcherRows(); }
    void anObjectMayBeDeletedInItsHandler();
    void aHandlerIsNotEnteredAgainByANestedLoop_data() { test::addDispatcherRows(); }
    void aHandlerIsNotEnteredAgainByANestedLoop();
    void remainingTimes_data() { test::addDispatcherRows(); }
    void remainingTimes();
    void registeredTimers_data() { test::addDispatcherRows(); }
    void registeredTimers();
    void timersMoveWithTheirObjectToAnotherThread_data() { test::addDispatcherRows(); }
    void timersMoveWithTheirObjectToAnotherThread();
    void excludedTimersWait_data() { test::addDispatcherRows(); }
    void excludedTimersWait();
    void thousandsOfTimersFireInOrder_data() { test::addDispatcherRows(); }
    void thousandsOfTimersFireInOrder();
};

void TestDispatcherTimers::theRowsAreDifferentDispatchers()
{
    QFETCH(bool, isStock);
    onThread([isStock] {
        const QByteArray name = QAbstractEventDispatcher::instance()->metaObject()->className();
        QCOMPARE(
            name, QByteArray(isStock ? "QEventDispatcherUNIX" : "server::EpollEventDispatcher"));
    });
}

void TestDispatcherTimers::theyFireInTheOrderOfTheirTimes()
{
    onThread([] {
        Watcher watcher;
        const int late = watcher.start(60ms);
        const int early = watcher.start(5ms);
        const int middle = watcher.start(30ms);
        const int middleToo = watcher.start(30ms);
        watcher.then = [&](int id) { watcher.killTimer(id); };
        QVERIFY(turnUntil([&] { return watcher.fired.size() == 4; }));
        QCOMPARE(watcher.fired, (Ids{early, middle, middleToo, late}));
        // The same when all are due at once.
        watcher.fired.clear();
        const int second = watcher.start(20ms);
        const int first = watcher.start(10ms);
        sleepFor(30ms);
        turn();
        QCOMPARE(watcher.fired, (Ids{first, second}));
    });
}

void TestDispatcherTimers::theyAreNeverEarlyBeyondTheirType()
{
    onThread([] {
        Watcher watcher;
        QElapsedTimer clock;
        clock.start();
        std::map<int, qint64> earliest{{watcher.start(1ms), 1'000'000},
            {watcher.start(37ms), 37'000'000}, {watcher.start(200ms, Qt::CoarseTimer), 190'000'000},
            {watcher.start(1000ms, Qt::VeryCoarseTimer), 500'000'000}};
        watcher.then = [&](int id) {
            QVERIFY2(clock.nsecsElapsed() >= earliest[id], qPrintable(QString::number(id)));
            watcher.killTimer(id);
            earliest.erase(id);
        };
        QVERIFY(turnUntil([&] { return earliest.empty(); }));
    });
}

void TestDispatcherTimers::aZeroTimerFiresOncePerTurnAndKeepsNobodyWaiting()
{
    onThread([] {
        Watcher watcher;
        const int zero = watcher.start(0ms);
        const int other = watcher.start(5ms);
        for (int i = 0; i < 3; ++i) {
            turn(QEventLoop::WaitForMoreEvents);
            QCOMPARE(std::count(watcher.fired.begin(), watcher.fired.end(), zero), i + 1);
        }
        QVERIFY(turnUntil(
            [&] { return std::count(watcher.fired.begin(), watcher.fired.end(), other) > 1; }));
    });
}

void TestDispatcherTimers::whoIsStoppedInAHandlerDoesNotFire()
{
    onThread([] {
        Watcher watcher;
        const int first = watcher.start(5ms);
        const int second = watcher.start(5ms);
        const int third = watcher.start(6ms);
        watcher.then = [&](int id) {
            if (id == first)
                watcher.killTimer(second);
        };
        sleepFor(10ms);
        turn();
        QCOMPARE(watcher.fired, (Ids{first, third}));
    });
}

void TestDispatcherTimers::aTimerMayStopRestartOrDeleteItselfInItsHandler()
{
    onThread([] {
        int restarts = 0;
        QTimer restarting;
        QObject::connect(&restarting, &QTimer::timeout, &restarting,
            [&] { ++restarts < 3 ? restarting.start(2ms) : restarting.stop(); });
        restarting.start(1ms);
        auto *deleting = new QTimer;
        bool isDeleted = false;
        QObject::connect(deleting, &QTimer::timeout, deleting, [deleting] { delete deleting; });
        QObject::connect(
            deleting, &QObject::destroyed, &restarting, [&isDeleted] { isDeleted = true; });
        deleting->start(1ms);
        QVERIFY(turnUntil([&] { return restarts == 3 && isDeleted; }));
        turn();
        QCOMPARE(restarts, 3);
    });
}

void TestDispatcherTimers::anObjectMayBeDeletedInItsHandler()
{
    onThread([] {
        auto first = std::make_unique<Watcher>();
        auto second = std::make_unique<Watcher>();
        Watcher third;
        first->start(1ms);
        second->start(1ms);
        const int last = third.start(1ms);
        first->then = [&](int) {
            second.reset();
            first.reset();
        };
        sleepFor(5ms);
        turn();
        QVERIFY(!first);
        QCOMPARE(third.fired, Ids{last});
    });
}

void TestDispatcherTimers::aHandlerIsNotEnteredAgainByANestedLoop()
{
    onThread([] {
        Watcher watcher;
        const int outer = watcher.start(1ms);
        const int inner = watcher.start(2ms);
        int depth = 0;
        watcher.then = [&](int id) {
            if (id != outer)
                return;
            QCOMPARE(++depth, 1);
            const auto before = std::count(watcher.fired.begin(), watcher.fired.end(), inner);
            QVERIFY(turnUntil([&] {
                return std::count(watcher.fired.begin(), watcher.fired.end(), inner) > before + 2;
            }));
            --depth;
            watcher.killTimer(outer);
        };
        QVERIFY(turnUntil([&] { return watcher.fired.size() > 5; }));
        QCOMPARE(std::count(watcher.fired.begin(), watcher.fired.end(), outer), 1);
    });
}

void TestDispatcherTimers::remainingTimes()
{
    onThread([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        Watcher watcher;
        const int hour = watcher.start(1h);
        const int brief = watcher.start(1ms);
        const int left = dispatcher->remainingTime(hour);
        QVERIFY(left > 3'590'000 && left <= 3'600'001);
        sleepFor(3ms);
        QCOMPARE(dispatcher->remainingTime(brief), 0);
        watcher.killTimer(brief);
        QCOMPARE(dispatcher->remainingTime(brief), -1);
        QTimer idle;
        QCOMPARE(idle.remainingTime(), -1);
    });
}

void TestDispatcherTimers::registeredTimers()
{
    onThread([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        Watcher watcher;
        Watcher other;
        other.start(10ms);
        QVERIFY(dispatcher->registeredTimers(&watcher).isEmpty());
        const int precise = watcher.start(100ms);
        const int coarse = watcher.start(1200ms, Qt::CoarseTimer);
        const int veryCoarse = watcher.start(7000ms, Qt::VeryCoarseTimer);
        std::map<int, std::pair<int, Qt::TimerType>> expected{{precise, {100, Qt::PreciseTimer}},
            {coarse, {1200, Qt::CoarseTimer}}, {veryCoarse, {7000, Qt::VeryCoarseTimer}}};
        const auto timers = dispatcher->registeredTimers(&watcher);
        QCOMPARE(timers.size(), 3);
        for (const QAbstractEventDispatcher::TimerInfo &timer : timers)
            QVERIFY(expected[timer.timerId] == std::pair(timer.interval, timer.timerType));
        QVERIFY(dispatcher->unregisterTimer(coarse));
        QVERIFY(!dispatcher->unregisterTimer(coarse));
        QCOMPARE(dispatcher->registeredTimers(&watcher).size(), 2);
        QVERIFY(dispatcher->unregisterTimers(&watcher));
        QVERIFY(dispatcher->registeredTimers(&watcher).isEmpty());
        QCOMPARE(dispatcher->registeredTimers(&other).size(), 1);
    });
}

void TestDispatcherTimers::timersMoveWithTheirObjectToAnotherThread()
{
    auto watcher = std::make_unique<Watcher>();
    std::promise<QThread *> started;
    std::promise<void> moved;
    test::DispatcherThread target([&] {
        started.set_value(QThread::currentThread());
        moved.get_future().wait();
        QVERIFY(turnUntil([&] { return watcher->fired.size() > 1; }));
        watcher.reset();
    });
    watcher->start(2ms);
    watcher->moveToThread(started.get_future().get());
    moved.set_value();
    target.join();
    QVERIFY(!watcher);
}

void TestDispatcherTimers::excludedTimersWait()
{
    onThread([] {
        Watcher watcher;
        watcher.start(0ms);
        watcher.start(1ms);
        sleepFor(3ms);
        turn(QEventLoop::X11ExcludeTimers);
        QVERIFY(watcher.fired.empty());
        turn();
        QCOMPARE(watcher.fired.size(), std::size_t(2));
    });
}

void TestDispatcherTimers::thousandsOfTimersFireInOrder()
{
    onThread([] {
        Watcher watcher;
        QElapsedTimer clock;
        clock.start();
        std::map<int, std::pair<qint64, qint64>> due; // at the earliest and at the latest
        for (int i = 0; i < 3000; ++i) {
            const auto time = std::chrono::milliseconds(1 + (i * 7919) % 50);
            const qint64 before = clock.nsecsElapsed();
            const int id = watcher.start(time);
            due[id] = {before + time / 1ns, clock.nsecsElapsed() + time / 1ns};
        }
        sleepFor(60ms);
        turn();
        QCOMPARE(watcher.fired.size(), due.size());
        for (std::size_t i = 1; i < watcher.fired.size(); ++i)
            QVERIFY(due[watcher.fired[i - 1]].first <= due[watcher.fired[i]].second);
    });
}

QTEST_GUILESS_MAIN(TestDispatcherTimers)
#include "tst_dispatchertimers.moc"
