#pragma once

#include "tests/system/hostile/watchedserver.h"

#include <functional>
#include <vector>

namespace hostile {

// One hostile input that is more than a script: what is sent and what must happen.
struct HostileInput {
    const char *name;
    wire::ServerSettings server;
    // Empty when all was as it should be.
    std::function<QByteArray(WatchedServer &)> attack;
};

std::vector<HostileInput> byteInputs();
std::vector<HostileInput> connectingInputs();
std::vector<HostileInput> floodInputs();
std::vector<HostileInput> readerInputs();
std::vector<HostileInput> resourceInputs();
std::vector<HostileInput> webSocketInputs();
std::vector<HostileInput> applicationInputs();

} // namespace hostile
