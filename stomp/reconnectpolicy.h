#pragma once

#include <chrono>
#include <functional>

namespace stomp {

// How long to wait before the next try: exponential, jittered, capped. Starts anew after a success.
class ReconnectPolicy {
public:
    struct Options {
        std::chrono::milliseconds first{1000};
        double factor = 2.0;
        std::chrono::milliseconds longest{30000};
        double jitter = 0.25; // a delay d becomes a random one of d·(1 − jitter) … d·(1 + jitter)
    };

    // `random` gives numbers of [0, 1); tests pass their own.
    explicit ReconnectPolicy(Options options, std::function<double()> random);
    ReconnectPolicy();

    // The delay before the next try; each call counts as a failure.
    std::chrono::milliseconds nextDelay();
    void reset();

private:
    Options m_options;
    std::function<double()> m_random;
    int m_failures = 0;
};

} // namespace stomp
