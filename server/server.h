#pragma once

#include "server/broker/inboundhandler.h"
#include "server/broker/messagelog.h"
#include "server/maintenance.h"
#include "server/serveroptions.h"
#include "server/serverstats.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace server {

// Why a server could not start: what maru-server exits with, and one line that says what is the
// matter.
struct StartError {
    static constexpr int addressUnusable = 3;
    static constexpr int dataUnusable = 4;

    int exitCode = 0;
    QString text;
};

// The whole server: listeners, workers, broker, storage, each on threads of its own. Made, started
// and stopped by one thread, which needs no event loop; a process may have several.
class Server {
public:
    // Makes what answers behind the prefixes: the chat's rooms by default (RoomsApplication, to
    // which routes may be added), or an application of your own. Called at each start; what it
    // makes lives on the broker thread.
    using ApplicationFactory =
        std::function<std::unique_ptr<InboundHandler>(const RoomsOptions &, LogSnapshot)>;

    explicit Server(ServerOptions options, ApplicationFactory makeApplication = {});
    ~Server(); // stops
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    // Returns when connections are accepted. After an error nothing runs, and it may be tried
    // again.
    stomp::BasicResult<void, StartError> start();
    // Listeners, sessions (1001), broker drained, log flushed, threads joined; within 5 s. False
    // when storage did not end in time: what it has not confirmed to anybody is then finished by
    // its thread alone, or lost with the process.
    bool stop();

    // The addresses as bound, in the order of the options, WebSocket first:
    // "ws://127.0.0.1:41234/ws-connect", "tcp://127.0.0.1:41235"; wss and stomp+ssl by TLS.
    std::vector<QByteArray> urls() const;
    std::vector<quint16> ports() const;
    // Who connects with this in the header `host-token` is the host. Made anew by each server.
    const QByteArray &hostToken() const { return m_hostToken; }
    // Asks the broker's thread, too.
    ServerStats stats() const;

    // Backup and export of the rooms, which does not hold up a server that runs on the folder; a
    // restore is refused while one does. On any thread; takes as long as reading all of it.
    static stomp::BasicResult<Maintained, MaintenanceError> maintain(
        const MaintenanceTask &task, const QString &dataDirectory)
    {
        return carryOut(task, dataDirectory);
    }

private:
    struct Parts;

    stomp::BasicResult<void, StartError> open(Parts &parts);
    void connectParts(Parts &parts, LogSnapshot snapshot);
    BrokerStatistics askBroker() const;
    bool stopStorage(std::chrono::milliseconds time);

    ServerOptions m_options;
    ApplicationFactory m_makeApplication;
    QByteArray m_hostToken;
    std::vector<ListenAddress> m_bound;
    std::unique_ptr<NetStatistics> m_statistics;
    BrokerStatistics m_lastOfBroker; // of what ran before
    std::shared_ptr<Parts> m_parts; // while it runs
};

} // namespace server
