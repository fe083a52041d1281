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
// The connection took all of this session's numbered deliveries up to this one (S-298).
struct DeliveriesTaken {
    SessionId session;
    quint64 number = 0;
};
using FromWorker = std::variant<SessionOpened, SessionFrame, SessionClosed, DeliveriesTaken>;

// What one of them weighs while it waits.
inline qsizetype weightOf(const stomp::Frame &frame)
{
    constexpr qsizetype perFrame = 256;
    constexpr qsizetype perHeader = 64;
    return frame.body.size() + perFrame + perHeader * frame.headers.size();
}

// Broker → worker.
struct AcceptSession {
    SessionId session;
    stomp::Headers connected; // person, name, prefixes, limits; the worker adds version, session,
                              // server, heart-beat
};
struct DeliverMessage {
    std::shared_ptr<const OutboundMessage> message;
    Receivers receivers; // all of this worker
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
// What comes in and is no acknowledgement waits at the worker: of one session, or of all
// (S-306).
struct HoldSends {
    std::optional<SessionId> session;
    bool isOn = true;
};
// The broker's mailbox, which was full, has room again.
struct ResumeSends { };
using ToWorker =
    std::variant<AcceptSession, DeliverMessage, SendFrame, CloseSession, HoldSends, ResumeSends>;

} // namespace server
