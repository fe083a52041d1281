#pragma once

#include "server/broker/logport.h"
#include "server/broker/messagelog.h"
#include "stomp/mailbox.h"

#include <QDeadlineTimer>
#include <QSemaphore>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace server {

// The storage thread: opens a message log, carries out what is posted and answers. What waits when
// the thread comes round is committed together. Made, started and stopped by one thread; post() may
// be called by any.
class StorageLoop {
public:
    // Called on the storage thread; the log lives and dies there.
    using Factory = std::function<LogResult<std::unique_ptr<MessageLog>>()>;
    // Called on the storage thread.
    using AnswerHandler = std::function<void(std::vector<LogAnswer>)>;

    static constexpr std::size_t maximumWritesPerCommit = 1000;

    // Old entries are looked for every so often, a few at a time.
    explicit StorageLoop(
        Factory factory, std::chrono::milliseconds forgetEvery = std::chrono::minutes(1));
    ~StorageLoop();
    StorageLoop(const StorageLoop &) = delete;
    StorageLoop &operator=(const StorageLoop &) = delete;

    // Waits until the log is open and loaded. After an error the thread has ended, and start() may
    // be tried again.
    LogResult<LogSnapshot> start(AnswerHandler answer);
    void post(std::vector<LogRequest> requests);
    // Everything posted before is carried out and answered, then the thread ends.
    void stop();

private:
    void run(std::promise<LogResult<LogSnapshot>> started);
    void carryOut(MessageLog &log, std::vector<LogRequest> requests);
    void forgetWhenDue(MessageLog &log);

    Factory m_factory;
    std::chrono::milliseconds m_forgetEvery;
    QDeadlineTimer m_nextForgetting; // storage thread
    AnswerHandler m_answer;
    QSemaphore m_wakeUps;
    std::atomic<bool> m_isStopping = false;
    stomp::Mailbox<LogRequest> m_requests;
    std::thread m_thread;
};

} // namespace server
