#pragma once

#include <QByteArray>

namespace server {

// Why a connection ended. Every close names one; logs, counters and tests use it.
enum class CloseReason {
    ClientClosed, // the peer went without DISCONNECT
    Disconnected, // after DISCONNECT
    HandshakeTimeout,
    HandshakeRefused, // answered by HTTP: wrong path, method, origin, or no upgrade
    LoginTimeout, // no complete CONNECT in time
    FrameTimeout, // a frame was begun and not completed in time
    HeartBeatMissed,
    ProtocolError,
    LimitExceeded,
    AuthenticationFailed,
    Refused, // an application error whose sender does not listen on /user/queue/errors
    TooManyConnections,
    SlowReaderBytes,
    SlowReaderTime,
    TransportError,
    ServerStopping,
    InternalError,
};
inline constexpr int closeReasonCount = static_cast<int>(CloseReason::InternalError) + 1;

// "heart-beat-missed" and its like, for logs and counters.
QByteArray toBytes(CloseReason reason);

// The WebSocket close code of a reason (S-254).
int webSocketCloseCode(CloseReason reason);

} // namespace server
