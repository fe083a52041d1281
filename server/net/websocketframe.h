#pragma once

#include "server/broker/message.h"
#include "server/net/framehead.h"

#include <QByteArray>

namespace server {

// The head of one unfragmented WebSocket data frame, as a server writes it: without a mask (RFC
// 6455, 5.2).
FrameHead webSocketFrameHead(FrameKind kind, qsizetype size);

// A whole ping frame that says nothing.
QByteArray webSocketPingFrame();

// A whole close frame with a code and no text.
QByteArray webSocketCloseFrame(int code);

} // namespace server
