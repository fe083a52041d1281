#pragma once

#include "server/broker/message.h"
#include "stomp/frame.h"

// The frames that come and go, as lines of the log: at the level debug, of any worker (S-367).
namespace server {

// A frame in one line: its headers, those that are secrets left out and long ones cut, and the
// beginning of its body. Control characters are escaped by the log.
QByteArray describeForLog(const stomp::Frame &frame);

// These cost nothing while nobody asked for them.
void logReceived(const SessionId &session, const stomp::Frame &frame);
void logSent(const SessionId &session, const stomp::Frame &frame);
void logSent(const OutboundMessage &message, const Receiver &receiver);

} // namespace server
