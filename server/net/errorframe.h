#pragma once

#include "server/broker/closereason.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

namespace server {

// The ERROR frame that tells a peer of a failure, safe for outsiders (S-217, S-218, S-223).
stomp::Frame errorFrame(const stomp::Error &error, const QByteArray &receiptId = {});

// What a connection that failed so is closed with.
CloseReason closeReason(stomp::ErrorCode code);

} // namespace server
