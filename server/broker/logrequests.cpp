#include "server/broker/logrequests.h"

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

void LogRequests::read(LogQuery query, ReadContinuation then)
{
    m_reads.emplace(++m_lastToken, std::move(then));
    m_actions.toLog(ReadRequest{m_lastToken, std::move(query)});
}

void LogRequests::answer(const LogAnswer &answer)
{
    if (const auto *written = std::get_if<WriteDone>(&answer)) {
        if (auto continuation = m_writes.extract(written->token))
            continuation.mapped()(written->result);
    } else if (const auto *read = std::get_if<ReadDone>(&answer)) {
        if (auto continuation = m_reads.extract(read->token))
            continuation.mapped()(read->page);
    }
}

} // namespace server
