#include "stomp/clientconnection.h"

#include <QPointer>
#include <QTimer>

#include <utility>

// How a Client's connections begin.
namespace stomp {

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
    const Proceed proceed = [this, isAwaited, serial](const Result<ConnectOptions> &changed) {
        if (!isAwaited())
            return;
        if (changed)
            openTransport(*changed, serial);
        else
            end(changed.error());
    };
    // The hook may delete this client: what it is given must not be a part of it.
    const BeforeConnect hook = m_beforeConnect;
    const ConnectOptions options = m_options;
    const QPointer<Client> alive(this);
    bool hasReturned = false;
    guard([&] {
        hook(options, proceed);
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

} // namespace stomp
