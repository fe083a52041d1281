#include "server/broker/destination.h"

#include <algorithm>

namespace server {

namespace {

constexpr QByteArrayView userQueue = "/user/queue";

bool isBelow(QByteArrayView destination, QByteArrayView prefix)
{
    return destination.size() > prefix.size() + 1 && destination.startsWith(prefix)
        && destination[prefix.size()] == '/';
}

bool isWellFormed(QByteArrayView destination)
{
    for (qsizetype at = 0; at < destination.size();) {
        if (destination[at] != '/')
            return false;
        qsizetype end = destination.indexOf('/', at + 1);
        end = end < 0 ? destination.size() : end;
        const QByteArrayView segment = destination.sliced(at + 1, end - at - 1);
        if (segment.isEmpty() || segment == QByteArrayView(".") || segment == QByteArrayView(".."))
            return false;
        at = end;
    }
    return !destination.isEmpty();
}

DestinationKind userKind(QByteArrayView destination)
{
    if (destination == QByteArrayView(errorsQueue) || destination == QByteArrayView(repliesQueue))
        return DestinationKind::SessionQueue;
    return isBelow(destination, userQueue) ? DestinationKind::PersonQueue
                                           : DestinationKind::Foreign;
}

} // namespace

DestinationKind destinationKind(QByteArrayView destination, const BrokerOptions &options)
{
    if (isBelow(destination, options.applicationPrefix))
        return DestinationKind::Application;
    if (!isWellFormed(destination))
        return DestinationKind::Unknown;
    if (isBelow(destination, options.brokerPrefix))
        return DestinationKind::Broker;
    if (isBelow(destination, "/topic"))
        return DestinationKind::Topic;
    if (isBelow(destination, "/queue") || isBelow(destination, "/temp-queue"))
        return DestinationKind::Queue;
    return isBelow(destination, "/user") ? userKind(destination) : DestinationKind::Unknown;
}

std::optional<stomp::Error> checkDestination(
    QByteArrayView destination, const BrokerOptions &options)
{
    if (destination.isEmpty())
        return stomp::Error{stomp::ErrorCode::MissingHeader, "the frame needs a destination"};
    if (destination.size() > options.destinationLength)
        return stomp::Error{stomp::ErrorCode::HeaderLineTooLong, "the destination is too long"};
    const bool hasControl = std::any_of(destination.begin(), destination.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (hasControl)
        return stomp::Error{
            stomp::ErrorCode::InvalidHeader, "a destination has no control characters"};
    return {};
}

QByteArray sessionDestination(SessionId session, QByteArrayView destination)
{
    QByteArray out(1, '\0');
    out.append(QByteArray::number(session.worker))
        .append('.')
        .append(QByteArray::number(session.serial));
    return out.append('\0').append(destination);
}

QByteArray personDestination(QByteArrayView person, QByteArrayView destination)
{
    // "=" cannot begin a session's number: the two kinds never meet.
    return QByteArray(1, '\0').append('=').append(person).append('\0').append(destination);
}

QByteArray asSubscribed(const QByteArray &registered)
{
    return registered.startsWith('\0') ? registered.mid(registered.lastIndexOf('\0') + 1)
                                       : registered;
}

} // namespace server
