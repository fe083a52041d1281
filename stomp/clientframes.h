#pragma once

#include "stomp/connectoptions.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

namespace stomp {

// The frames a client sends, and what the server's ERROR means. What the caller's headers say about
// headers that are set here is ignored.
Frame connectFrame(const ConnectOptions &options);
// Asks for a receipt of the name of the id: its arrival confirms, and a failure finds its way back.
Frame subscribeFrame(const QByteArray &id, const QByteArray &destination, const Headers &headers);
// An empty `receipt` asks for none.
Frame sendFrame(const QByteArray &destination, const QByteArray &body, const Headers &headers,
    const QByteArray &receipt);

// ServerError when the frame has no code of ours (S-223).
Error toError(const Frame &errorFrame);

} // namespace stomp
