#include "server/storage/logpaging.h"

#include <algorithm>

namespace server {

PageRange pageRange(const LogQuery &query, qint64 lastSeq)
{
    const int limit = std::clamp(query.limit, 0, maximumPageSize);
    const qint64 beyond = lastSeq + 1;
    switch (query.range) {
    case LogQuery::Range::After:
        return {true, std::clamp<qint64>(query.position, 0, lastSeq), limit};
    case LogQuery::Range::Before:
        if (query.position == 0)
            return {false, beyond, limit};
        return {false, std::clamp<qint64>(query.position, 0, beyond), limit};
    case LogQuery::Range::Around: {
        // Near an end the page is moved, not shortened.
        const qint64 first = std::clamp<qint64>(query.position, 1, beyond) - limit / 2;
        return {
            true, std::clamp<qint64>(first - 1, 0, std::max<qint64>(lastSeq - limit, 0)), limit};
    }
    case LogQuery::Range::Last:
        break;
    }
    return {false, beyond, limit};
}

void markEnds(LogPage &page, const PageRange &range)
{
    const bool isEmptyRoom = page.lastSeq < page.firstSeq;
    qint64 oldest = range.isForward ? range.position + 1 : range.position;
    qint64 newest = oldest - 1;
    if (!page.entries.empty()) {
        oldest = page.entries.front().seq;
        newest = page.entries.back().seq;
    }
    page.isStart = isEmptyRoom || oldest <= page.firstSeq;
    page.isEnd = isEmptyRoom || newest >= page.lastSeq;
}

} // namespace server
