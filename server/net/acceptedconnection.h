#pragma once

#include "server/net/addresscap.h"

#include <QtGlobal>

#include <functional>

namespace server {

// What is spoken on a listener, inside TLS if there is any.
enum class Protocol { WebSocket, Tcp };

// What a listener hands to a worker: the kernel's descriptor, nothing read from it.
struct AcceptedConnection {
    qintptr descriptor = -1;
    Protocol protocol = Protocol::WebSocket;
    AddressSlot slot; // kept as long as the connection
    std::function<void()> noteFailedLogin; // empty: nobody counts
};

} // namespace server
