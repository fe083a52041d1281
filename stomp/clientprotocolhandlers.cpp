#include "stomp/clientprotocol.h"

#include "stomp/clientframes.h"

#include <algorithm>

// What the server's frames do: one handler for each command.
namespace stomp {

namespace {

// Of the first and of every further header of a name.
std::vector<QByteArray> valuesOf(const Headers &headers, QByteArrayView name)
{
    std::vector<QByteArray> values;
    for (const auto &[key, value] : headers) {
        if (key == name)
            values.push_back(value);
    }
    return values;
}

} // namespace

void ClientProtocol::handle(const Frame &frame)
{
    const bool isExpected = frame.command == Command::Error
        || (frame.command == Command::Connected) == (m_state == State::Connecting);
    if (!isExpected || m_state == State::Opening)
        return fail({ErrorCode::UnexpectedCommand,
            "the server sent " + toBytes(frame.command) + " out of turn"});
    switch (frame.command) {
    case Command::Connected:
        return handleConnected(frame);
    case Command::Message:
        return handleMessage(frame);
    case Command::Receipt:
        return handleReceipt(frame);
    case Command::Error:
        return handleError(frame);
    default:
        return; // the decoder lets no client's command through
    }
}

void ClientProtocol::handleConnected(const Frame &frame)
{
    // Servers of 1.0 name no version (S-337).
    const std::optional<Version> version =
        parseVersion(frame.headers.find("version").value_or("1.0").trimmed());
    if (!version)
        return fail({ErrorCode::UnsupportedVersion,
            "the server answered with a version that was not offered"});
    const Result<HeartBeat> theirs = parseHeartBeat(frame.headers.find("heart-beat"));
    if (!theirs)
        return fail(theirs.error());
    m_version = *version;
    m_decoder.setVersion(*version);
    m_state = State::Greeting;
    m_deadline.reset();
    startHeartBeats(*theirs);
    subscribeToErrors();
    m_actions.push_back(OpenSession{frame.headers, m_version});
}

void ClientProtocol::handleMessage(const Frame &frame)
{
    if (m_state == State::Disconnecting)
        return;
    const QByteArray id = subscriptionOf(frame);
    if (id == errorsId)
        return handleProblem(frame);
    if (m_awaited.contains(id, Awaited::Kind::Reply))
        settle(id, frame);
    else if (m_subscriptions.contains(id))
        m_actions.push_back(DeliverMessage{id, frame});
    else
        m_actions.push_back(ReportUnhandled{frame});
}

void ClientProtocol::handleReceipt(const Frame &frame)
{
    const QByteArray id = frame.header("receipt-id");
    if (m_state == State::Disconnecting && id == disconnectId)
        close(CloseTransport::How::InOrder, std::nullopt);
    else if (m_subscriptions.contains(id))
        m_actions.push_back(ConfirmSubscription{id});
    else if (m_awaited.contains(id, Awaited::Kind::Receipt))
        settle(id, frame);
    else if (!m_awaited.contains(id, Awaited::Kind::Reply)) // the MESSAGE is a request's reply
        m_actions.push_back(ReportUnhandled{frame});
}

void ClientProtocol::handleError(const Frame &frame)
{
    const Error error = toError(frame);
    m_actions.push_back(ReportError{frame});
    settle(frame.header("receipt-id"), error);
    fail(error);
}

// A failure that leaves the connection alive. It names the frame by the receipt asked for, which
// every SUBSCRIBE of ours carries, and by the subscription behind the one it came on.
void ClientProtocol::handleProblem(const Frame &message)
{
    std::vector<QByteArray> ids = valuesOf(message.headers, "subscription");
    ids.insert(ids.begin(), message.header("receipt-id"));
    const bool isOfSubscribe = message.headers.find("command").value_or("SUBSCRIBE") == "SUBSCRIBE";
    const bool isHandled = std::any_of(ids.begin(), ids.end(), [&](const QByteArray &id) {
        return settle(id, Error{ErrorCode::Refused, message.body})
            || (isOfSubscribe && refuse(id, message));
    });
    if (!isHandled)
        m_actions.push_back(ReportProblem{message});
}

bool ClientProtocol::refuse(const QByteArray &id, const Frame &problem)
{
    if (m_subscriptions.erase(id) == 0)
        return false;
    m_actions.push_back(RefuseSubscription{id, problem});
    return true;
}

// Servers of 1.0 may leave the id out of a MESSAGE. A problem may name the subscription it
// concerns.
QByteArray ClientProtocol::subscriptionOf(const Frame &message) const
{
    const QByteArray destination = message.header("destination");
    if (!m_options.errorsDestination.isEmpty() && destination == m_options.errorsDestination)
        return errorsId;
    const std::optional<QByteArray> id = message.headers.find("subscription");
    if (id)
        return *id;
    const auto found = std::find_if(m_subscriptions.begin(), m_subscriptions.end(),
        [&destination](const auto &entry) { return entry.second == destination; });
    return found == m_subscriptions.end() ? QByteArray() : found->first;
}

void ClientProtocol::startHeartBeats(const HeartBeat &theirs)
{
    m_heartBeat = agree(m_options.heartBeat, theirs);
    m_lastSent = m_now;
    m_lastReceived = m_now;
}

} // namespace stomp
