#pragma once

#include "server/net/acceptor.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace server {

// What options' values must look like.

// "127.0.0.1:7666", "[::1]:0", "localhost:80", "*:7666" (all interfaces)
std::optional<ListenAddress> parseListenAddress(const QByteArray &text);

bool isPath(const QByteArray &text);
// "https://chat.example:8443", "null", "*"
bool isOrigin(const QByteArray &text);
bool isHostName(const QByteArray &text);
// Of destinations: "/publish", and no prefix that has a meaning of its own.
bool isPrefix(const QByteArray &text);

// The first line of a file; nullopt when there is none or it is empty.
std::optional<QByteArray> readPasscode(const QString &file);

} // namespace server
