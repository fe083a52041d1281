#include "stomp/clientconnection.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <exception>
#include <utility>

// What a Client's connections want done, and how they end; clientattempt.cpp begins them.
namespace stomp {

using std::chrono::milliseconds;

namespace {

template<typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

void Client::disconnectInOrder()
{
    const quint64 serial = m_connection->serial;
    if (announce(State::Disconnecting))
        run(m_connection->protocol.disconnect(now()), serial);
}

// The connection, or the attempt at one, is gone, or goes now. Without an error, or when it was
// being disconnected, as it was asked for.
void Client::end(const std::optional<Error> &error)
{
    const bool isTrouble = error && m_state != State::Disconnecting;
    const QPointer<Client> alive(this);
    const bool givesUp = isTrouble && isHopeless(*error);
    if (!alive)
        return;
    m_isWanted = m_isWanted && !givesUp;
    const std::unique_ptr<Connection> gone = std::move(m_connection);
    if (gone)
        retire(std::move(gone->transport), this);
    const bool waits = m_isWanted && isTrouble;
    const milliseconds delay = waits ? m_policy.nextDelay() : milliseconds(0);
    m_timer->stop();
    if (waits)
        m_timer->start(delay);
    // Set before anybody is told, so that whatever they call finds a client without a connection.
    m_state = waits ? State::WaitingToReconnect : State::Disconnected;
    const quint64 epoch = ++m_epoch;
    guard([this] { m_subscriptions.markPending(); });
    if (alive && gone && gone->trouble)
        guard([&] { Q_EMIT certificateRejected(*gone->trouble); });
    if (alive && isTrouble)
        guard([&] { Q_EMIT errorOccurred(*error); });
    if (alive && gone) {
        const Error lost{ErrorCode::ConnectionLost, error ? error->text : "disconnected"};
        run(gone->protocol.transportClosed(lost), gone->serial);
    }
    if (!alive || epoch != m_epoch)
        return;
    if (m_isWanted && !waits)
        connectNow();
    else if (announce(m_state) && waits)
        guard([&] { Q_EMIT reconnectScheduled(delay); });
}

// Trying again by itself would not help (S-356).
bool Client::isHopeless(const Error &error)
{
    switch (error.code) {
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::CertificateRejected:
    case ErrorCode::CertificateChanged:
    case ErrorCode::InvalidUrl:
        return true;
    default:
        break;
    }
    if (!m_attemptOptions.reconnects)
        return true;
    bool retries = true;
    if (const RetryFilter filter = m_retryFilter)
        guard([&] { retries = filter(error); });
    return !retries;
}

// False when a slot has changed the state again, or deleted the client.
bool Client::announce(State state)
{
    const QPointer<Client> alive(this);
    m_state = state;
    const quint64 epoch = ++m_epoch;
    guard([&] { Q_EMIT stateChanged(state); });
    return alive && epoch == m_epoch;
}

// What the application throws ends here (S-348).
void Client::guard(const std::function<void()> &call)
{
    const QPointer<Client> alive(this);
    QByteArray what;
    try {
        call();
        return;
    } catch (const std::exception &exception) {
        what = exception.what();
    } catch (...) {
        what = "something that is no std::exception";
    }
    if (alive)
        Q_EMIT faultOccurred({ErrorCode::Internal, "a handler threw: " + what});
}

// A connection that the server has answered, and that is not being ended.
bool Client::isOn(quint64 serial) const
{
    return isCurrent(serial) && m_connection->protocol.isOpen();
}

bool Client::isCurrent(quint64 serial) const
{
    return m_connection && m_connection->serial == serial;
}

// What was settled is always told; the rest of a connection that is gone meanwhile is not.
void Client::run(const ClientActions &actions, quint64 serial)
{
    const QPointer<Client> alive(this);
    for (const ClientAction &action : actions) {
        if (!alive)
            return;
        if (isCurrent(serial) || std::holds_alternative<Settle>(action))
            carryOut(action);
    }
}

void Client::carryOut(const ClientAction &action)
{
    std::visit(Overloaded{
                   [this](const SendBytes &send) { m_connection->transport->send(send.bytes); },
                   [this](const OpenSession &session) { openSession(session); },
                   [this](const DeliverMessage &delivery) {
                       guard([&] { m_subscriptions.deliver(delivery); });
                   },
                   [this](const ConfirmSubscription &confirmed) {
                       guard([&] { m_subscriptions.confirm(confirmed.subscription); });
                   },
                   [this](const RefuseSubscription &refusal) { m_subscriptions.refuse(refusal); },
                   [this](const Settle &settled) { settle(settled); },
                   [this](const ReportProblem &problem) {
                       guard([&] { Q_EMIT problemReceived(problem.message); });
                   },
                   [this](const ReportUnhandled &unhandled) { reportUnhandled(unhandled.frame); },
                   [this](const ReportError &error) {
                       guard([&] { Q_EMIT errorFrameReceived(error.frame); });
                   },
                   [this](const WakeAt &wake) { wakeAt(wake.time); },
                   [this](const CloseTransport &close) {
                       if (close.how == CloseTransport::How::InOrder)
                           m_connection->transport->close(); // closed() follows
                       else
                           end(close.error);
                   },
               },
        action);
}

void Client::reportUnhandled(const Frame &frame)
{
    guard([&] {
        if (frame.command == Command::Message)
            Q_EMIT messageUnhandled(frame);
        else
            Q_EMIT receiptUnhandled(frame);
    });
}

void Client::openSession(const OpenSession &session)
{
    const quint64 serial = m_connection->serial;
    const QPointer<Client> alive(this);
    const auto isStillHere = [&] { return alive && isCurrent(serial); };
    const auto isStillConnected = [&] { return isStillHere() && m_state == State::Connected; };
    m_connectedHeaders = session.headers;
    m_policy.reset();
    sendQueued(); // held back until subscriptions are out
    if (!isStillHere() || !announce(State::Connected))
        return;
    guard([this] { Q_EMIT connected(); });
    while (isStillConnected()) {
        Subscription *unsent = m_subscriptions.nextUnsent(serial);
        if (!unsent)
            break;
        sendSubscription(unsent);
    }
    if (isStillConnected())
        run(m_connection->protocol.beginSending(now()), serial);
}

// In the version of this connection. What it cannot say is told, and does not hold up the rest.
void Client::sendQueued()
{
    const quint64 serial = m_connection->serial;
    const QPointer<Client> alive(this);
    while (alive && isCurrent(serial)) {
        const std::optional<OfflineQueue::Entry> entry = m_offlineQueue.takeFirst();
        if (!entry)
            return;
        const Result<ClientActions> actions =
            m_connection->protocol.submit(entry->frame, now(), entry->contentLength);
        if (actions)
            run(*actions, serial);
        else if (entry->frame.headers.contains("receipt"))
            settle({entry->frame.header("receipt"), actions.error()});
        else
            Q_EMIT faultOccurred(actions.error());
    }
}

void Client::settle(const Settle &settled)
{
    const auto found = m_handlers.find(settled.id);
    if (found == m_handlers.end())
        return;
    const ReplyHandler handler = std::move(found->second);
    m_handlers.erase(found);
    guard([&] { handler(settled.outcome); });
}

void Client::wakeAt(TimePoint time)
{
    const auto delay = std::chrono::ceil<milliseconds>(time - now());
    m_timer->start(std::max(delay, milliseconds(0)));
}

void Client::timeOut()
{
    if (m_connection)
        run(m_connection->protocol.wake(now()), m_connection->serial);
    else if (m_state == State::WaitingToReconnect)
        connectNow();
    else if (m_state == State::Connecting)
        end(Error{ErrorCode::Timeout, "what is to be done before connecting took too long"});
}

// The provider is the application's: afterwards everything may be different.
void Client::sendSubscription(Subscription *subscription)
{
    const QPointer<Client> alive(this);
    const QPointer<Subscription> live(subscription);
    const quint64 serial = m_connection->serial;
    subscription->m_sentOn = serial;
    Headers headers;
    guard([&] { headers = subscription->headers(); });
    if (!alive || !live || !live->m_client || !isCurrent(serial))
        return;
    live->m_ackMode = parseAckMode(headers.value("ack"));
    run(m_connection->protocol.subscribe(live->id(), live->destination(), headers, now()), serial);
}

void Client::forget(Subscription *subscription)
{
    m_subscriptions.remove(subscription);
    if (isCurrent(subscription->m_sentOn))
        run(m_connection->protocol.unsubscribe(subscription->id(), now()), subscription->m_sentOn);
}

} // namespace stomp
