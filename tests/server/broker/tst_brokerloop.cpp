#include "server/broker/brokerloop.h"
#include "tests/server/broker/brokerharness.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

using namespace server;

namespace {

// What another thread is to do with what it is handed; ends when it is told so.
template<typename T>
class Worker {
public:
    explicit Worker(std::function<void(std::vector<T>)> work)
        : m_work(std::move(work))
        , m_thread([this] { run(); })
    {
    }
    ~Worker()
    {
        post({}, true);
        m_thread.join();
    }
    void post(std::vector<T> values, bool isEnd = false)
    {
        const std::lock_guard lock(m_mutex);
        ++m_posts;
        m_isEnd = m_isEnd || isEnd;
        std::move(values.begin(), values.end(), std::back_inserter(m_values));
        m_condition.notify_one();
    }
    int posts()
    {
        const std::lock_guard lock(m_mutex);
        return m_posts;
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_condition.wait(lock, [this] { return m_isEnd || !m_values.empty(); });
            if (m_values.empty())
                return;
            std::vector<T> values = std::exchange(m_values, {});
            lock.unlock();
            m_work(std::move(values));
            lock.lock();
        }
    }

    std::function<void(std::vector<T>)> m_work;
    std::mutex m_mutex;
    std::condition_variable m_condition;
    std::vector<T> m_values;
    bool m_isEnd = false;
    int m_posts = 0;
    std::thread m_thread;
};

SessionFrame sendFrame(SessionId session, const QByteArray &destination, const QByteArray &body)
{
    return {
        session, {stomp::Command::Send, {{"destination", destination}, {"receipt", body}}, body}};
}

SessionFrame subscribeFrame(SessionId session, const QByteArray &destination)
{
    return {session, {stomp::Command::Subscribe, {{"destination", destination}, {"id", "s"}}, {}}};
}

std::unique_ptr<FakeHandler> sayingHandler()
{
    auto handler = std::make_unique<FakeHandler>();
    handler->onMessage = say;
    return handler;
}

} // namespace

