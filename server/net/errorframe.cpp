#include "server/net/errorframe.h"

namespace server {

using stomp::ErrorCode;

stomp::Frame errorFrame(const stomp::Error &error, const QByteArray &receiptId)
{
    stomp::Frame frame{stomp::Command::Error,
        {{"message", error.text}, {"code", stomp::codeName(error.code)},
            {"content-type", "text/plain"}},
        error.text + '\n'};
    if (!receiptId.isEmpty())
        frame.headers.append("receipt-id", receiptId);
    return frame;
}

CloseReason closeReason(ErrorCode code)
{
    switch (code) {
    case ErrorCode::CommandTooLong:
    case ErrorCode::HeaderLineTooLong:
    case ErrorCode::HeadersTooLarge:
    case ErrorCode::TooManyHeaders:
    case ErrorCode::BodyTooLarge:
    case ErrorCode::FrameTooLarge:
    case ErrorCode::IdTooLong:
    case ErrorCode::TooManySubscriptions:
    case ErrorCode::TooManyTransactions:
        return CloseReason::LimitExceeded;
    case ErrorCode::AuthenticationFailed:
        return CloseReason::AuthenticationFailed;
    case ErrorCode::Refused:
        return CloseReason::Refused;
    case ErrorCode::Internal:
    case ErrorCode::ServerError:
        return CloseReason::InternalError;
    default:
        return CloseReason::ProtocolError;
    }
}

} // namespace server
