#pragma once

#include "server/broker/logport.h"
#include "server/storage/searchloop.h"
#include "server/storage/storageloop.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace server {

// The threads of storage together: the one of the log, and beside it, where a database can be
// followed, the one that answers searches. Made, started and stopped by one thread; post() may be
// called by any.
class StorageThreads {
public:
    // Without a database to follow, the log answers searches by itself.
    StorageThreads(StorageLoop::Factory openLog, const std::optional<QString> &databaseFile);

    // `answer` is called on any of the threads, for requests posted after this returned.
    LogResult<LogSnapshot> start(StorageLoop::AnswerHandler answer);
    void post(std::vector<LogRequest> requests);
    void stop();

private:
    StorageLoop m_log;
    std::unique_ptr<SearchLoop> m_search; // null when there is none
};

} // namespace server
