#pragma once

#include "server/broker/closereason.h"
#include "server/broker/message.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

// What workers and the broker thread say to each other, as values in mailboxes.
namespace server {

// A CONNECT whose version, heart-beat and passcode the worker found right.
struct ConnectRequest {
    stomp::Version version = stomp::Version::V12;
    QByteArray login;
    QByteArray personHash; // of `person-secret`; empty for a guest
    bool isHost = false; // came with the token of the hosting program
    QByteArray remoteAddress;
};

// Worker → broker.
struct SessionOpened {
    SessionId session;
    ConnectRequest request;
};
struct SessionFrame {
    SessionId session;
    stomp::Frame frame; // anything but CONNECT and STOMP
};
struct SessionClosed {
    SessionId session;
    CloseReason reason;
};
using FromWorker = std::variant<SessionOpened, SessionFrame, SessionClosed>;

// Broker → worker.
struct AcceptSession {
    SessionId session;
    stomp::Headers connected; // person, name, prefixes, limits; the worker adds version, session,
                              // server, heart-beat
};
struct DeliverMessage {
    std::shared_ptr<const OutboundMessage> message;
    std::vector<Receiver> receivers; // all of this worker
};
struct SendFrame {
    SessionId session;
    stomp::Frame frame; // RECEIPT
};
// With an error: one ERROR frame (`receipt-id` when not empty), flushed, then the close.
struct CloseSession {
    SessionId session;
    CloseReason reason;
    std::optional<stomp::Frame> error;
};
using ToWorker = std::variant<AcceptSession, DeliverMessage, SendFrame, CloseSession>;

} // namespace server