class tst_brokerloop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyThreadsTalkThroughIt()
    {
        constexpr int workerCount = 3;
        constexpr int messageCount = 200;
        std::atomic<int> receipts = 0;
        std::atomic<int> messages = 0;
        std::array<std::atomic<qint64>, workerCount> lastSeq{};
        std::atomic<bool> isInOrder = true;
        BrokerLoop loop(sayingHandler(), {});

        qint64 seq = 0;
        Worker<LogRequest> log([&](std::vector<LogRequest> requests) {
            std::vector<LogAnswer> answers;
            for (const LogRequest &request : requests)
                answers.push_back(
                    WriteDone{std::get<WriteRequest>(request).token, Appended{++seq, "i"}});
            loop.post(std::move(answers));
        });
        std::vector<std::unique_ptr<Worker<ToWorker>>> workers;
        BrokerLoop::Ports ports;
        ports.log = [&](std::vector<LogRequest> requests) { log.post(std::move(requests)); };
        for (int index = 0; index < workerCount; ++index) {
            workers.push_back(
                std::make_unique<Worker<ToWorker>>([&, index](std::vector<ToWorker> posted) {
                    for (const ToWorker &message : posted) {
                        if (const auto *deliver = std::get_if<DeliverMessage>(&message)) {
                            const qint64 number =
                                deliver->message->headers().value("seq").toLongLong();
                            if (lastSeq[std::size_t(index)].exchange(number) >= number)
                                isInOrder = false;
                            ++messages;
                        } else if (std::holds_alternative<SendFrame>(message)) {
                            ++receipts;
                        }
                    }
                }));
            ports.workers.push_back([worker = workers.back().get()](std::vector<ToWorker> posted) {
                worker->post(std::move(posted));
            });
        }
        loop.start(std::move(ports));
        for (quint32 worker = 0; worker < workerCount; ++worker) {
            const SessionId id{worker, 1};
            loop.post({SessionOpened{id, {}}, subscribeFrame(id, "/subscribe/chat/r")});
        }
        std::vector<std::thread> senders;
        for (quint32 worker = 0; worker < workerCount; ++worker) {
            senders.emplace_back([&loop, worker] {
                for (int number = 0; number < messageCount; ++number)
                    loop.post(
                        {sendFrame({worker, 1}, "/publish/chat/r", QByteArray::number(number))});
            });
        }
        for (std::thread &sender : senders)
            sender.join();
        QTRY_COMPARE(receipts.load(), workerCount * messageCount);
        QCOMPARE(messages.load(), workerCount * workerCount * messageCount);
        QVERIFY(isInOrder.load());
        QVERIFY(loop.stop());
    }

    void oneTurnPostsOncePerReader()
    {
        auto handler = sayingHandler();
        std::atomic<int> workerPosts = 0;
        std::atomic<int> logPosts = 0;
        std::atomic<int> requests = 0;
        BrokerLoop loop(std::move(handler), {});
        // Posted before the start: taken in one turn.
        const SessionId id{0, 1};
        loop.post(
            {SessionOpened{id, {}}, sendFrame(id, "/topic/x", "1"), sendFrame(id, "/topic/x", "2"),
                sendFrame(id, "/publish/chat/r", "3"), sendFrame(id, "/publish/chat/r", "4")});
        BrokerLoop::Ports ports;
        ports.workers.push_back([&](std::vector<ToWorker>) { ++workerPosts; });
        ports.log = [&](std::vector<LogRequest> posted) {
            requests += static_cast<int>(posted.size());
            ++logPosts;
        };
        loop.start(std::move(ports));
        QTRY_COMPARE(requests.load(), 2);
        QCOMPARE(logPosts.load(), 1);
        QCOMPARE(workerPosts.load(), 1);
        loop.stop(std::chrono::milliseconds(1));
    }

    // S-306
    void aFullMailboxIsToldAndAlsoWhenItHasRoomAgain()
    {
        BrokerOptions options;
        options.mailbox = 10'000;
        BrokerLoop loop(std::make_unique<FakeHandler>(), options);
        const SessionId id{0, 1};
        QVERIFY(!loop.post({SessionOpened{id, {}}, sendFrame(id, "/topic/x", "small")}));
        QVERIFY(loop.post({sendFrame(id, "/topic/x", QByteArray(10'000, 'x'))}));
        std::atomic<int> resumed = 0;
        BrokerLoop::Ports ports;
        for (int i = 0; i < 2; ++i) {
            ports.workers.push_back([&](std::vector<ToWorker> posted) {
                for (const ToWorker &message : posted)
                    resumed += std::holds_alternative<ResumeSends>(message);
            });
        }
        ports.log = [](std::vector<LogRequest>) {};
        loop.start(std::move(ports));
        QTRY_COMPARE(resumed.load(), 2);
        QVERIFY(!loop.post({sendFrame(id, "/topic/x", "small")}));
        QVERIFY(loop.stop());
        QCOMPARE(resumed.load(), 2);
    }

    // S-310
    void aLongBacklogLeavesInParts()
    {
        BrokerLoop loop(std::make_unique<FakeHandler>(), {});
        const SessionId id{0, 1};
        std::vector<FromWorker> events{SessionOpened{id, {}}};
        for (int i = 0; i < 5000; ++i)
            events.push_back(sendFrame(id, "/topic/x", QByteArray::number(i)));
        loop.post(std::move(events));
        std::atomic<int> posts = 0;
        std::atomic<int> receipts = 0;
        std::atomic<bool> isInOrder = true;
        BrokerLoop::Ports ports;
        ports.workers.push_back([&](std::vector<ToWorker> posted) {
            ++posts;
            for (const ToWorker &message : posted) {
                const auto *receipt = std::get_if<SendFrame>(&message);
                if (receipt
                    && receipt->frame.header("receipt-id") != QByteArray::number(receipts++))
                    isInOrder = false;
            }
        });
        ports.log = [](std::vector<LogRequest>) {};
        loop.start(std::move(ports));
        QTRY_COMPARE(receipts.load(), 5000);
        QVERIFY(isInOrder.load());
        QVERIFY(posts.load() >= 5);
        QVERIFY(loop.stop());
    }

    // S-321
    void anAnswerMayComeFromAnyThreadAndAfterTheEnd()
    {
        auto handler = std::make_unique<FakeHandler>();
        std::mutex mutex;
        std::vector<std::function<void(Later::Answer)>> answers;
        handler->onMessage = [&](const stomp::Frame &, const Caller &) -> Effects {
            return {Later{[&](std::function<void(Later::Answer)> answer) {
                const std::lock_guard lock(mutex);
                answers.push_back(std::move(answer));
            }}};
        };
        const auto given = [&] {
            const std::lock_guard lock(mutex);
            return answers.size();
        };
        const SessionId id{0, 1};
        std::atomic<int> receipts = 0;
        {
            BrokerLoop loop(std::move(handler), {});
            BrokerLoop::Ports ports;
            ports.workers.push_back([&](std::vector<ToWorker> posted) {
                for (const ToWorker &message : posted)
                    receipts += std::holds_alternative<SendFrame>(message);
            });
            ports.log = [](std::vector<LogRequest>) {};
            loop.start(std::move(ports));
            loop.post({SessionOpened{id, {}}, sendFrame(id, "/publish/x", "1"),
                sendFrame(id, "/publish/y", "2")});
            QTRY_COMPARE(given(), std::size_t(2));
            std::thread([&] { answers[0]([] { return Effects(); }); }).join();
            QTRY_COMPARE(receipts.load(), 1);
            QVERIFY(loop.stop());
        }
        std::thread([&] { answers[1]([] { return Effects(); }); }).join();
        QCOMPARE(receipts.load(), 1);
    }

    void stoppingWaitsForTheLastCommit()
    {
        std::atomic<bool> mayAnswer = false;
        std::atomic<int> receipts = 0;
        BrokerLoop loop(sayingHandler(), {});
        Worker<LogRequest> log([&](std::vector<LogRequest> requests) {
            while (!mayAnswer)
                std::this_thread::yield();
            loop.post({LogAnswer(
                WriteDone{std::get<WriteRequest>(requests.front()).token, Appended{1, "i"}})});
        });
        BrokerLoop::Ports ports;
        ports.log = [&](std::vector<LogRequest> requests) { log.post(std::move(requests)); };
        ports.workers.push_back([&](std::vector<ToWorker> posted) {
            for (const ToWorker &message : posted)
                receipts += std::holds_alternative<SendFrame>(message);
        });
        loop.start(std::move(ports));
        loop.post({SessionOpened{{0, 1}, {}}, sendFrame({0, 1}, "/publish/chat/r", "1")});
        std::thread release([&] {
            while (log.posts() == 0)
                std::this_thread::yield();
            mayAnswer = true;
        });
        QVERIFY(loop.stop(std::chrono::seconds(20)));
        QCOMPARE(receipts.load(), 1);
        release.join();
    }

    void stoppingHasADeadline()
    {
        BrokerLoop loop(sayingHandler(), {});
        BrokerLoop::Ports ports;
        std::atomic<bool> isAsked = false;
        ports.log = [&](std::vector<LogRequest>) { isAsked = true; };
        ports.workers.push_back([](std::vector<ToWorker>) {});
        loop.start(std::move(ports));
        loop.post({SessionOpened{{0, 1}, {}}, sendFrame({0, 1}, "/publish/chat/r", "1")});
        QTRY_VERIFY(isAsked.load());
        QVERIFY(!loop.stop(std::chrono::milliseconds(20)));
        QVERIFY(loop.stop());
    }

    void theApplicationIsWokenWhenItIsDue()
    {
        struct WakingHandler : FakeHandler {
            std::atomic<int> *wakes = nullptr;
            Effects wake(qint64 nowMs) override
            {
                ++*wakes;
                due = *wakes < 3 ? std::optional<qint64>(nowMs + 1) : std::nullopt;
                return {};
            }
        };
        std::atomic<int> wakes = 0;
        auto handler = std::make_unique<WakingHandler>();
        handler->wakes = &wakes;
        handler->due = 1;
        BrokerLoop loop(std::move(handler), {});
        loop.start({});
        QTRY_COMPARE(wakes.load(), 3);
        QVERIFY(loop.stop());
        QCOMPARE(wakes.load(), 3);
    }

    void statisticsAreASnapshot()
    {
        BrokerLoop loop(sayingHandler(), {});
        BrokerLoop::Ports ports;
        ports.workers.push_back([](std::vector<ToWorker>) {});
        loop.start(std::move(ports));
        loop.post({SessionOpened{{0, 1}, {}}, sendFrame({0, 1}, "/topic/x", "1")});
        std::atomic<int> sessions = -1;
        std::atomic<quint64> sends = 0;
        loop.askStatistics([&](const BrokerStatistics &statistics) {
            sends = statistics.sends[std::size_t(SendOutcome::Published)];
            sessions = static_cast<int>(statistics.sessions);
        });
        QTRY_COMPARE(sessions.load(), 1);
        QCOMPARE(sends.load(), 1U);
        QVERIFY(loop.stop());
    }

    void messageIdsDifferFromStartToStart()
    {
        std::set<QByteArray> prefixes;
        for (int start = 0; start < 2; ++start) {
            BrokerLoop loop(sayingHandler(), {});
            std::mutex mutex;
            QByteArray id;
            BrokerLoop::Ports ports;
            ports.workers.push_back([&](std::vector<ToWorker> posted) {
                const std::lock_guard lock(mutex);
                for (const ToWorker &message : posted) {
                    if (const auto *deliver = std::get_if<DeliverMessage>(&message))
                        id = deliver->message->headers().value("message-id");
                }
            });
            loop.start(std::move(ports));
            const SessionId session{0, 1};
            loop.post({SessionOpened{session, {}}, subscribeFrame(session, "/topic/x"),
                sendFrame(session, "/topic/x", "1")});
            QVERIFY(loop.stop());
            const std::lock_guard lock(mutex);
            QVERIFY(id.endsWith("-1"));
            prefixes.insert(id);
        }
        QCOMPARE(int(prefixes.size()), 2);
    }

    void anUnstartedLoopStopsAtOnce()
    {
        BrokerLoop loop(sayingHandler(), {});
        QVERIFY(loop.stop());
    }
};

QTEST_GUILESS_MAIN(tst_brokerloop)
#include "tst_brokerloop.moc"
