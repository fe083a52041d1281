#pragma once

#include "stomp/encoder.h"

namespace stomp {

// What becomes of a SEND when there is no connection.
enum class WhenOffline {
    Fail, // an error at once
    Queue, // it waits, within ConnectOptions::offlineQueue, for the next connection
};

// How one SEND is made.
struct SendOptions {
    WhenOffline whenOffline = WhenOffline::Fail;
    // Omit: some servers then take the body for text; NUL in it is an error (S-066).
    ContentLength contentLength = ContentLength::Write;
};

} // namespace stomp
