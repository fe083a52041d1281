#include "server/storage/searchloop.h"

#include "server/storage/searchdatabase.h"
#include "server/storage/searchindex.h"

#include <QLoggingCategory>

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace server {

namespace {

Q_LOGGING_CATEGORY(log, "maru.search")

using namespace std::chrono_literals;

// In one transaction of the index: the more of them, the less each costs.
constexpr qint64 entriesPerRound = 2000;
// How long a search waits for what is not taken up yet.
constexpr std::chrono::milliseconds patience = 250ms;
// Entries that come one after the other are taken up together.
constexpr std::chrono::milliseconds leisure = 200ms;
constexpr std::chrono::seconds betweenAttempts = 1s;

// Behind, it follows a quarter of the time, which is more than enough for what can be written.
constexpr int restPerWork = 3;

// Where processors are few, those who write and publish come first.
void yieldToOthers()
{
    constexpr int niceness = 15;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

LogError tooManySearches()
{
    return {"too-fast", QStringLiteral("Too many searches at once; try again later.")};
}

} // namespace

SearchLoop::SearchLoop(QString logFile)
    : m_logFile(std::move(logFile))
    , m_requests([this] { m_wakeUps.release(); })
{
}

SearchLoop::~SearchLoop()
{
    stop();
}

void SearchLoop::start(AnswerHandler answer)
{
    m_answer = std::move(answer);
    m_isStopping = false;
    m_thread = std::thread(&SearchLoop::run, this);
}

void SearchLoop::post(std::vector<SearchRequest> requests)
{
    m_requests.push(std::move(requests));
}

void SearchLoop::wake()
{
    if (!m_hasNews.exchange(true))
        m_wakeUps.release();
}

void SearchLoop::stop()
{
    if (!m_thread.joinable())
        return;
    m_isStopping = true;
    m_wakeUps.release();
    m_thread.join();
}

void SearchLoop::run()
{
    yieldToOthers();
    m_isLevel = false;
    while (!m_isStopping) {
        waitForWork();
        turn(m_requests.take());
    }
    answer(m_requests.take(), false);
    m_index.reset();
}

// What is posted is looked at at once; what was written, after a while. News that are known already
// wake nobody.
void SearchLoop::waitForWork()
{
    if (m_isLevel && !m_hasNews) {
        m_wakeUps.acquire();
        if (!m_hasNews)
            return;
    }
    const auto wait = m_isLevel || isPausing() ? leisure : m_rest;
    m_wakeUps.tryAcquire(1, static_cast<int>(wait.count()));
}

void SearchLoop::turn(std::vector<SearchRequest> requests)
{
    const auto begun = std::chrono::steady_clock::now();
    const bool isLevel = !isPausing() && open() && catchUp(requests.empty() ? 0ms : patience);
    m_rest = std::chrono::duration_cast<std::chrono::milliseconds>(
        restPerWork * (std::chrono::steady_clock::now() - begun));
    answer(std::move(requests), isLevel);
}

bool SearchLoop::isPausing() const
{
    return std::chrono::steady_clock::now() < m_nextAttempt;
}

bool SearchLoop::open()
{
    if (m_index)
        return true;
    auto opened = SearchIndex::open(m_logFile);
    if (opened)
        m_index = std::move(*opened);
    else
        pause(opened.error());
    return m_index != nullptr;
}

// One round at least.
bool SearchLoop::catchUp(std::chrono::milliseconds atMost)
{
    const auto end = std::chrono::steady_clock::now() + atMost;
    do {
        if (m_isLevel)
            m_hasNews = false; // before looking, so that nothing is missed
        const LogResult<bool> isLevel = m_index->follow(entriesPerRound);
        if (!isLevel) {
            pause(isLevel.error());
            return false;
        }
        m_isLevel = *isLevel;
        if (m_isLevel) {
            m_trouble = {};
            return true;
        }
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

void SearchLoop::answer(std::vector<SearchRequest> requests, bool isComplete)
{
    std::vector<LogAnswer> answers;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        LogResult<SearchPage> page = i < mostWaiting && !m_isStopping
            ? search(requests[i].query)
            : LogResult<SearchPage>(tooManySearches());
        if (page)
            page->isComplete = isComplete;
        answers.push_back(SearchDone{requests[i].token, std::move(page)});
    }
    if (!answers.empty())
        m_answer(std::move(answers));
}

LogResult<SearchPage> SearchLoop::search(const SearchQuery &query)
{
    if (!m_index)
        return LogError{"search-unavailable",
            QStringLiteral("Nothing can be searched for at the moment: %1").arg(m_trouble.detail)};
    LogResult<SearchPage> page = m_index->search(query);
    if (!page)
        pause(page.error());
    return page;
}

// It is tried again later, and said once. A damaged index is thrown away to be made anew; with any
// other what it has can still be searched.
void SearchLoop::pause(const LogError &error)
{
    if (m_trouble != error)
        qCWarning(server::log) << qUtf8Printable(error.detail);
    m_trouble = error;
    m_isLevel = false;
    m_nextAttempt = std::chrono::steady_clock::now() + betweenAttempts;
    if (error.code == "damaged") {
        m_index.reset();
        removeSearchIndex(m_logFile);
    }
}

} // namespace server
