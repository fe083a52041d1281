#pragma once

#include "server/net/acceptedconnection.h"
#include "server/net/handshake.h"
#include "server/net/handshakeconnection.h"
#include "server/net/netstatistics.h"
#include "server/net/sessiontransport.h"

#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QWebSocketServer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace server {

struct HandshakeSettings {
    HandshakeRules rules;
    qsizetype largestMessage = 0; // of a WebSocket
    bool tcpLineFeeds = true; // behind each frame over TCP
    std::optional<QSslConfiguration> tls;
};

// What a connection became that may have a session.
struct OpenedConnection {
    quint64 serial = 0;
    Protocol protocol = Protocol::WebSocket;
    std::unique_ptr<SessionTransport> transport;
    QByteArray remoteAddress;
    TimePoint acceptedAt;
};

// The connections of one worker that have no session yet: TLS, the HTTP request, the upgrade to a
// WebSocket. Lives on the worker's thread.
class Handshakes : public QObject {
    Q_OBJECT

public:
    using Opened = std::function<void(OpenedConnection)>;

    // `settings` and `statistics` outlive it.
    Handshakes(const HandshakeSettings &settings, NetStatistics &statistics, Opened opened);

    // False when the descriptor could not be taken over; it is closed then. After that either
    // `opened` is called, or ended() emitted, or giveUp() is for the owner to call.
    bool adopt(quint64 serial, const AcceptedConnection &connection, TimePoint acceptedAt);
    // Too late, or the server stops.
    void giveUp(quint64 serial);
    bool contains(quint64 serial) const;
    // It has its HTTP answer and only waits for the peer to close.
    bool isAnswered(quint64 serial) const;
    std::vector<quint64> serials() const;

Q_SIGNALS:
    void answered(quint64 serial, int httpStatus);
    // giveUp() is wanted, but not within this call.
    void ended(quint64 serial, server::CloseReason reason);

private:
    struct Upgrading {
        QPointer<QTcpSocket> socket;
        TimePoint acceptedAt;
    };

    void proceed(quint64 serial);
    void openTcp(quint64 serial, std::unique_ptr<QTcpSocket> socket, TimePoint acceptedAt);
    void upgrade(quint64 serial, std::unique_ptr<QTcpSocket> socket, TimePoint acceptedAt);
    void takeUpgraded();
    void openWebSocket(quint64 serial, const Upgrading &upgrading, QWebSocket *webSocket);
    qint64 bufferSize(Protocol protocol) const;

    const HandshakeSettings &m_settings;
    NetStatistics &m_statistics;
    Opened m_opened;
    QWebSocketServer m_upgrader;
    std::unordered_map<quint64, std::unique_ptr<HandshakeConnection>> m_connections;
    std::unordered_map<quint64, Upgrading> m_upgrading;
};

} // namespace server
