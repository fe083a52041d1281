// A load generator for STOMP servers, over WebSocket or TCP; see usage() in options.cpp.

#include "tests/bench/load/generator.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>

namespace {

// As many connections as the system lets.
void allowManyDescriptors()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int count, char **arguments)
{
    bench::Options options;
    if (const auto error = bench::parse(count, arguments, options)) {
        std::fprintf(stderr, "%s\n%s", error->text.c_str(), bench::usage().c_str());
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, 1); // nanosecond: a late timer would count as latency
    allowManyDescriptors();
    bench::Generator generator(options);
    const bench::Report report = generator.run();
    std::puts(report.toJson().c_str());
    return report.failure.empty() && report.lost == 0 && report.doubled == 0 ? 0 : 1;
}
