#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace stomp {

// The commands of STOMP 1.0 to 1.2, clients' first.
enum class Command : unsigned char {
    Connect,
    Stomp,
    Send,
    Subscribe,
    Unsubscribe,
    Ack,
    Nack,
    Begin,
    Commit,
    Abort,
    Disconnect,
    Connected,
    Message,
    Receipt,
    Error,
};

QByteArray toBytes(Command command);

// Exact and case-sensitive.
std::optional<Command> parseCommand(QByteArrayView name);

// CONNECT, STOMP, SEND … DISCONNECT: what a client sends.
bool isClientCommand(Command command);

// SEND, MESSAGE and ERROR only (1.2, Body).
bool mayHaveBody(Command command);

// CONNECT, STOMP and CONNECTED are neither escaped nor unescaped (1.2, Value Encoding).
bool hasEscapedHeaders(Command command);

} // namespace stomp
