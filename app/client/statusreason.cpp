#include "app/client/statusreason.h"

#include "stomp/chat/payloads.h"

namespace app {

using stomp::ErrorCode;

ConnectionStatus::Reason statusReason(const stomp::Error &error, bool wasOnline, bool hasPasscode)
{
    using Reason = ConnectionStatus::Reason;
    switch (error.code) {
    case ErrorCode::AuthenticationFailed:
        return hasPasscode ? Reason::WrongPasscode : Reason::PasscodeNeeded;
    case ErrorCode::ServerStopped:
        return Reason::ServerStopped;
    case ErrorCode::CertificateRejected:
        return Reason::CertificateTrouble;
    case ErrorCode::CertificateChanged:
        return Reason::CertificateChanged;
    case ErrorCode::InvalidUrl:
        return Reason::InvalidAddress;
    case ErrorCode::ConnectionRefused:
        return Reason::NotReachable;
    case ErrorCode::ConnectionLost:
    case ErrorCode::HeartBeatMissed:
    case ErrorCode::Timeout:
        return wasOnline ? Reason::Lost : Reason::NotReachable;
    case ErrorCode::HandshakeFailed:
    case ErrorCode::MalformedFrame:
    case ErrorCode::InvalidEscape:
    case ErrorCode::InvalidUtf8:
    case ErrorCode::InvalidContentLength:
    case ErrorCode::UnknownCommand:
    case ErrorCode::CommandTooLong:
        return wasOnline ? Reason::Lost : Reason::NotMaru;
    default:
        return Reason::Refused;
    }
}

SendFailure sendFailure(const stomp::Error &error)
{
    switch (error.code) {
    case ErrorCode::Refused:
        if (const auto problem = chat::parseProblem(error.text))
            return {problem->code, problem->detail};
        return {"refused", QString::fromUtf8(error.text)};
    case ErrorCode::Timeout:
        return {"timeout", {}};
    case ErrorCode::ConnectionLost:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::HeartBeatMissed:
    case ErrorCode::NotConnected:
    case ErrorCode::ServerStopped:
        return {"connection", {}};
    case ErrorCode::BodyTooLarge:
    case ErrorCode::FrameTooLarge:
        return {"body-too-large", {}};
    default:
        return {stomp::codeName(error.code), QString::fromUtf8(error.text)};
    }
}

} // namespace app
