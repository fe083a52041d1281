#pragma once

#include "server/net/origin.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <variant>

namespace server {

struct HandshakeRules {
    QByteArray endpoint = "/ws-connect";
    OriginRules origin;
    qsizetype longestRequest = 16 * 1024;
    int mostHeaders = 100;
    std::function<qint64()> countConnections; // told to who asks without joining; may be empty
    qsizetype longestLine = 8 * 1024;
};

// The request is not complete.
struct HandshakeIncomplete {
    friend bool operator==(HandshakeIncomplete, HandshakeIncomplete) = default;
};
// A WebSocket may begin here.
struct HandshakeUpgrade {
    friend bool operator==(HandshakeUpgrade, HandshakeUpgrade) = default;
};
// Answer by HTTP and close.
struct HandshakeAnswer {
    int status = 0;
    QByteArray bytes;
    friend bool operator==(const HandshakeAnswer &, const HandshakeAnswer &) = default;
};
// Somebody speaks something else; nothing is answered.
struct HandshakeGarbage {
    friend bool operator==(HandshakeGarbage, HandshakeGarbage) = default;
};
using HandshakeVerdict =
    std::variant<HandshakeIncomplete, HandshakeUpgrade, HandshakeAnswer, HandshakeGarbage>;

// Judges the first bytes of a connection, read without taking them (S-235 to S-239).
HandshakeVerdict judgeHandshake(QByteArrayView received, const HandshakeRules &rules);

// A whole HTTP/1.1 response of plain text that ends the connection.
QByteArray httpResponse(int status, const QByteArray &text, const QByteArray &extraHeaders = {});

} // namespace server
