#include "stomp/clientprotocol.h"

#include "stomp/encoder.h"

#include <algorithm>
#include <utility>

namespace stomp {

namespace {

constexpr int tolerance = 2; // silence of so many intervals is death (S-116)
constexpr qsizetype longestErrorText = 1024;
constexpr char errorsId[] = "errors";
constexpr char disconnectId[] = "disconnect";

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

// What an ERROR frame says; a server that is none of ours gives no code (S-223).
Error toError(const Frame &frame)
{
    const ErrorCode code = parseCodeName(frame.header("code")).value_or(ErrorCode::ServerError);
    QByteArray text = frame.header("message");
    const QByteArray body = frame.body.left(longestErrorText).trimmed();
    if (text.isEmpty())
        text = body;
    else if (!body.isEmpty() && body != text)
        text += ": " + body;
    return {code, text};
}

Headers without(const Headers &headers, std::initializer_list<QByteArrayView> names)
{
    Headers kept = headers;
    for (const QByteArrayView name : names)
        kept.remove(name);
    return kept;
}

} // namespace

ClientProtocol::ClientProtocol(ConnectOptions options)
    : m_options(std::move(options))
    , m_decoder(Reads::ServerFrames, m_options.limits)
{
}

ClientActions ClientProtocol::open(TimePoint now)
{
    m_now = now;
    m_deadline = now + m_options.connectTimeout;
    return takeActions();
}

ClientActions ClientProtocol::transportOpened(TimePoint now)
{
    m_now = now;
    if (m_state == State::Opening)
        sendConnect();
    return takeActions();
}

ClientActions ClientProtocol::bytesReceived(QByteArrayView bytes, TimePoint now)
{
    m_now = now;
    m_lastReceived = now;
    m_decoder.append(bytes);
    while (m_state != State::Closed) {
        const Decoder::Item item = m_decoder.next();
        if (std::holds_alternative<Decoder::NeedMoreBytes>(item))
            break;
        if (const auto *frame = std::get_if<Frame>(&item))
            handle(*frame);
        else if (const auto *error = std::get_if<Error>(&item))
            fail(*error);
    }
    return takeActions();
}

ClientActions ClientProtocol::transportClosed(const Error &error)
{
    m_state = State::Closed;
    settleAll(error);
    return takeActions();
}

ClientActions ClientProtocol::wake(TimePoint now)
{
    m_now = now;
    m_requestedWake.reset();
    checkDeadline();
    checkSilence();
    checkAwaited();
    beat();
    return takeActions();
}

ClientActions ClientProtocol::subscribe(
    const QByteArray &id, const QByteArray &destination, const Headers &headers, TimePoint now)
{
    m_now = now;
    if (!isOpen() || m_subscriptions.contains(id))
        return {};
    const Result<QByteArray> bytes = encode(subscribeFrame(id, destination, headers), m_version);
    if (!bytes) {
        m_actions.push_back(RefuseSubscription{
            id, Frame{Command::Message, {{"destination", destination}}, bytes.error().text}});
        return takeActions();
    }
    m_subscriptions.emplace(id, destination);
    write(*bytes);
    return takeActions();
}

ClientActions ClientProtocol::unsubscribe(const QByteArray &id, TimePoint now)
{
    m_now = now;
    if (m_subscriptions.erase(id) == 0 || !isOpen())
        return {};
    // Ids are plain ASCII: every version can say them.
    writeOrHold(*encode(Frame{Command::Unsubscribe, {{"id", id}}, {}}, m_version));
    return takeActions();
}

Result<ClientActions> ClientProtocol::send(const QByteArray &destination, const QByteArray &body,
    const Headers &headers, const QByteArray &receipt, TimePoint now)
{
    m_now = now;
    if (!isOpen())
        return Error{ErrorCode::NotConnected, "not connected"};
    Frame frame{Command::Send, {{"destination", destination}}, body};
    if (!receipt.isEmpty())
        frame.headers.append("receipt", receipt);
    for (const auto &[name, value] : without(headers, {"destination", "receipt"}))
        frame.headers.append(name, value);
    const Result<QByteArray> bytes = encode(frame, m_version);
    if (!bytes)
        return bytes.error();
    if (!receipt.isEmpty())
        await(receipt, Awaits::Receipt);
    writeOrHold(*bytes);
    return takeActions();
}

Result<ClientActions> ClientProtocol::request(
    const QByteArray &id, const QByteArray &destination, const Headers &headers, TimePoint now)
{
    m_now = now;
    if (!isOpen())
        return Error{ErrorCode::NotConnected, "not connected"};
    const Result<QByteArray> bytes = encode(subscribeFrame(id, destination, headers), m_version);
    if (!bytes)
        return bytes.error();
    await(id, Awaits::Reply);
    writeOrHold(*bytes);
    return takeActions();
}

ClientActions ClientProtocol::beginSending(TimePoint now)
{
    m_now = now;
    if (m_state != State::Greeting)
        return {};
    m_state = State::Open;
    for (QByteArray &bytes : std::exchange(m_held, {}))
        write(std::move(bytes));
    return takeActions();
}

ClientActions ClientProtocol::disconnect(TimePoint now)
{
    m_now = now;
    if (m_state == State::Disconnecting || m_state == State::Closed)
        return {};
    if (!isOpen()) {
        close(CloseTransport::How::AtOnce, std::nullopt);
        return takeActions();
    }
    beginSending(now).swap(m_actions);
    write(*encode(Frame{Command::Disconnect, {{"receipt", disconnectId}}, {}}, m_version));
    m_state = State::Disconnecting;
    m_deadline = now + m_options.disconnectTimeout;
    return takeActions();
}

// The gathered actions, and when to be woken if that is earlier than asked for.
ClientActions ClientProtocol::takeActions()
{
    const std::optional<TimePoint> wanted = nextWake();
    if (wanted && (!m_requestedWake || *wanted < *m_requestedWake)) {
        m_requestedWake = wanted;
        m_actions.push_back(WakeAt{*wanted});
    }
    return std::exchange(m_actions, {});
}

std::optional<TimePoint> ClientProtocol::nextWake() const
{
    if (m_state == State::Closed)
        return std::nullopt;
    std::optional<TimePoint> next = m_deadline;
    const auto consider = [&next](TimePoint time) { next = next ? std::min(*next, time) : time; };
    if (isOpen() && m_heartBeat.outgoing.count() > 0)
        consider(m_lastSent + m_heartBeat.outgoing);
    if (m_heartBeat.incoming.count() > 0)
        consider(m_lastReceived + tolerance * m_heartBeat.incoming);
    if (!m_deadlines.empty())
        consider(m_deadlines.front().time);
    return next;
}

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
    if (isAwaiting(id, Awaits::Reply))
        settle(id, frame);
    else if (m_subscriptions.contains(id))
        m_actions.push_back(DeliverMessage{id, frame});
}

