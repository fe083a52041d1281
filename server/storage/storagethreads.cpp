#include "server/storage/storagethreads.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace server {

namespace {

bool hasWritten(const std::vector<LogAnswer> &answers)
{
    return std::any_of(answers.begin(), answers.end(),
        [](const LogAnswer &answer) { return std::holds_alternative<WriteDone>(answer); });
}

std::vector<SearchRequest> takeSearches(std::vector<LogRequest> &requests)
{
    std::vector<SearchRequest> searches;
    std::erase_if(requests, [&searches](LogRequest &request) {
        auto *search = std::get_if<SearchRequest>(&request);
        if (search)
            searches.push_back(std::move(*search));
        return search != nullptr;
    });
    return searches;
}

} // namespace

StorageThreads::StorageThreads(
    StorageLoop::Factory openLog, const std::optional<QString> &databaseFile)
    : m_log(std::move(openLog))
{
    if (databaseFile)
        m_search = std::make_unique<SearchLoop>(*databaseFile);
}

LogResult<LogSnapshot> StorageThreads::start(StorageLoop::AnswerHandler answer)
{
    auto snapshot = m_log.start([this, answer](std::vector<LogAnswer> answers) {
        const bool isNews = m_search && hasWritten(answers);
        answer(std::move(answers));
        if (isNews)
            m_search->wake();
    });
    if (snapshot && m_search)
        m_search->start(std::move(answer));
    return snapshot;
}

void StorageThreads::post(std::vector<LogRequest> requests)
{
    if (m_search) {
        if (std::vector<SearchRequest> searches = takeSearches(requests); !searches.empty())
            m_search->post(std::move(searches));
    }
    if (!requests.empty())
        m_log.post(std::move(requests));
}

// The log's database is open as long as somebody follows it.
void StorageThreads::stop()
{
    if (m_search)
        m_search->stop();
    m_log.stop();
}

} // namespace server
