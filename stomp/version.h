#pragma once

#include <QByteArray>

#include <optional>

namespace stomp {

// Versions of the protocol, in their order.
enum class Version : unsigned char { V10, V11, V12 };

QByteArray toBytes(Version version);

// The highest version both sides speak; a missing `accept-version` means 1.0, no common one is
// nullopt. Blanks, unknown versions and empty elements are tolerated (1.2, Protocol Negotiation).
std::optional<Version> negotiateVersion(const std::optional<QByteArray> &acceptVersion);

// "1.2" and its like; nullopt for anything else.
std::optional<Version> parseVersion(QByteArrayView text);

// The name of the WebSocket sub-protocol, "v12.stomp".
QByteArray subprotocol(Version version);

} // namespace stomp
