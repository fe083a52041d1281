#pragma once

#include "server/broker/logport.h"
#include "stomp/mailbox.h"

#include <QSemaphore>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace server {

class SearchIndex;

// The thread that follows an SQLite log with an index, at its leisure, and answers searches by it.
// A search knows everything that was written before it was asked, unless much is still to be taken
// up. Started and stopped by one thread; post() and wake() may be called by any.
class SearchLoop {
public:
    // Called on the search thread.
    using AnswerHandler = std::function<void(std::vector<LogAnswer>)>;

    // More are refused; nobody waits for an answer that long.
    static constexpr std::size_t mostWaiting = 100;

    explicit SearchLoop(QString logFile);
    ~SearchLoop();
    SearchLoop(const SearchLoop &) = delete;
    SearchLoop &operator=(const SearchLoop &) = delete;

    // The log is open by now.
    void start(AnswerHandler answer);
    void post(std::vector<SearchRequest> requests);
    // Something was written.
    void wake();
    // Before the log is closed. What was posted is answered or refused.
    void stop();

private:
    void run();
    void waitForWork();
    void turn(std::vector<SearchRequest> requests);
    bool isPausing() const;
    bool open();
    bool catchUp(std::chrono::milliseconds atMost);
    void answer(std::vector<SearchRequest> requests, bool isComplete);
    LogResult<SearchPage> search(const SearchQuery &query);
    void pause(const LogError &error);

    QString m_logFile;
    AnswerHandler m_answer;
    QSemaphore m_wakeUps;
    std::atomic<bool> m_isStopping = false;
    std::atomic<bool> m_hasNews = true;
    stomp::Mailbox<SearchRequest> m_requests;
    std::thread m_thread;
    // Of the search thread.
    std::unique_ptr<SearchIndex> m_index; // null until it could be opened
    LogError m_trouble; // the last one, while it lasts
    bool m_isLevel = false; // with the log, as far as it is known
    std::chrono::milliseconds m_rest{0}; // before it goes on where there is more
    std::chrono::steady_clock::time_point m_nextAttempt; // after trouble
};

} // namespace server
