#include "stomp/client.h"

#include "stomp/clientconnection.h"
#include "stomp/clientframes.h"
#include "stomp/transportfactory.h"

#include <QPointer>
#include <QPromise>
#include <QThread>
#include <QTimer>

#include <utility>

// What the application asks for; clientattempt.cpp and clientsession.cpp do the rest.
namespace stomp {

Client::Client(QObject *parent)
    : Client([this] { return makeTransport(m_attemptOptions); }, ReconnectPolicy(), parent)
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

void Client::assertThread() const
{
    if (QThread::currentThread() != thread())
        qFatal("stomp::Client was used from another thread than its own");
}

Version Client::version() const
{
    return m_connection ? m_connection->protocol.version() : Version::V12;
}

void Client::setBeforeConnect(BeforeConnect hook)
{
    assertThread();
    m_beforeConnect = std::move(hook);
}

void Client::setRetryFilter(RetryFilter filter)
{
    assertThread();
    m_retryFilter = std::move(filter);
}

void Client::activate(const ConnectOptions &options)
{
    assertThread();
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
    assertThread();
    m_isWanted = false;
    const QPointer<Client> alive(this);
    if (m_state == State::Connected) {
        disconnectInOrder();
    } else if (m_state == State::Connecting) {
        end(std::nullopt);
    } else if (m_state == State::WaitingToReconnect) {
        m_timer->stop();
        announce(State::Disconnected);
    }
    if (alive && !m_isWanted)
        giveUpQueued();
}

void Client::reconnectNow()
{
    assertThread();
    if (!m_isWanted)
        return;
    if (m_state == State::Connecting || m_connection)
        end(std::nullopt);
    else
        connectNow();
}

Result<void> Client::send(const QByteArray &destination, const QByteArray &body,
    const Headers &headers, ReceiptHandler onReceipt, SendOptions options)
{
    return submit(sendFrame(destination, body, headers, {}), std::move(onReceipt), options);
}

QFuture<Receipt> Client::sendWithReceipt(const QByteArray &destination, const QByteArray &body,
    const Headers &headers, SendOptions options)
{
    // Shared, as handlers are copied. Destroyed with the handler, it cancels its future.
    const auto promise = std::make_shared<QPromise<Receipt>>();
    promise->start();
    const auto settle = [promise](const Receipt &receipt) {
        promise->addResult(receipt);
        promise->finish();
    };
    const Result<void> sent = send(destination, body, headers, settle, options);
    if (!sent)
        settle(sent.error());
    return promise->future();
}

Result<void> Client::submit(Frame frame, ReceiptHandler onReceipt, SendOptions options)
{
    assertThread();
    const bool isOpen = m_connection && m_connection->protocol.isOpen();
    if (!isOpen && options.whenOffline == WhenOffline::Fail)
        return Error{ErrorCode::NotConnected, "not connected"};
    const QByteArray receipt = onReceipt ? nextId("receipt-") : QByteArray();
    if (onReceipt)
        frame.headers.append("receipt", receipt);
    if (!isOpen) {
        const Result<void> queued =
            m_offlineQueue.add({std::move(frame), options.contentLength}, m_options.offlineQueue);
        if (queued && onReceipt)
            m_handlers.emplace(receipt, std::move(onReceipt));
        return queued;
    }
    const Result<ClientActions> actions =
        m_connection->protocol.submit(frame, now(), options.contentLength);
    if (!actions)
        return actions.error();
    if (onReceipt)
        m_handlers.emplace(receipt, std::move(onReceipt));
    run(*actions, m_connection->serial);
    return {};
}

Result<void> Client::ack(const Delivery &delivery, const Headers &headers, ReceiptHandler onReceipt)
{
    return acknowledge(Command::Ack, delivery, headers, std::move(onReceipt));
}

Result<void> Client::nack(
    const Delivery &delivery, const Headers &headers, ReceiptHandler onReceipt)
{
    return acknowledge(Command::Nack, delivery, headers, std::move(onReceipt));
}

Result<void> Client::acknowledge(
    Command command, const Delivery &delivery, const Headers &headers, ReceiptHandler onReceipt)
{
    if (!isOn(delivery.connection))
        return Error{ErrorCode::UnknownMessage, "the message came on an earlier connection"};
    const Result<Frame> frame = acknowledgement(command, delivery, headers, version());
    return frame ? submit(*frame, std::move(onReceipt)) : Result<void>(frame.error());
}

Result<Transaction> Client::begin()
{
    const QByteArray id = nextId("transaction-");
    const Result<void> begun = submit({Command::Begin, {{"transaction", id}}, {}}, {});
    if (!begun)
        return begun.error();
    return Transaction(this, m_connection->serial, id);
}

void Client::request(const QByteArray &destination, const Headers &headers, ReplyHandler onReply)
{
    assertThread();
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
    assertThread();
    auto *subscription = new Subscription(this, nextId("subscription-"), destination, headers);
    m_subscriptions.add(subscription);
    if (m_state == State::Connected)
        sendSubscription(subscription);
    return subscription;
}

// Nobody wants to send what still waits.
void Client::giveUpQueued()
{
    const QPointer<Client> alive(this);
    while (alive) {
        const std::optional<OfflineQueue::Entry> entry = m_offlineQueue.takeFirst();
        if (!entry)
            return;
        settle({entry->frame.header("receipt"),
            Error{ErrorCode::ConnectionLost, "the client was deactivated"}});
    }
}

QByteArray Client::nextId(const char *kind)
{
    return kind + QByteArray::number(++m_lastId);
}

} // namespace stomp
