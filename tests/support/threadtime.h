#pragma once

#include <QtGlobal>

#include <ctime>

namespace test {

// Processor time of this thread: what else the machine does is not counted. For ratios, never for
// limits.
inline qint64 threadNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace test
