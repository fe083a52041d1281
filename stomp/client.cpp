#include "stomp/client.h"

#include "stomp/clientprotocol.h"
#include "stomp/websockettransport.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace stomp {

using std::chrono::milliseconds;

namespace {

TimePoint now()
{
    return std::chrono::steady_clock::now();
}

template<typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

// Often called from inside a signal of the transport itself.
void retire(std::unique_ptr<Transport> transport, const QObject *receiver)
{
    QObject::disconnect(transport.get(), nullptr, receiver, nullptr);
    transport->abort();
    transport.release()->deleteLater();
}

} // namespace

struct Client::Connection {
    quint64 serial;
    ClientProtocol protocol;
    std::unique_ptr<Transport> transport;
};

Client::Client(QObject *parent)
    : Client(
        [this] {
            const Limits &limits = m_options.limits;
            return std::make_unique<WebSocketTransport>(
                limits.headers + limits.body + limits.command);
        },
        ReconnectPolicy(), parent)
{
}

Client::Client(TransportFactory factory, ReconnectPolicy policy, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_policy(std::move(policy))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer, &QTimer::timeout, this, &Client::timeOut);
}

Client::~Client()
{
    m_subscriptions.detach();
    if (m_connection)
        retire(std::move(m_connection->transport), this);
}

Version Client::version() const
{
    return m_connection ? m_connection->protocol.version() : Version::V12;
}

void Client::activate(const ConnectOptions &options)
{
    m_options = options;
    m_isWanted = true;
    m_policy.reset();
    if (m_state == State::Connected)
        disconnectInOrder(); // end() connects anew
    else if (m_state == State::Connecting)
        end(std::nullopt);
    else if (m_state != State::Disconnecting)
        connectNow();
}

void Client::deactivate()
{
    m_isWanted = false;
    if (m_state == State::Connected) {
        disconnectInOrder();
    } else if (m_state == State::Connecting) {
        end(std::nullopt);
    } else if (m_state == State::WaitingToReconnect) {
        m_timer->stop();
        announce(State::Disconnected);
    }
}

void Client::reconnectNow()
{
    if (!m_isWanted)
        return;
    if (m_connection)
        end(std::nullopt);
    else
        connectNow();
}

Result<void> Client::send(const QByteArray &destination, const QByteArray &body,
    const Headers &headers, ReceiptHandler onReceipt)
{
    if (!m_connection)
        return Error{ErrorCode::NotConnected, "not connected"};
    const QByteArray receipt = onReceipt ? nextId("receipt-") : QByteArray();
    const Result<ClientActions> actions =
        m_connection->protocol.send(destination, body, headers, receipt, now());
    if (!actions)
        return actions.error();
    if (onReceipt)
        m_handlers.emplace(receipt, std::move(onReceipt));
    run(*actions, m_connection->serial);
    return {};
}

void Client::request(const QByteArray &destination, const Headers &headers, ReplyHandler onReply)
{
    const QByteArray id = nextId("request-");
    const Result<ClientActions> actions = m_connection
        ? m_connection->protocol.request(id, destination, headers, now())
        : Error{ErrorCode::NotConnected, "not connected"};
    if (onReply)
        m_handlers.emplace(id, std::move(onReply));
    if (actions)
        run(*actions, m_connection->serial);
    else
        QMetaObject::invokeMethod(
            this,
            [this, id, error = actions.error()] {
                settle({id, error});
            },
            Qt::QueuedConnection);
}

Subscription *Client::subscribe(const QByteArray &destination, const Headers &headers)
{
    auto *subscription = new Subscription(this, nextId("subscription-"), destination, headers);
    m_subscriptions.add(subscription);
    if (m_state == State::Connected)
        sendSubscription(subscription);
    return subscription;
}

