#pragma once

#include "stomp/headers.h"
#include "stomp/heartbeat.h"
#include "stomp/limits.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>

namespace stomp {

// Where to connect, as whom, and how patiently.
struct ConnectOptions {
    QUrl url; // ws:// or wss://
    QByteArray login;
    QByteArray passcode;
    Headers headers; // further headers of CONNECT
    HeartBeat heartBeat{std::chrono::seconds(10), std::chrono::seconds(10)};
    std::chrono::milliseconds connectTimeout{15000}; // TCP, TLS, WebSocket and CONNECTED together
    std::chrono::milliseconds receiptTimeout{15000}; // of a receipt, and of the reply to a request
    std::chrono::milliseconds disconnectTimeout{2000};
    bool reconnects = true;
    Limits limits{32, 200, 16 * 1024, 256 * 1024, 64 * 1024 * 1024};
    // Where the server tells of failures that leave the connection alive; subscribed first on every
    // connection. Empty for a server that has no such destination.
    QByteArray errorsDestination = "/user/queue/errors";
};

} // namespace stomp
