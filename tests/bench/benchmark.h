#pragma once

#include <algorithm>
#include <array>
#include <chrono>

namespace bench {

// Keeps the compiler from leaving out work whose result nobody reads.
template<typename T>
void keep(const T &value)
{
    asm volatile("" : : "r,m"(&value) : "memory");
}

// Nanoseconds per call of `work`: the median of nine rounds of at least 20 ms each, after one to
// warm up.
template<typename Work>
double nanosecondsPerCall(Work work)
{
    using Clock = std::chrono::steady_clock;
    const auto round = [&work](long calls) {
        const auto start = Clock::now();
        for (long call = 0; call < calls; ++call)
            work();
        return std::chrono::duration<double, std::nano>(Clock::now() - start).count();
    };
    long calls = 1;
    while (round(calls) < 20e6)
        calls *= 2;
    std::array<double, 9> rounds{};
    for (double &nanoseconds : rounds)
        nanoseconds = round(calls) / static_cast<double>(calls);
    std::nth_element(rounds.begin(), rounds.begin() + rounds.size() / 2, rounds.end());
    return rounds[rounds.size() / 2];
}

} // namespace bench
