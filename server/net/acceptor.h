#pragma once

#include "server/net/eventdispatchers.h"
#include "server/net/listener.h"
#include "stomp/result.h"

#include <QHostAddress>
#include <QThread>

#include <future>
#include <memory>
#include <vector>

namespace server {

struct ListenAddress {
    QHostAddress address = QHostAddress(QHostAddress::Any);
    quint16 port = 7666; // 0: a free one
    Protocol protocol = Protocol::WebSocket;

    friend bool operator==(const ListenAddress &, const ListenAddress &) = default;
};

// "127.0.0.1:7666", "[::1]:7666"
QByteArray toBytes(const ListenAddress &address);

struct AcceptorOptions {
    qint64 mostConnections = 20'000; // in the whole server
    int mostPerAddress = 0; // of one remote address; 0: any number
    int failedLogins = 30; // of one remote address in a minute; 0: any number
    bool countsLoopback = false; // as an address like others
    bool isSecure = false; // all listeners speak TLS
    EventDispatcherKind eventDispatcher = EventDispatcherKind::Fastest;
};

// The thread of the listeners: binds all addresses, then accepts. Made and used by one thread,
// which needs no event loop for it.
class Acceptor : private QThread {
public:
    struct BindError {
        ListenAddress address;
        QByteArray text;
    };
    using Bound = stomp::BasicResult<std::vector<ListenAddress>, BindError>;

    // `adopt` is called on the thread of the listeners; `statistics` outlive it.
    Acceptor(NetStatistics &statistics, AcceptorOptions options, Listener::Adopt adopt);
    ~Acceptor() override;

    // The addresses as bound. Who connects waits until accept().
    Bound bind(std::vector<ListenAddress> addresses);
    void accept();
    // No connection is accepted from now on.
    void stop();

private:
    void run() override;
    Bound listen();

    NetStatistics &m_statistics;
    const AcceptorOptions m_options;
    AddressCap m_addressCap; // on its thread
    FailedLogins m_failedLogins; // on its thread
    const Listener::Adopt m_adopt;
    std::vector<ListenAddress> m_addresses;
    std::promise<Bound> m_bound;
    std::promise<bool> m_mayAccept;
    std::promise<void> m_ended; // hands over what the thread had
    bool m_isRunning = false;
    bool m_isDecided = false;
    std::vector<std::unique_ptr<Listener>> m_listeners; // on its thread
};

} // namespace server
