#pragma once

#include "stomp/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace stomp {

// What can be wrong with a frame, a session or a connection, on either side.
enum class ErrorCode {
    // The bytes are no STOMP frame.
    MalformedFrame,
    InvalidEscape,
    InvalidUtf8,
    InvalidContentLength,
    UnexpectedBody,
    UnknownCommand,
    // A limit given at construction was exceeded.
    CommandTooLong,
    HeaderLineTooLong,
    HeadersTooLarge,
    TooManyHeaders,
    BodyTooLarge,
    FrameTooLarge,
    IdTooLong,
    TooManySubscriptions,
    TooManyTransactions,
    // The frame is well formed and breaks a rule of the session.
    UnexpectedCommand,
    NotConnected,
    AlreadyConnected,
    MissingHeader,
    InvalidHeader,
    UnsupportedVersion,
    AuthenticationFailed,
    DuplicateSubscription,
    UnknownSubscription,
    DuplicateTransaction,
    UnknownTransaction,
    UnknownMessage,
    // The application refused, and the sender had no way of hearing it but an ERROR frame.
    Refused,
    // The connection itself.
    ConnectionRefused,
    ConnectionLost,
    ServerStopped,
    HeartBeatMissed,
    Timeout,
    HandshakeFailed,
    CertificateRejected,
    CertificateChanged, // another public key than the trusted one
    InvalidUrl,
    ServerError,
    QueueFull,
    NotRepresentable,
    Internal,
};

// One failure: a code for programs, a sentence for people (English, without secrets).
struct Error {
    ErrorCode code;
    QByteArray text;

    friend bool operator==(const Error &, const Error &) = default;
};

// The stable name of a code, as ERROR frames carry it in their `code` header ("maru.limit.body").
QByteArray codeName(ErrorCode code);

// The code of such a name; nullopt for names of other servers.
std::optional<ErrorCode> parseCodeName(QByteArrayView name);

template<typename T>
using Result = BasicResult<T, Error>;

} // namespace stomp
