#include "logsupport.h"

#include "server/storage/memorymessagelog.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/storageloop.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace server;
using namespace server::test;

namespace {

// A log that tells how it was used; its first write waits until it is let go.
class WatchedLog final : public MessageLog {
public:
    struct Watch {
        std::mutex mutex;
        std::vector<std::size_t> batches;
        std::vector<std::thread::id> threads;
        std::atomic<bool> isAlive = false;
        std::atomic<bool> isHeld = false;
        QSemaphore isWriting;
        QSemaphore mayWrite;
    };

    explicit WatchedLog(Watch &watch)
        : m_watch(watch)
    {
        m_watch.isAlive = true;
        note();
    }
    ~WatchedLog() override
    {
        note();
        m_watch.isAlive = false;
    }

    std::vector<LogResult<Appended>> write(std::span<const LogWrite> batch) override
    {
        if (m_watch.isHeld.exchange(false)) {
            m_watch.isWriting.release();
            m_watch.mayWrite.acquire();
        }
        const std::lock_guard lock(m_watch.mutex);
        m_watch.batches.push_back(batch.size());
        return m_log.write(batch);
    }
    LogResult<LogPage> read(const LogQuery &query) override { return m_log.read(query); }
    LogResult<LogSnapshot> load() override { return m_log.load(); }

private:
    void note()
    {
        const std::lock_guard lock(m_watch.mutex);
        m_watch.threads.push_back(std::this_thread::get_id());
    }

    Watch &m_watch;
    MemoryMessageLog m_log;
};

// Takes answers from the storage thread.
struct Inbox {
    stomp::Mailbox<LogAnswer> answers{[] {}};
    StorageLoop::AnswerHandler handler()
    {
        return [this](std::vector<LogAnswer> batch) { answers.push(std::move(batch)); };
    }
};

std::vector<LogRequest> writes(const QByteArray &room, quint64 firstToken, int count)
{
    std::vector<LogRequest> requests;
    for (int i = 0; i < count; ++i) {
        const quint64 token = firstToken + i;
        requests.push_back(WriteRequest{token, entryOf(room, QByteArray::number(token))});
    }
    return requests;
}

StorageLoop::Factory memoryFactory()
{
    return []() -> LogResult<std::unique_ptr<MessageLog>> {
        return std::unique_ptr<MessageLog>(std::make_unique<MemoryMessageLog>());
    };
}

StorageLoop::Factory watchedFactory(WatchedLog::Watch &watch)
{
    return [&watch]() -> LogResult<std::unique_ptr<MessageLog>> {
        return std::unique_ptr<MessageLog>(std::make_unique<WatchedLog>(watch));
    };
}

} // namespace

class StorageLoopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLogLivesAndDiesOnTheStorageThread()
    {
        WatchedLog::Watch watch;
        Inbox inbox;
        StorageLoop loop(watchedFactory(watch));
        QVERIFY(loop.start(inbox.handler()));
        QVERIFY(watch.isAlive);
        loop.stop();
        QVERIFY(!watch.isAlive);
        QCOMPARE(watch.threads.size(), 2U);
        QVERIFY(watch.threads[0] == watch.threads[1]);
        QVERIFY(watch.threads[0] != std::this_thread::get_id());
    }

    void startReturnsWhatTheLogKnows()
    {
        QTemporaryDir folder;
        openSqliteLog(folder.path())->log->write(entries("a", 1, 3));
        Inbox inbox;
        StorageLoop loop([&folder]() -> LogResult<std::unique_ptr<MessageLog>> {
            auto opened = openSqliteLog(folder.path());
            if (!opened)
                return opened.error();
            return std::move(opened->log);
        });
        const auto snapshot = loop.start(inbox.handler());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->rooms.size(), 1U);
        QCOMPARE(snapshot->rooms.front().lastSeq, 3);
    }

    void aFailedOpeningIsReturnedAndMayBeTriedAgain()
    {
        bool isWorking = false;
        Inbox inbox;
        StorageLoop loop([&isWorking]() -> LogResult<std::unique_ptr<MessageLog>> {
            if (!isWorking)
                return LogError{"folder-locked", {}};
            return std::unique_ptr<MessageLog>(std::make_unique<MemoryMessageLog>());
        });
        const auto failed = loop.start(inbox.handler());
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, "folder-locked");
        isWorking = true;
        QVERIFY(loop.start(inbox.handler()));
    }

    void whatWasPostedBeforeStopIsAnsweredInOrder()
    {
        Inbox inbox;
        StorageLoop loop(memoryFactory());
        QVERIFY(loop.start(inbox.handler()));
        for (int i = 0; i < 50; ++i)
            loop.post(writes("a", 1 + i * 10, 10));
        loop.stop();
        const std::vector<LogAnswer> answers = inbox.answers.take();
        QCOMPARE(answers.size(), 500U);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto &done = std::get<WriteDone>(answers[i]);
            QCOMPARE(done.token, i + 1);
            QCOMPARE(done.result->seq, qint64(i + 1));
        }
    }

    void whatWaitsIsCommittedTogether()
    {
        WatchedLog::Watch watch;
        watch.isHeld = true;
        Inbox inbox;
        StorageLoop loop(watchedFactory(watch));
        QVERIFY(loop.start(inbox.handler()));
        loop.post(writes("a", 1, 1));
        watch.isWriting.acquire();
        for (int i = 0; i < 25; ++i)
            loop.post(writes("a", 2 + i * 100, 100));
        watch.mayWrite.release();
        loop.stop();
        QVERIFY((watch.batches == std::vector<std::size_t>{1, 1000, 1000, 500}));
        QCOMPARE(inbox.answers.take().size(), 2501U);
    }

    // S-189
    void joinedWritesAreNeverParted()
    {
        WatchedLog::Watch watch;
        watch.isHeld = true;
        Inbox inbox;
        StorageLoop loop(watchedFactory(watch));
        QVERIFY(loop.start(inbox.handler()));
        loop.post(writes("a", 1, 1));
        watch.isWriting.acquire();
        loop.post(writes("a", 2, 995));
        std::vector<LogRequest> group = writes("a", 1000, 10);
        for (std::size_t i = 1; i < group.size(); ++i)
            std::get<WriteRequest>(group[i]).write.joinsPrevious = true;
        loop.post(std::move(group));
        loop.post(writes("a", 2000, 3));
        watch.mayWrite.release();
        loop.stop();
        QVERIFY((watch.batches == std::vector<std::size_t>{1, 1005, 3}));
    }

    void aReadSeesTheWritesBeforeItAndNoneAfter()
    {
        WatchedLog::Watch watch;
        Inbox inbox;
        StorageLoop loop(watchedFactory(watch));
        QVERIFY(loop.start(inbox.handler()));
        std::vector<LogRequest> requests = writes("a", 1, 3);
        requests.push_back(ReadRequest{100, {"a", LogQuery::Range::Last, 0, 10}});
        for (LogRequest &request : writes("a", 4, 2))
            requests.push_back(std::move(request));
        requests.push_back(ReadRequest{101, {"a", LogQuery::Range::Last, 0, 10}});
        loop.post(std::move(requests));
        loop.stop();
        const std::vector<LogAnswer> answers = inbox.answers.take();
        QCOMPARE(answers.size(), 7U);
        QCOMPARE(seqsOf(*std::get<ReadDone>(answers[3]).page), "1 2 3");
        QCOMPARE(seqsOf(*std::get<ReadDone>(answers[6]).page), "1 2 3 4 5");
        QVERIFY((watch.batches == std::vector<std::size_t>{3, 2}));
    }

    void manyThreadsMayPostAtOnce()
    {
        QTemporaryDir folder;
        Inbox inbox;
        StorageLoop loop([&folder]() -> LogResult<std::unique_ptr<MessageLog>> {
            auto opened = openSqliteLog(folder.path());
            if (!opened)
                return opened.error();
            return std::move(opened->log);
        });
        QVERIFY(loop.start(inbox.handler()));
        constexpr int threads = 4;
        constexpr int posts = 50;
        std::vector<std::thread> senders;
        for (int sender = 0; sender < threads; ++sender) {
            senders.emplace_back([&loop, sender] {
                for (int i = 0; i < posts; ++i)
                    loop.post(writes(i % 2 == 0 ? "a" : "b", sender * 1'000'000 + i * 10, 5));
            });
        }
        for (std::thread &sender : senders)
            sender.join();
        loop.stop();
        std::vector<qint64> next{0, 0};
        for (const LogAnswer &answer : inbox.answers.take()) {
            const auto &done = std::get<WriteDone>(answer);
            qint64 &last = next[done.token / 10 % 2];
            QCOMPARE(done.result->seq, last + 1);
            last = done.result->seq;
        }
        QCOMPARE(next[0] + next[1], qint64(threads * posts * 5));
    }

    void stopWithoutStartIsHarmless()
    {
        StorageLoop loop(memoryFactory());
        loop.stop();
        loop.stop();
        QVERIFY(true);
    }

    void whatIsTooOldIsForgottenWhileNobodyAsks()
    {
        Inbox inbox;
        const LogOptions options{
            .maximumAgeMs = 1000, .now = [] { return qint64(2'000'000'000'000); }};
        StorageLoop loop(
            [options]() -> LogResult<std::unique_ptr<MessageLog>> {
                return std::unique_ptr<MessageLog>(std::make_unique<MemoryMessageLog>(options));
            },
            std::chrono::milliseconds(1));
        QVERIFY(loop.start(inbox.handler()));
        loop.post(writes("a", 1, 3));
        bool isForgotten = false;
        const auto look = [&] {
            loop.post({ReadRequest{100, {"a", LogQuery::Range::Last, 0, 10}}});
            for (const LogAnswer &answer : inbox.answers.take()) {
                const auto *done = std::get_if<ReadDone>(&answer);
                if (done && done->page->lastSeq == 3)
                    isForgotten = done->page->entries.empty() && done->page->firstSeq == 4;
            }
            return isForgotten;
        };
        QTRY_VERIFY(look());
    }
};

QTEST_GUILESS_MAIN(StorageLoopTest)
#include "tst_storageloop.moc"
