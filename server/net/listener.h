#pragma once

#include "server/net/acceptedconnection.h"
#include "server/net/addresscap.h"
#include "server/net/failedlogins.h"
#include "server/net/netstatistics.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>

namespace server {

// Accepts connections and hands their descriptors on. Lives on the thread that made it, which needs
// an event loop.
class Listener : public QTcpServer {
    Q_OBJECT

public:
    using Adopt = std::function<void(AcceptedConnection connection)>;

    struct Rules {
        Protocol protocol = Protocol::WebSocket;
        bool isSecure = false; // whoever comes begins with TLS
        qint64 mostConnections = 20'000; // in the whole server; beyond it is refused (S-078)
    };

    // All that is given by reference outlives it.
    Listener(Rules rules, NetStatistics &statistics, AddressCap &addresses,
        FailedLogins &failedLogins, Adopt adopt);

    // Accepts from then on, on the thread of the call. Not by QTcpServer's own accepting: of all
    // its failures it tells none behind the first "nobody is waiting", and then spins where no
    // descriptor is left (S-231).
    bool listen(const QHostAddress &address, quint16 port = 0);

private:
    void acceptWaiting();
    void take(qintptr descriptor);
    void refuse(qintptr descriptor, CloseReason reason);
    void pause(int systemError);

    Rules m_rules;
    NetStatistics &m_statistics;
    AddressCap &m_addresses;
    FailedLogins &m_failedLogins;
    Adopt m_adopt;
    std::unique_ptr<QSocketNotifier> m_waiting;
    QTimer m_resume;
};

} // namespace server
