#include "stomp/error.h"

namespace stomp {

QByteArray codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::MalformedFrame:
        return "maru.frame.malformed";
    case ErrorCode::InvalidEscape:
        return "maru.frame.escape";
    case ErrorCode::InvalidUtf8:
        return "maru.frame.utf8";
    case ErrorCode::InvalidContentLength:
        return "maru.frame.content-length";
    case ErrorCode::UnexpectedBody:
        return "maru.frame.body";
    case ErrorCode::UnknownCommand:
        return "maru.frame.command";
    case ErrorCode::CommandTooLong:
        return "maru.limit.command";
    case ErrorCode::HeaderLineTooLong:
        return "maru.limit.header-line";
    case ErrorCode::HeadersTooLarge:
        return "maru.limit.headers";
    case ErrorCode::TooManyHeaders:
        return "maru.limit.header-count";
    case ErrorCode::BodyTooLarge:
        return "maru.limit.body";
    case ErrorCode::FrameTooLarge:
        return "maru.limit.frame";
    case ErrorCode::IdTooLong:
        return "maru.limit.id";
    case ErrorCode::TooManySubscriptions:
        return "maru.limit.subscriptions";
    case ErrorCode::TooManyTransactions:
        return "maru.limit.transactions";
    case ErrorCode::UnexpectedCommand:
        return "maru.session.command";
    case ErrorCode::NotConnected:
        return "maru.session.not-connected";
    case ErrorCode::AlreadyConnected:
        return "maru.session.already-connected";
    case ErrorCode::MissingHeader:
        return "maru.header.missing";
    case ErrorCode::InvalidHeader:
        return "maru.header.invalid";
    case ErrorCode::UnsupportedVersion:
        return "maru.session.version";
    case ErrorCode::AuthenticationFailed:
        return "maru.session.authentication";
    case ErrorCode::DuplicateSubscription:
        return "maru.subscription.duplicate";
    case ErrorCode::UnknownSubscription:
        return "maru.subscription.unknown";
    case ErrorCode::DuplicateTransaction:
        return "maru.transaction.duplicate";
    case ErrorCode::UnknownTransaction:
        return "maru.transaction.unknown";
    case ErrorCode::UnknownMessage:
        return "maru.message.unknown";
    case ErrorCode::Refused:
        return "maru.refused";
    case ErrorCode::ConnectionRefused:
        return "maru.connection.refused";
    case ErrorCode::ConnectionLost:
        return "maru.connection.lost";
    case ErrorCode::ServerStopped:
        return "maru.connection.server-stopped";
    case ErrorCode::HeartBeatMissed:
        return "maru.connection.heart-beat";
    case ErrorCode::Timeout:
        return "maru.connection.timeout";
    case ErrorCode::HandshakeFailed:
        return "maru.connection.handshake";
    case ErrorCode::CertificateRejected:
        return "maru.connection.certificate";
    case ErrorCode::CertificateChanged:
        return "maru.connection.certificate-changed";
    case ErrorCode::InvalidUrl:
        return "maru.connection.url";
    case ErrorCode::ServerError:
        return "maru.server-error";
    case ErrorCode::QueueFull:
        return "maru.limit.queue";
    case ErrorCode::NotRepresentable:
        return "maru.frame.not-representable";
    case ErrorCode::Internal:
        return "maru.internal";
    }
    return "maru.internal";
}

std::optional<ErrorCode> parseCodeName(QByteArrayView name)
{
    for (int value = 0; value <= static_cast<int>(ErrorCode::Internal); ++value) {
        const auto code = static_cast<ErrorCode>(value);
        if (name == codeName(code))
            return code;
    }
    return std::nullopt;
}

} // namespace stomp
