#pragma once

#include "stomp/heartbeat.h"
#include "stomp/limits.h"

#include <QByteArray>

#include <chrono>

namespace server {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

// What a session allows, asks and promises; the same for all sessions of a server, read by all
// workers.
struct SessionOptions {
    stomp::Limits limits;
    // Until CONNECT was found right (S-073).
    stomp::Limits loginLimits{.command = 32,
        .headerCount = 100,
        .headerLine = 8 * 1024,
        .headers = 16 * 1024,
        .body = 1024};
    qsizetype loginBytes = 24 * 1024; // of all that comes before CONNECT is complete (S-073)
    // Bytes that may wait for the broker before reading stops: for its answer to CONNECT (S-101),
    // or for it to have room again (S-308).
    qsizetype heldBytes = 64 * 1024;
    qsizetype idLength = 255; // of a receipt (S-082)

    std::chrono::milliseconds loginTimeout{10'000}; // from accept, not reset by bytes (S-076)
    std::chrono::milliseconds frameTimeout{30'000}; // for completing a frame that was begun (S-077)

    stomp::HeartBeat heartBeat{std::chrono::seconds(10), std::chrono::seconds(10)};
    std::chrono::milliseconds smallestHeartBeat{100}; // smaller wishes are raised to it (S-113)
    double heartBeatTolerance = 2.0; // S-116
    // Peers that promised no heart-beat are pinged where the transport can (S-123).
    std::chrono::milliseconds pingInterval{10'000};
    std::chrono::milliseconds pingTimeout{25'000};

    QByteArray passcode; // empty: none is asked
    QByteArray hostToken; // of the hosting program; empty: nobody is the host
    QByteArray serverName; // the `server` header of CONNECTED; empty: none
};

} // namespace server
