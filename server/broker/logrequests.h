#pragma once

#include "server/broker/brokeraction.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace server {

// What was asked of the log, and how each goes on when its answer comes.
class LogRequests {
public:
    using WriteContinuation = std::function<void(const LogResult<Appended> &)>;
    using GroupContinuation = std::function<void(std::vector<LogResult<Appended>>)>;
    using ReadContinuation = std::function<void(const LogResult<LogPage> &)>;
    using SearchContinuation = std::function<void(const LogResult<SearchPage> &)>;

    explicit LogRequests(BrokerActions &actions);

    void write(LogWrite write, WriteContinuation then);
    // All of them in one commit, or none; goes on when the last one is answered.
    void writeTogether(std::vector<LogWrite> writes, GroupContinuation then);
    void read(LogQuery query, ReadContinuation then);
    void search(SearchQuery query, SearchContinuation then);
    // An answer whose token is unknown is ignored.
    void answer(const LogAnswer &answer);

    // Writes that were asked for and not answered yet.
    qsizetype pendingWrites() const { return static_cast<qsizetype>(m_writes.size()); }

private:
    BrokerActions &m_actions;
    quint64 m_lastToken = 0;
    std::unordered_map<quint64, WriteContinuation> m_writes;
    std::unordered_map<quint64, ReadContinuation> m_reads;
    std::unordered_map<quint64, SearchContinuation> m_searches;
};

} // namespace server
