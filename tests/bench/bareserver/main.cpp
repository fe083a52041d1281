// The yardstick as a program: bareserver [PORT [PADDING]]; prints where it listens.

#include "tests/bench/bareserver/bareserver.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int count, char **arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    const auto port = std::uint16_t(count > 1 ? std::atoi(arguments[1]) : 0);
    bench::BareServer server(count > 2 ? std::size_t(std::atoi(arguments[2])) : 0);
    const std::uint16_t bound = server.listen(port);
    if (bound == 0) {
        std::fprintf(stderr, "cannot listen on port %u\n", unsigned(port));
        return 3;
    }
    std::printf("listening ws://127.0.0.1:%u/\nready\n", unsigned(bound));
    std::fflush(stdout);
    server.run();
}
