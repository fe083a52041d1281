#pragma once

#include "server/broker/inboundhandler.h"
#include "server/routing/handlerparameters.h"

#include <QByteArray>

#include <optional>

namespace server {

// An idempotency key, or the id of a message: 1 to 64 characters.
struct ShortText {
    QByteArray value;
};
bool fromSegment(QByteArrayView text, ShortText &key);

using KeyHeader = Header<"idempotency-key", std::optional<ShortText>>;

// What a sender said, told from everything else by its key.
struct Said {
    const Caller &caller;
    const std::optional<ShortText> &key;
    QByteArray content; // without what the server adds; of no use without a key
};

// The entry is said once, however often it is sent.
void sign(AppendEntry &entry, const Said &said);

// What is said against it, unless the log knows that it was written before: a repeat gets its
// receipt even where it could not be said again.
Effects refused(const QByteArray &room, Problem problem, const Said &said);
// Nothing needs to be written, in the same way.
Effects alreadySo(const QByteArray &room, const Said &said);

} // namespace server
