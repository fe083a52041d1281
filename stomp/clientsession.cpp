#include "stomp/clientconnection.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <exception>
#include <utility>

// A Client's connections: how they begin, what their protocol wants done, how they end.
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

void retire(std::unique_ptr<Transport> transport, const QObject *receiver)
{
    QObject::disconnect(transport.get(), nullptr, receiver, nullptr);
    transport->abort();
    transport.release()->deleteLater();
}

void Client::connectNow()
{
    m_timer->stop();
    const quint64 serial = ++m_serial;
    m_attemptOptions = m_options;
    if (m_beforeConnect)
        askBeforeConnect(serial);
    else
        openTransport(m_options, serial);
}

// S-341. The hook may answer at once or later, and anything may have happened by then.
void Client::askBeforeConnect(quint64 serial)
{
    if (!announce(State::Connecting))
        return;
    m_timer->start(m_options.connectTimeout);
    const auto isAwaited = [client = QPointer(this), serial] {
        return client && client->m_serial == serial && client->m_state == State::Connecting
            && !client->m_connection;
    };
    const Proceed proceed = [this, isAwaited, serial](const Result<ConnectOptions> &options) {
        if (!isAwaited())
            return;
        if (options)
            openTransport(*options, serial);
        else
            end(options.error());
    };
    const BeforeConnect hook = m_beforeConnect;
    const QPointer<Client> alive(this);
    bool hasReturned = false;
    guard([&] {
        hook(m_options, proceed);
        hasReturned = true;
    });
    if (!hasReturned && isAwaited())
        end(Error{ErrorCode::Internal, "what is to be done before connecting has failed"});
}

void Client::openTransport(const ConnectOptions &options, quint64 serial)
{
    m_timer->stop();
    m_attemptOptions = options;
    m_connection = std::make_unique<Connection>(
        Connection{serial, ClientProtocol(m_attemptOptions), m_factory()});
    listenTo(m_connection->transport.get(), serial);
    if (m_state != State::Connecting && !announce(State::Connecting))
        return;
    run(m_connection->protocol.open(now()), serial);
    m_connection->transport->open(m_attemptOptions.url);
}

void Client::listenTo(Transport *transport, quint64 serial)
{
    connect(transport, &Transport::opened, this, [this, serial] {
        if (isCurrent(serial))
            run(m_connection->protocol.transportOpened(now()), serial);
    });
    connect(transport, &Transport::received, this, [this, serial](const QByteArray &bytes) {
        if (isCurrent(serial))
            run(m_connection->protocol.bytesReceived(bytes, now()), serial);
    });
    connect(transport, &Transport::certificateRejected, this,
        [this, serial](const CertificateTrouble &trouble) {
            if (isCurrent(serial))
                m_connection->trouble = trouble;
        });
    // Queued: a transport may find out about its end inside open() and send().
    connect(
        transport, &Transport::closed, this,
        [this, serial](const Error &error) {
            if (isCurrent(serial))
                end(error);
        },
        Qt::QueuedConnection);
}

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
