#include "stomp/clientprotocol.h"

#include "stomp/clientframes.h"

#include <algorithm>
#include <utility>

namespace stomp {

namespace {

constexpr double leastTolerance = 1.5; // of silence, in intervals (S-116)

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
    return submit(sendFrame(destination, body, headers, receipt), now);
}

Result<ClientActions> ClientProtocol::submit(
    const Frame &frame, TimePoint now, ContentLength length)
{
    m_now = now;
    if (!isOpen())
        return Error{ErrorCode::NotConnected, "not connected"};
    const Result<QByteArray> bytes = encode(frame, m_version, Unrepresentable::Refuse, length);
    if (!bytes)
        return bytes.error();
    const QByteArray receipt = frame.header("receipt");
    if (!receipt.isEmpty())
        await(receipt, Awaited::Kind::Receipt);
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
    await(id, Awaited::Kind::Reply);
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
        consider(m_lastReceived + longestSilence());
    if (const std::optional<TimePoint> limit = m_awaited.nextLimit())
        consider(*limit);
    return next;
}

TimePoint::duration ClientProtocol::longestSilence() const
{
    const double tolerance = std::max(m_options.heartBeatTolerance, leastTolerance);
    return std::chrono::duration_cast<TimePoint::duration>(tolerance * m_heartBeat.incoming);
}

void ClientProtocol::sendConnect()
{
    const Result<QByteArray> bytes = encode(connectFrame(m_options), m_version);
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

void ClientProtocol::await(const QByteArray &id, Awaited::Kind kind)
{
    m_awaited.add(id, kind, m_now + m_options.receiptTimeout);
}

bool ClientProtocol::settle(const QByteArray &id, Result<Frame> outcome)
{
    const bool isAwaited = m_awaited.remove(id);
    if (isAwaited)
        m_actions.push_back(Settle{id, std::move(outcome)});
    return isAwaited;
}

void ClientProtocol::settleAll(const Error &error)
{
    for (const QByteArray &id : m_awaited.takeAll())
        m_actions.push_back(Settle{id, Error{ErrorCode::ConnectionLost, error.text}});
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
    if (isWatched && m_now >= m_lastReceived + longestSilence())
        fail({ErrorCode::HeartBeatMissed, "the server has fallen silent"});
}

void ClientProtocol::checkAwaited()
{
    for (const QByteArray &id : m_awaited.takeOverdue(m_now))
        m_actions.push_back(
            Settle{id, Error{ErrorCode::Timeout, "the server did not confirm in time"}});
}

void ClientProtocol::beat()
{
    const bool isDue =
        isOpen() && m_heartBeat.outgoing.count() > 0 && m_now >= m_lastSent + m_heartBeat.outgoing;
    if (isDue)
        write("\n");
}

} // namespace stomp
