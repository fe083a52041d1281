#include "server/net/acceptor.h"

#include <utility>

namespace server {

QByteArray toBytes(const ListenAddress &address)
{
    const bool isIpv6 = address.address.protocol() == QAbstractSocket::IPv6Protocol;
    // All interfaces in both families at once.
    const bool isAny = address.address == QHostAddress(QHostAddress::Any);
    const QByteArray host = isAny ? QByteArray("0.0.0.0") : address.address.toString().toLatin1();
    return (isIpv6 && !isAny ? '[' + host + ']' : host) + ':' + QByteArray::number(address.port);
}

Acceptor::Acceptor(NetStatistics &statistics, AcceptorOptions options, Listener::Adopt adopt)
    : m_statistics(statistics)
    , m_options(options)
    , m_addressCap(options.mostPerAddress, options.countsLoopback)
    , m_failedLogins(options.failedLogins, options.countsLoopback)
    , m_adopt(std::move(adopt))
{
    setObjectName(QStringLiteral("listeners"));
}

Acceptor::~Acceptor()
{
    stop();
}

Acceptor::Bound Acceptor::bind(std::vector<ListenAddress> addresses)
{
    m_addresses = std::move(addresses);
    m_isRunning = true;
    server::setEventDispatcher(*this, m_options.eventDispatcher);
    start();
    return m_bound.get_future().get();
}

void Acceptor::accept()
{
    if (!std::exchange(m_isDecided, true))
        m_mayAccept.set_value(true);
}

void Acceptor::stop()
{
    if (!std::exchange(m_isRunning, false))
        return;
    if (!std::exchange(m_isDecided, true))
        m_mayAccept.set_value(false);
    quit();
    m_ended.get_future().wait();
    wait();
}

void Acceptor::run()
{
    Bound bound = listen();
    const bool isBound = bound.hasValue();
    m_bound.set_value(std::move(bound));
    // Without the event loop nothing is accepted yet; the system keeps who comes.
    if (isBound && m_mayAccept.get_future().get())
        exec();
    m_listeners.clear();
    m_ended.set_value();
}

Acceptor::Bound Acceptor::listen()
{
    std::vector<ListenAddress> bound;
    for (const ListenAddress &address : m_addresses) {
        const Listener::Rules rules{
            address.protocol, m_options.isSecure, m_options.mostConnections};
        auto listener =
            std::make_unique<Listener>(rules, m_statistics, m_addressCap, m_failedLogins, m_adopt);
        if (!listener->listen(address.address, address.port)) {
            const QByteArray text = listener->errorString().toUtf8();
            m_listeners.clear();
            return BindError{address, text};
        }
        bound.push_back({address.address, listener->serverPort(), address.protocol});
        m_listeners.push_back(std::move(listener));
    }
    return bound;
}

} // namespace server