void Client::connectNow()
{
    m_timer->stop();
    const quint64 serial = ++m_serial;
    m_connection =
        std::make_unique<Connection>(Connection{serial, ClientProtocol(m_options), m_factory()});
    listenTo(m_connection->transport.get(), serial);
    if (!announce(State::Connecting))
        return;
    run(m_connection->protocol.open(now()), serial);
    m_connection->transport->open(m_options.url);
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

// The connection is gone, or goes now. Without an error, or when it was being disconnected, as it
// was asked for.
void Client::end(const std::optional<Error> &error)
{
    const bool isTrouble = error && m_state != State::Disconnecting;
    const bool isHopeless =
        isTrouble && (!m_options.reconnects || error->code == ErrorCode::AuthenticationFailed);
    m_isWanted = m_isWanted && !isHopeless;
    const std::unique_ptr<Connection> gone = std::move(m_connection);
    retire(std::move(gone->transport), this);
    const bool waits = m_isWanted && isTrouble;
    const milliseconds delay = waits ? m_policy.nextDelay() : milliseconds(0);
    m_timer->stop();
    if (waits)
        m_timer->start(delay);
    // Set before anybody is told, so that whatever they call finds a client without a connection.
    m_state = waits ? State::WaitingToReconnect : State::Disconnected;
    const quint64 epoch = ++m_epoch;
    const QPointer<Client> alive(this);
    m_subscriptions.markPending();
    if (alive && isTrouble)
        Q_EMIT errorOccurred(*error);
    if (alive) {
        const Error lost{ErrorCode::ConnectionLost, error ? error->text : "disconnected"};
        run(gone->protocol.transportClosed(lost), gone->serial);
    }
    if (!alive || epoch != m_epoch)
        return;
    if (m_isWanted && !waits)
        connectNow();
    else if (announce(m_state) && waits)
        Q_EMIT reconnectScheduled(delay);
}

// False when a slot has changed the state again, or deleted the client.
bool Client::announce(State state)
{
    const QPointer<Client> alive(this);
    m_state = state;
    const quint64 epoch = ++m_epoch;
    Q_EMIT stateChanged(state);
    return alive && epoch == m_epoch;
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
    std::visit(
        Overloaded{
            [this](const SendBytes &send) { m_connection->transport->send(send.bytes); },
            [this](const OpenSession &session) { openSession(session); },
            [this](const DeliverMessage &delivery) { m_subscriptions.deliver(delivery); },
            [this](const ConfirmSubscription &confirmed) {
                m_subscriptions.confirm(confirmed.subscription);
            },
            [this](const RefuseSubscription &refusal) { m_subscriptions.refuse(refusal); },
            [this](const Settle &settled) { settle(settled); },
            [this](const ReportProblem &problem) { Q_EMIT problemReceived(problem.message); },
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

void Client::openSession(const OpenSession &session)
{
    const quint64 serial = m_connection->serial;
    const QPointer<Client> alive(this);
    const auto isStillConnected = [&] {
        return alive && isCurrent(serial) && m_state == State::Connected;
    };
    m_connectedHeaders = session.headers;
    m_policy.reset();
    if (!announce(State::Connected))
        return;
    Q_EMIT connected();
    while (isStillConnected()) {
        Subscription *unsent = m_subscriptions.nextUnsent(serial);
        if (!unsent)
            break;
        sendSubscription(unsent);
    }
    if (isStillConnected())
        run(m_connection->protocol.beginSending(now()), serial);
}

void Client::settle(const Settle &settled)
{
    const auto found = m_handlers.find(settled.id);
    if (found == m_handlers.end())
        return;
    const ReplyHandler handler = std::move(found->second);
    m_handlers.erase(found);
    handler(settled.outcome);
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
}

// The provider is the application's: afterwards everything may be different.
void Client::sendSubscription(Subscription *subscription)
{
    const QPointer<Client> alive(this);
    const QPointer<Subscription> live(subscription);
    const quint64 serial = m_connection->serial;
    subscription->m_sentOn = serial;
    const Headers headers = subscription->headers();
    if (!alive || !live || !live->m_client || !isCurrent(serial))
        return;
    run(m_connection->protocol.subscribe(live->id(), live->destination(), headers, now()), serial);
}

void Client::forget(Subscription *subscription)
{
    m_subscriptions.remove(subscription);
    if (isCurrent(subscription->m_sentOn))
        run(m_connection->protocol.unsubscribe(subscription->id(), now()), subscription->m_sentOn);
}

QByteArray Client::nextId(const char *kind)
{
    return kind + QByteArray::number(++m_lastId);
}

} // namespace stomp
