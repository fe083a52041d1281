#include "server/broker/logrequests.h"

#include <memory>
#include <utility>

namespace server {

LogRequests::LogRequests(BrokerActions &actions)
    : m_actions(actions)
{
}

void LogRequests::write(LogWrite write, WriteContinuation then)
{
    m_writes.emplace(++m_lastToken, std::move(then));
    m_actions.toLog(WriteRequest{m_lastToken, std::move(write)});
}

void LogRequests::writeTogether(std::vector<LogWrite> writes, GroupContinuation then)
{
    auto results = std::make_shared<std::vector<LogResult<Appended>>>();
    const std::size_t count = writes.size();
    for (std::size_t i = 0; i < count; ++i) {
        writes[i].joinsPrevious = i > 0;
        // Answers come in the order of the writes.
        write(std::move(writes[i]), [results, count, then](const LogResult<Appended> &result) {
            results->push_back(result);
            if (results->size() == count)
                then(std::move(*results));
        });
    }
}

void LogRequests::read(LogQuery query, ReadContinuation then)
{
    m_reads.emplace(++m_lastToken, std::move(then));
    m_actions.toLog(ReadRequest{m_lastToken, std::move(query)});
}

void LogRequests::search(SearchQuery query, SearchContinuation then)
{
    m_searches.emplace(++m_lastToken, std::move(then));
    m_actions.toLog(SearchRequest{m_lastToken, std::move(query)});
}

void LogRequests::answer(const LogAnswer &answer)
{
    if (const auto *written = std::get_if<WriteDone>(&answer)) {
        if (auto continuation = m_writes.extract(written->token))
            continuation.mapped()(written->result);
    } else if (const auto *read = std::get_if<ReadDone>(&answer)) {
        if (auto continuation = m_reads.extract(read->token))
            continuation.mapped()(read->page);
    } else if (const auto *searched = std::get_if<SearchDone>(&answer)) {
        if (auto continuation = m_searches.extract(searched->token))
            continuation.mapped()(searched->page);
    }
}

} // namespace server
