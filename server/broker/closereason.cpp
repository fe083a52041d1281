#include "server/broker/closereason.h"

namespace server {

QByteArray toBytes(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ClientClosed:
        return "client-closed";
    case CloseReason::Disconnected:
        return "disconnected";
    case CloseReason::HandshakeTimeout:
        return "handshake-timeout";
    case CloseReason::HandshakeRefused:
        return "handshake-refused";
    case CloseReason::LoginTimeout:
        return "login-timeout";
    case CloseReason::FrameTimeout:
        return "frame-timeout";
    case CloseReason::HeartBeatMissed:
        return "heart-beat-missed";
    case CloseReason::ProtocolError:
        return "protocol-error";
    case CloseReason::LimitExceeded:
        return "limit-exceeded";
    case CloseReason::AuthenticationFailed:
        return "authentication-failed";
    case CloseReason::Refused:
        return "refused";
    case CloseReason::TooManyConnections:
        return "too-many-connections";
    case CloseReason::SlowReaderBytes:
        return "slow-reader-bytes";
    case CloseReason::SlowReaderTime:
        return "slow-reader-time";
    case CloseReason::TransportError:
        return "transport-error";
    case CloseReason::ServerStopping:
        return "server-stopping";
    case CloseReason::InternalError:
        return "internal-error";
    }
    return "internal-error";
}

int webSocketCloseCode(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ClientClosed:
    case CloseReason::Disconnected:
        return 1000;
    case CloseReason::ServerStopping:
        return 1001;
    case CloseReason::HeartBeatMissed:
    case CloseReason::ProtocolError:
    case CloseReason::TransportError:
        return 1002;
    case CloseReason::HandshakeTimeout:
    case CloseReason::HandshakeRefused:
    case CloseReason::LoginTimeout:
    case CloseReason::FrameTimeout:
    case CloseReason::AuthenticationFailed:
    case CloseReason::Refused:
        return 1008;
    case CloseReason::LimitExceeded:
        return 1009;
    case CloseReason::TooManyConnections:
    case CloseReason::SlowReaderBytes:
    case CloseReason::SlowReaderTime:
        return 1013;
    case CloseReason::InternalError:
        return 1011;
    }
    return 1011;
}

} // namespace server
