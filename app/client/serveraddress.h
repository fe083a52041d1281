#pragma once

#include "stomp/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace app {

// Where a server is, made from what somebody typed or clicked: a bare address, host:port,
// [::1]:7666, ws://, wss://, maru://host:port/room or maru://join?host=…&port=…&room=…&name=….
struct ServerAddress {
    static constexpr int defaultPort = 7666;

    QUrl url; // ws:// or wss:// with port and path
    QByteArray room; // to be opened after joining; may be empty
    QString passcode; // an invitation may carry one

    // What can be typed to come back here, as short as possible: "192.168.1.20", "host:8000",
    // "wss://host".
    QString display() const;
    // The same for all spellings of one server: what secrets and markers are kept under.
    QString identity() const;
    // A maru:// link that leads here, with room and passcode.
    QUrl link() const;

    // The error is a translated sentence that says what would be right.
    static stomp::BasicResult<ServerAddress, QString> parse(const QString &text);

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

} // namespace app
