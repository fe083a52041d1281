#pragma once

#include "app/client/connectionstatus.h"
#include "app/client/outbox.h"
#include "stomp/error.h"

namespace app {

// What a person is told of a connection that was lost or not made.
ConnectionStatus::Reason statusReason(const stomp::Error &error, bool wasOnline, bool hasPasscode);

// What the outbox is told of a message that got no receipt.
SendFailure sendFailure(const stomp::Error &error);

} // namespace app