void ClientProtocol::handleReceipt(const Frame &frame)
{
    const QByteArray id = frame.header("receipt-id");
    if (m_state == State::Disconnecting && id == disconnectId)
        close(CloseTransport::How::InOrder, std::nullopt);
    else if (m_subscriptions.contains(id))
        m_actions.push_back(ConfirmSubscription{id});
    else if (isAwaiting(id, Awaits::Receipt)) // a request's reply is a MESSAGE, not its receipt
        settle(id, frame);
}

void ClientProtocol::handleError(const Frame &frame)
{
    const Error error = toError(frame);
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

void ClientProtocol::sendConnect()
{
    Frame frame{Command::Connect, {{"accept-version", "1.2,1.1,1.0"}}, {}};
    frame.headers.append("host", m_options.url.host().toUtf8());
    frame.headers.append("heart-beat", toBytes(m_options.heartBeat));
    if (!m_options.login.isEmpty())
        frame.headers.append("login", m_options.login);
    if (!m_options.passcode.isEmpty())
        frame.headers.append("passcode", m_options.passcode);
    for (const auto &[name, value] : m_options.headers) {
        if (name == "host")
            frame.headers.set(name, value);
        else
            frame.headers.append(name, value);
    }
    const Result<QByteArray> bytes = encode(frame, m_version);
    if (!bytes)
        return fail(bytes.error());
    m_state = State::Connecting;
    write(*bytes);
}

void ClientProtocol::subscribeToErrors()
{
    if (m_options.errorsDestination.isEmpty())
        return;
    const Frame frame{
        Command::Subscribe, {{"id", errorsId}, {"destination", m_options.errorsDestination}}, {}};
    if (const Result<QByteArray> bytes = encode(frame, m_version))
        write(*bytes);
}

void ClientProtocol::startHeartBeats(const HeartBeat &theirs)
{
    m_heartBeat = agree(m_options.heartBeat, theirs);
    m_lastSent = m_now;
    m_lastReceived = m_now;
}

// With a receipt of the same name: its arrival confirms, and a failure finds its way back.
Frame ClientProtocol::subscribeFrame(
    const QByteArray &id, const QByteArray &destination, const Headers &headers) const
{
    Frame frame{
        Command::Subscribe, {{"id", id}, {"destination", destination}, {"receipt", id}}, {}};
    for (const auto &[name, value] : without(headers, {"id", "destination", "receipt"}))
        frame.headers.append(name, value);
    return frame;
}

void ClientProtocol::write(QByteArray bytes)
{
    m_lastSent = m_now;
    m_actions.push_back(SendBytes{std::move(bytes)});
}

void ClientProtocol::writeOrHold(QByteArray bytes)
{
    if (m_state == State::Greeting)
        m_held.push_back(std::move(bytes));
    else
        write(std::move(bytes));
}

void ClientProtocol::await(const QByteArray &id, Awaits what)
{
    m_awaited.emplace(id, what);
    m_deadlines.push_back({m_now + m_options.receiptTimeout, id});
}

bool ClientProtocol::isAwaiting(const QByteArray &id, Awaits what) const
{
    const auto found = m_awaited.find(id);
    return found != m_awaited.end() && found->second == what;
}

bool ClientProtocol::settle(const QByteArray &id, Result<Frame> outcome)
{
    if (m_awaited.erase(id) == 0)
        return false;
    m_actions.push_back(Settle{id, std::move(outcome)});
    while (!m_deadlines.empty() && !m_awaited.contains(m_deadlines.front().id))
        m_deadlines.pop_front();
    return true;
}

void ClientProtocol::settleAll(const Error &error)
{
    for (const Deadline &deadline : std::exchange(m_deadlines, {})) {
        if (m_awaited.erase(deadline.id) > 0)
            m_actions.push_back(Settle{deadline.id, Error{ErrorCode::ConnectionLost, error.text}});
    }
}

void ClientProtocol::close(CloseTransport::How how, std::optional<Error> error)
{
    m_state = State::Closed;
    m_held.clear();
    settleAll(error.value_or(Error{ErrorCode::ConnectionLost, "disconnected"}));
    m_actions.push_back(CloseTransport{how, std::move(error)});
}

void ClientProtocol::fail(Error error)
{
    close(CloseTransport::How::AtOnce, std::move(error));
}

void ClientProtocol::checkDeadline()
{
    if (m_state == State::Closed || !m_deadline || m_now < *m_deadline)
        return;
    if (m_state == State::Disconnecting)
        close(CloseTransport::How::AtOnce, std::nullopt);
    else
        fail({ErrorCode::Timeout, "the server did not answer in time"});
}

void ClientProtocol::checkSilence()
{
    const bool isWatched = m_state != State::Closed && m_heartBeat.incoming.count() > 0;
    if (isWatched && m_now >= m_lastReceived + tolerance * m_heartBeat.incoming)
        fail({ErrorCode::HeartBeatMissed, "the server has fallen silent"});
}

void ClientProtocol::checkAwaited()
{
    while (!m_deadlines.empty() && m_deadlines.front().time <= m_now) {
        const QByteArray id = m_deadlines.front().id;
        m_deadlines.pop_front();
        settle(id, Error{ErrorCode::Timeout, "the server did not confirm in time"});
    }
}

void ClientProtocol::beat()
{
    const bool isDue =
        isOpen() && m_heartBeat.outgoing.count() > 0 && m_now >= m_lastSent + m_heartBeat.outgoing;
    if (isDue)
        write("\n");
}

} // namespace stomp
