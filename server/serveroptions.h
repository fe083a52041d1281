#pragma once

#include "server/broker/brokeroptions.h"
#include "server/net/acceptor.h"
#include "server/net/worker.h"
#include "server/rooms/roomsoptions.h"
#include "server/storage/logoptions.h"
#include "server/storage/storageloop.h"
#include "server/tlsidentity.h"
#include "stomp/chat/destinations.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace server {

// Everything a server is told before it starts. What two parts need (the prefixes, the largest
// body) stands here once and is handed to both at the start.
struct ServerOptions {
    std::vector<ListenAddress> listen{ListenAddress{}}; // WebSocket and HTTP
    std::vector<ListenAddress> listenTcp; // STOMP over plain TCP
    TlsIdentity tls; // with a certificate all listeners speak TLS
    chat::Prefixes prefixes;
    QString dataDirectory; // where rooms are kept
    bool inMemory = false; // keep nothing
    int workers = defaultWorkers();
    qint64 mostConnections = 20'000;
    int mostPerAddress = 0; // connections of one remote address; 0: any number
    int failedLogins = 30; // of one remote address in a minute; 0: any number
    bool countsLoopback = false; // for the two above

    WorkerSettings worker; // handshake, sessions, their limits and the passcode
    BrokerOptions broker;
    RoomsOptions rooms;
    LogOptions log;
    StorageLoop::Factory openLog; // empty: by dataDirectory and inMemory

    static int defaultWorkers(); // one per core, at most 8
    static QString defaultDataDirectory();
};

} // namespace server
