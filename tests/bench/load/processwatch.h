#pragma once

#include <cstdint>

namespace bench {

// Nanoseconds of a clock that only goes on.
std::uint64_t now();

// Processor time of this process in nanoseconds.
std::uint64_t ownProcessorTime();

// What a process of this machine uses; nothing for pid 0.
class ProcessWatch {
public:
    explicit ProcessWatch(int pid);

    std::uint64_t processorTime() const; // nanoseconds
    std::uint64_t residentBytes() const;
    std::uint64_t proportionalBytes() const; // PSS: shared pages count in part; takes milliseconds

private:
    int m_pid;
};

} // namespace bench
