#include "server/storage/storageloop.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace server {

namespace {

bool isWrite(const LogRequest &request)
{
    return std::holds_alternative<WriteRequest>(request);
}

bool joinsPrevious(const LogRequest &request)
{
    const auto *write = std::get_if<WriteRequest>(&request);
    return write && write->write.joinsPrevious;
}

// Writes that follow each other are committed together; those that are joined are never parted.
using Run = std::span<LogRequest>;

Run firstRun(Run requests)
{
    const auto cap = std::min(requests.size(), StorageLoop::maximumWritesPerCommit);
    auto end = std::find_if_not(requests.begin(), requests.begin() + cap, isWrite);
    end = std::find_if_not(end, requests.end(), joinsPrevious);
    return requests.first(end - requests.begin());
}

void write(MessageLog &log, Run run, std::vector<LogAnswer> &answers)
{
    std::vector<LogWrite> batch;
    batch.reserve(run.size());
    for (LogRequest &request : run)
        batch.push_back(std::move(std::get<WriteRequest>(request).write));
    std::vector<LogResult<Appended>> results = log.write(batch);
    for (std::size_t i = 0; i < run.size(); ++i)
        answers.push_back(WriteDone{std::get<WriteRequest>(run[i]).token, std::move(results[i])});
}

LogAnswer answer(MessageLog &log, const LogRequest &question)
{
    if (const auto *search = std::get_if<SearchRequest>(&question))
        return SearchDone{search->token, log.search(search->query)};
    const ReadRequest &read = std::get<ReadRequest>(question);
    return ReadDone{read.token, log.read(read.query)};
}

} // namespace

StorageLoop::StorageLoop(Factory factory, std::chrono::milliseconds forgetEvery)
    : m_factory(std::move(factory))
    , m_forgetEvery(forgetEvery)
    , m_requests([this] { m_wakeUps.release(); })
{
}

StorageLoop::~StorageLoop()
{
    stop();
}

LogResult<LogSnapshot> StorageLoop::start(AnswerHandler answer)
{
    m_answer = std::move(answer);
    m_isStopping = false;
    std::promise<LogResult<LogSnapshot>> started;
    std::future<LogResult<LogSnapshot>> result = started.get_future();
    m_thread = std::thread(&StorageLoop::run, this, std::move(started));
    LogResult<LogSnapshot> snapshot = result.get();
    if (!snapshot)
        m_thread.join();
    return snapshot;
}

void StorageLoop::post(std::vector<LogRequest> requests)
{
    m_requests.push(std::move(requests));
}

void StorageLoop::stop()
{
    if (!m_thread.joinable())
        return;
    m_isStopping = true;
    m_wakeUps.release();
    m_thread.join();
}

void StorageLoop::run(std::promise<LogResult<LogSnapshot>> started)
{
    LogResult<std::unique_ptr<MessageLog>> opened = m_factory();
    if (!opened) {
        started.set_value(opened.error());
        return;
    }
    const std::unique_ptr<MessageLog> log = std::move(opened).value();
    LogResult<LogSnapshot> snapshot = log->load();
    const bool isLoaded = snapshot.hasValue();
    if (!isLoaded) {
        started.set_value(std::move(snapshot));
        return;
    }
    started.set_value(std::move(snapshot));
    bool isStopping = false;
    while (!isStopping) {
        m_wakeUps.tryAcquire(1, static_cast<int>(m_nextForgetting.remainingTime()));
        isStopping = m_isStopping; // before take(): what was posted before stop() is taken
        carryOut(*log, m_requests.take());
        if (!isStopping)
            forgetWhenDue(*log);
    }
}

// One step at a time, with a pause behind it: nobody who waits for a commit waits for all of them.
// What fails is tried again the next time.
void StorageLoop::forgetWhenDue(MessageLog &log)
{
    constexpr std::chrono::milliseconds pause{20};
    if (!m_nextForgetting.hasExpired())
        return;
    const LogResult<bool> hasMore = log.forgetOld();
    m_nextForgetting.setRemainingTime(hasMore && *hasMore ? pause : m_forgetEvery);
}

// Answers go out after each commit that was full, so that a long queue does not hold back the first
// of them.
void StorageLoop::carryOut(MessageLog &log, std::vector<LogRequest> requests)
{
    std::vector<LogAnswer> answers;
    Run rest(requests);
    while (!rest.empty()) {
        if (const Run run = firstRun(rest); !run.empty()) {
            write(log, run, answers);
            rest = rest.subspan(run.size());
        } else {
            answers.push_back(answer(log, rest.front()));
            rest = rest.subspan(1);
        }
        if (answers.size() >= maximumWritesPerCommit || rest.empty())
            m_answer(std::exchange(answers, {}));
    }
}

} // namespace server
