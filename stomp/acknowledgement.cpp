#include "stomp/acknowledgement.h"

namespace stomp {

namespace {

// The headers that name the message.
Headers nameOf(const Delivery &delivery, Version version)
{
    switch (version) {
    case Version::V10:
        return {{"message-id", delivery.messageId}};
    case Version::V11:
        return {{"message-id", delivery.messageId}, {"subscription", delivery.subscription}};
    case Version::V12:
        return {{"id", delivery.ackId}};
    }
    return {};
}

} // namespace

QByteArray toBytes(AckMode mode)
{
    switch (mode) {
    case AckMode::Auto:
        return "auto";
    case AckMode::Client:
        return "client";
    case AckMode::ClientIndividual:
        return "client-individual";
    }
    return {};
}

AckMode parseAckMode(QByteArrayView text)
{
    for (const AckMode mode : {AckMode::Client, AckMode::ClientIndividual}) {
        if (text == toBytes(mode))
            return mode;
    }
    return AckMode::Auto;
}

Delivery deliveryOf(
    const Frame &message, quint64 connection, const QByteArray &subscription, AckMode mode)
{
    return {connection, mode, subscription, message.header("message-id"), message.header("ack")};
}

Result<Frame> acknowledgement(
    Command command, const Delivery &delivery, const Headers &headers, Version version)
{
    if (command == Command::Nack && version == Version::V10)
        return Error{ErrorCode::UnsupportedVersion, "STOMP 1.0 has no NACK"};
    const QByteArray &id = version == Version::V12 ? delivery.ackId : delivery.messageId;
    if (delivery.mode == AckMode::Auto || id.isEmpty())
        return Error{ErrorCode::UnknownMessage, "the message is not one to be acknowledged"};
    Frame frame{command, nameOf(delivery, version), {}};
    for (const auto &[name, value] : headers) {
        if (!frame.headers.contains(name))
            frame.headers.append(name, value);
    }
    return frame;
}

} // namespace stomp
