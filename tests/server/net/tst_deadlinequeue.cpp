// Who is woken when, behind one timer.

#include "server/net/deadlinequeue.h"

#include <QTest>

using namespace std::chrono_literals;
using server::DeadlineQueue;
using Serials = std::vector<quint64>;

namespace {

constexpr server::TimePoint start{1h};

} // namespace

class TestDeadlineQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEarliestIsDueFirst();
    void anEarlierWishReplacesALaterOne();
    void whoIsRemovedIsNotWoken();
    void whoWasWokenMayAskAgain();
};

void TestDeadlineQueue::theEarliestIsDueFirst()
{
    DeadlineQueue queue;
    QVERIFY(!queue.earliest());
    queue.schedule(1, start + 2s);
    queue.schedule(2, start + 1s);
    QCOMPARE(queue.earliest(), std::optional(start + 1s));
    QCOMPARE(queue.takeDue(start), Serials());
    QCOMPARE(queue.takeDue(start + 1s), Serials{2});
    QCOMPARE(queue.takeDue(start + 5s), Serials{1});
    QVERIFY(!queue.earliest());
}

void TestDeadlineQueue::anEarlierWishReplacesALaterOne()
{
    DeadlineQueue queue;
    queue.schedule(1, start + 5s);
    queue.schedule(1, start + 1s);
    queue.schedule(1, start + 9s);
    QCOMPARE(queue.size(), std::size_t(1));
    QCOMPARE(queue.takeDue(start + 1s), Serials{1});
    QCOMPARE(queue.takeDue(start + 10s), Serials());
}

void TestDeadlineQueue::whoIsRemovedIsNotWoken()
{
    DeadlineQueue queue;
    queue.schedule(1, start + 1s);
    queue.schedule(2, start + 2s);
    queue.remove(1);
    QCOMPARE(queue.earliest(), std::optional(start + 2s));
    QCOMPARE(queue.takeDue(start + 2s), Serials{2});
}

void TestDeadlineQueue::whoWasWokenMayAskAgain()
{
    DeadlineQueue queue;
    queue.schedule(1, start + 1s);
    queue.takeDue(start + 1s);
    queue.schedule(1, start + 3s);
    QCOMPARE(queue.takeDue(start + 3s), Serials{1});
}

QTEST_GUILESS_MAIN(TestDeadlineQueue)
#include "tst_deadlinequeue.moc"
