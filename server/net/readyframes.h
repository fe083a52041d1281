#pragma once

#include "server/broker/message.h"
#include "server/net/sessiontransport.h"

#include <memory>
#include <vector>

namespace server {

// The whole frames of messages that go to the same receivers, one behind the other: made once for
// all sessions of a worker that get the same bytes, over the same framing, in the same version,
// with the same head.
class ReadyFrames {
public:
    using Message = std::shared_ptr<const OutboundMessage>;
    struct Block {
        QByteArray bytes;
        qsizetype largestFrame = 0;
    };

    // From here on for these messages.
    void begin(std::vector<Message> messages);
    const std::vector<Message> &messages() const { return m_messages; }

    // `receiver` has a head.
    const Block &block(
        const SessionTransport &transport, stomp::Version version, const Receiver &receiver);

private:
    struct Made {
        SessionTransport::Framing framing;
        stomp::Version version;
        QByteArray head;
        Block block;
    };

    Block make(
        const SessionTransport &transport, stomp::Version version, const Receiver &receiver) const;

    std::vector<Message> m_messages;
    std::vector<Made> m_made;
};

} // namespace server
