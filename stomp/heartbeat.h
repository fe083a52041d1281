#pragma once

#include "stomp/error.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace stomp {

// The `heart-beat` header: what a side can send, and what it would like to get; 0 ms is none.
struct HeartBeat {
    std::chrono::milliseconds sends{0};
    std::chrono::milliseconds wants{0};

    friend bool operator==(const HeartBeat &, const HeartBeat &) = default;
};

// What two sides agreed on, seen from one of them; 0 ms is none.
struct AgreedHeartBeat {
    std::chrono::milliseconds outgoing{0};
    std::chrono::milliseconds incoming{0};

    friend bool operator==(const AgreedHeartBeat &, const AgreedHeartBeat &) = default;
};

// Exactly two decimal numbers; a missing header is 0,0, values above a day are clamped to it
// (S-111, S-112).
Result<HeartBeat> parseHeartBeat(const std::optional<QByteArray> &header);
QByteArray toBytes(HeartBeat heartBeat);

// 1.2, Heart-beating: none when either side says 0, else the larger wish.
AgreedHeartBeat agree(HeartBeat mine, HeartBeat theirs);

} // namespace stomp
