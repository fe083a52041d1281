#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/version.h"

#include <QByteArray>
#include <QMetaType>

namespace stomp {

// The `ack` header of a SUBSCRIBE.
enum class AckMode {
    Auto, // a message counts as consumed once it was sent
    Client, // ACK and NACK cover the message and all before it on the subscription
    ClientIndividual, // ACK and NACK cover one message
};

QByteArray toBytes(AckMode mode);
// Auto for what is not known.
AckMode parseAckMode(QByteArrayView text);

// Which message came on which connection: what it takes to acknowledge it, later too.
struct Delivery {
    quint64 connection = 0; // of its client, no two have the same
    AckMode mode = AckMode::Auto;
    QByteArray subscription;
    QByteArray messageId;
    QByteArray ackId; // of 1.2

    friend bool operator==(const Delivery &, const Delivery &) = default;
};

Delivery deliveryOf(
    const Frame &message, quint64 connection, const QByteArray &subscription, AckMode mode);

// ACK or NACK with the headers of the version (S-346) and the further `headers`.
Result<Frame> acknowledgement(
    Command command, const Delivery &delivery, const Headers &headers, Version version);

} // namespace stomp

Q_DECLARE_METATYPE(stomp::Delivery)
