#pragma once

#include <QtGlobal>

#include <functional>

// What all message logs have in common to be set.
namespace server {

qint64 currentMilliseconds();

struct LogOptions {
    // Of each room at most so many entries are kept, the newest; 0: all of them.
    qint64 maximumEntries = 0;
    // So long an entry is kept; 0: for ever.
    qint64 maximumAgeMs = 0;
    // So long a repeated idempotency key is recognized: 24 hours are promised, and a clock that was
    // a day behind and is put right may take away another 24.
    qint64 keyLifetimeMs = 48LL * 60 * 60 * 1000;
    // Milliseconds since 1970 UTC.
    std::function<qint64()> now = currentMilliseconds;
};

} // namespace server
