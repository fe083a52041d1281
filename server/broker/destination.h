#pragma once

#include "server/broker/brokeroptions.h"
#include "server/broker/message.h"
#include "stomp/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <optional>

namespace server {

// What a destination is for; decided by its first segments, whole segments only (S-267).
enum class DestinationKind {
    Application, // answered by code
    Broker, // published to by the server only
    Topic,
    Queue, // /queue/… and /temp-queue/…
    SessionQueue, // /user/queue/errors and /user/queue/replies: this connection
    PersonQueue, // other /user/queue/…: all connections of the person
    Foreign, // somebody else's /user/…
    Unknown,
};

// Nothing is normalised: a destination with an empty, "." or ".." segment is Unknown, except under
// the application prefix, where the routes judge it.
DestinationKind destinationKind(QByteArrayView destination, const BrokerOptions &options);

// Whether it has a pattern's characters.
inline bool isPattern(QByteArrayView destination)
{
    return std::any_of(destination.begin(), destination.end(),
        [](char c) { return c == '*' || c == '?' || c == '{' || c == '}'; });
}
// What no session may say as a destination: nothing, too much, control characters (S-127, S-134).
std::optional<stomp::Error> checkDestination(
    QByteArrayView destination, const BrokerOptions &options);

// The registry's own names for user destinations. They begin with NUL, which no header can carry,
// so no client can name somebody else's.
QByteArray sessionDestination(SessionId session, QByteArrayView destination);
QByteArray personDestination(QByteArrayView person, QByteArrayView destination);
// The destination as it was subscribed.
QByteArray asSubscribed(const QByteArray &registered);

inline constexpr char errorsQueue[] = "/user/queue/errors";
inline constexpr char repliesQueue[] = "/user/queue/replies";

} // namespace server
