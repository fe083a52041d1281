#pragma once

#include "server/broker/inboundhandler.h"

#include <QByteArray>

#include <optional>
#include <utility>

namespace server {

// A message of a queue, waiting or handed out.
struct QueuedMessage {
    Publish message;
    quint64 order = 0; // its place, also when it comes back
    int deliveries = 0;
    qint64 expiresAt = 0; // milliseconds since 1970 UTC; 0: never
    qint64 notBefore = 0; // given back, and not to be handed out again until then
    std::optional<std::pair<SessionId, QByteArray>> refusedBy; // others are asked first (S-175)

    bool isExpired(qint64 nowMs) const { return expiresAt != 0 && expiresAt <= nowMs; }
    qsizetype size() const { return message.body.size(); }
};

// When a message is too old to be handed out: by `expires` (milliseconds since 1970) or `ttl`
// (milliseconds from now), the earlier of them; 0 when neither says a number.
qint64 expiryOf(const stomp::Headers &headers, qint64 nowMs);

} // namespace server
