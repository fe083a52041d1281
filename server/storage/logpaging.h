#pragma once

#include "server/broker/messagelog.h"

#include <QtGlobal>

// Which entries a query means, the same for every message log.
namespace server {

inline constexpr int maximumPageSize = 1000;

// A query brought down to one of two forms, with numbers that exist.
struct PageRange {
    bool isForward = true; // from `position` up, else from `position` down; itself never included
    qint64 position = 0;
    int limit = 0;
};

PageRange pageRange(const LogQuery &query, qint64 lastSeq);

// Fills isStart and isEnd from the entries, firstSeq and lastSeq the page has.
void markEnds(LogPage &page, const PageRange &range);

} // namespace server
