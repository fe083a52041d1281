#include "stomp/mailbox.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using stomp::Mailbox;

class TestMailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesComeInOrder();
    void onlyTheFirstPushWakes();
    void pushingNothingDoesNotWake();
    void takingEmptiesTheBox();
    void wakeMayTakeAtOnce();
    void valuesMayBeMoveOnly();
    void everythingOfEveryThreadArrivesOnceAndInItsOrder();
};

void TestMailbox::valuesComeInOrder()
{
    Mailbox<int> box([] {});
    box.push(1);
    box.push(std::vector<int>{2, 3});
    box.push(4);
    QCOMPARE(box.take(), (std::vector<int>{1, 2, 3, 4}));
}

void TestMailbox::onlyTheFirstPushWakes()
{
    int wakes = 0;
    Mailbox<int> box([&wakes] { ++wakes; });
    box.push(1);
    box.push(2);
    box.push(std::vector<int>{3});
    QCOMPARE(wakes, 1);
    box.take();
    box.push(std::vector<int>{4, 5});
    box.push(6);
    QCOMPARE(wakes, 2);
}

void TestMailbox::pushingNothingDoesNotWake()
{
    int wakes = 0;
    Mailbox<int> box([&wakes] { ++wakes; });
    box.push(std::vector<int>{});
    QCOMPARE(wakes, 0);
}

void TestMailbox::takingEmptiesTheBox()
{
    Mailbox<int> box([] {});
    box.push(1);
    box.take();
    QVERIFY(box.take().empty());
}

// The lock is not held meanwhile.
void TestMailbox::wakeMayTakeAtOnce()
{
    std::vector<int> taken;
    Mailbox<int> *boxPointer = nullptr;
    Mailbox<int> box([&] { taken = boxPointer->take(); });
    boxPointer = &box;
    box.push(7);
    QCOMPARE(taken, std::vector<int>{7});
}

void TestMailbox::valuesMayBeMoveOnly()
{
    Mailbox<std::unique_ptr<int>> box([] {});
    box.push(std::make_unique<int>(5));
    QCOMPARE(*box.take().front(), 5);
}

void TestMailbox::everythingOfEveryThreadArrivesOnceAndInItsOrder()
{
    constexpr int threadCount = 4;
    constexpr int perThread = 5000;
    std::atomic<int> wakes = 0;
    Mailbox<std::pair<int, int>> box([&wakes] { ++wakes; });
    std::vector<std::thread> threads;
    for (int thread = 0; thread < threadCount; ++thread) {
        threads.emplace_back([&box, thread] {
            for (int i = 0; i < perThread; ++i)
                box.push({thread, i});
        });
    }
    std::vector<int> next(threadCount, 0);
    int received = 0;
    int emptied = 0;
    bool isInOrder = true;
    while (received < threadCount * perThread) {
        const auto values = box.take();
        emptied += values.empty() ? 0 : 1;
        for (const auto &[thread, i] : values)
            isInOrder = isInOrder && next[std::size_t(thread)]++ == i;
        received += int(values.size());
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(isInOrder);
    QCOMPARE(received, threadCount * perThread);
    QCOMPARE(wakes.load(), emptied); // one for each time it had been empty
    QVERIFY(box.take().empty());
}

QTEST_APPLESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
