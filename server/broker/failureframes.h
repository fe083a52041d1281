#pragma once

#include "server/broker/closereason.h"
#include "server/broker/request.h"
#include "stomp/error.h"
#include "stomp/frame.h"

namespace server {

// ERROR for a broken rule of the protocol (S-217); `receipt` is that of the frame at fault.
stomp::Frame protocolErrorFrame(const stomp::Error &error, const QByteArray &receipt);
// ERROR for an application error whose sender does not listen on /user/queue/errors.
stomp::Frame refusalFrame(const Request &request, const Problem &problem);
stomp::Frame refusalFrame(const Problem &problem);

// The headers that name the frame concerned: receipt-id, subscription, command, where it had them.
stomp::Headers concernedHeaders(const Request &request);
// {"code","detail","destination"}, and "fields":[{"field","detail"}] when it names some
QByteArray problemBody(const Problem &problem, const QByteArray &destination);

// What a session is closed with after such an error.
CloseReason protocolCloseReason(stomp::ErrorCode code);

} // namespace server
