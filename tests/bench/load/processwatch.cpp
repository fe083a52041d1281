#include "tests/bench/load/processwatch.h"

#include <ctime>
#include <fstream>
#include <string>

#include <unistd.h>

namespace bench {

namespace {

std::uint64_t read(clockid_t clock)
{
    timespec time{};
    if (clock_gettime(clock, &time) != 0)
        return 0;
    return std::uint64_t(time.tv_sec) * 1'000'000'000 + std::uint64_t(time.tv_nsec);
}

} // namespace

std::uint64_t now()
{
    return read(CLOCK_MONOTONIC);
}

std::uint64_t ownProcessorTime()
{
    return read(CLOCK_PROCESS_CPUTIME_ID);
}

ProcessWatch::ProcessWatch(int pid)
    : m_pid(pid)
{
}

std::uint64_t ProcessWatch::processorTime() const
{
    clockid_t clock{};
    return m_pid != 0 && clock_getcpuclockid(m_pid, &clock) == 0 ? read(clock) : 0;
}

std::uint64_t ProcessWatch::residentBytes() const
{
    std::ifstream file("/proc/" + std::to_string(m_pid) + "/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return resident * std::uint64_t(sysconf(_SC_PAGESIZE));
}

std::uint64_t ProcessWatch::proportionalBytes() const
{
    std::ifstream file("/proc/" + std::to_string(m_pid) + "/smaps_rollup");
    std::string word;
    std::uint64_t kilobytes = 0;
    while (file >> word) {
        if (word == "Pss:" && file >> kilobytes)
            return kilobytes * 1024;
    }
    return 0;
}

} // namespace bench
