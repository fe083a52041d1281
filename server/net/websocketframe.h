#pragma once

#include "server/broker/message.h"

#include <QByteArray>

namespace server {

// The head of one unfragmented WebSocket data frame, as a server writes it: without a mask (RFC
// 6455, 5.2).
QByteArray webSocketFrameHead(FrameKind kind, qsizetype size);

// A whole close frame with a code and no text.
QByteArray webSocketCloseFrame(int code);

} // namespace server
