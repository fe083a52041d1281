#pragma once

#include "server/broker/messagelog.h"

#include <QtGlobal>

#include <variant>

// What the broker thread and the storage thread say to each other, as values in mailboxes.
namespace server {

// Broker → storage, carried out in order. Writes that are joined follow each other in one post.
struct WriteRequest {
    quint64 token = 0;
    LogWrite write;
};
struct ReadRequest {
    quint64 token = 0;
    LogQuery query;
};
// Answered beside the others: by the log, or by an index that follows it.
struct SearchRequest {
    quint64 token = 0;
    SearchQuery query;
};
using LogRequest = std::variant<WriteRequest, ReadRequest, SearchRequest>;

// Storage → broker. Answers to writes come in the order of the writes; an answer to a read may come
// at any time, and may hold entries whose writes were not answered yet.
struct WriteDone {
    quint64 token = 0;
    LogResult<Appended> result;
};
struct ReadDone {
    quint64 token = 0;
    LogResult<LogPage> page;
};
struct SearchDone {
    quint64 token = 0;
    LogResult<SearchPage> page;
};
using LogAnswer = std::variant<WriteDone, ReadDone, SearchDone>;

} // namespace server
