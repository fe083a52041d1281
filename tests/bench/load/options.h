#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace bench {

struct Target {
    bool isWebSocket = true;
    std::string host;
    std::string port;
    std::string path = "/";
    std::string virtualHost; // the header `host`, where it is not the address
};

// What the load generator is told.
struct Options {
    Target target;
    std::string sendTo = "/topic/bench{}"; // {} is the number of the room
    std::string subscribeTo; // as sendTo, if empty
    int subscribers = 1; // spread over the rooms
    int publishers = 1;
    int idle = 0; // connected, and nothing else
    int silent = 0; // subscribed to room 0, and never reading
    int visitors = 0; // that come and go, listening to one room each
    double stay = 5; // seconds, on the average
    int rooms = 1; // each publisher takes one after the other
    int otherRooms = 0; // that the first subscriber listens to as well, and nobody speaks in
    int prefill = 0; // messages to room 0 before it begins
    double rate = 0; // messages a second from all publishers; 0: as many as the window lets
    int window = 100; // messages in flight; with receipts of each publisher
    bool wantsReceipts = false;
    int body = 128; // bytes
    double warmUp = 1; // seconds
    double seconds = 5;
    int serverPid = 0; // 0: unknown
};

// The text says what is wrong.
struct OptionError {
    std::string text;
};

std::optional<OptionError> parse(int count, char **arguments, Options &options);
std::string usage();

} // namespace bench
