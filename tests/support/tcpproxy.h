#pragma once

#include <QObject>
#include <QTcpServer>

#include <chrono>
#include <optional>
#include <set>

class QTcpSocket;

namespace test {

// A bad network between a client and a server: passes bytes on until it is told to stall, to delay,
// to cut, or to cut after a number of bytes. Runs on the event loop of its thread.
class TcpProxy : public QObject {
    Q_OBJECT

public:
    explicit TcpProxy(quint16 target);
    ~TcpProxy() override;

    quint16 port() const { return m_listener.serverPort(); }
    int connectionCount() const { return static_cast<int>(m_clients.size()); }

    // Bytes wait here until resume(); the connections stay open.
    void stall();
    void resume();
    // Ends all connections at once, as a pulled cable would once noticed.
    void cut();
    // No new connection is accepted, or again.
    void setReachable(bool isReachable);
    // Each piece is passed on this much later.
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    // The connection ends after the client has sent this many bytes more.
    void cutAfter(qint64 bytes) { m_bytesUntilCut = bytes; }

private:
    void accept(QTcpSocket *client);
    void passOn(QTcpSocket *from, QTcpSocket *to, bool isFromClient);
    void end(QTcpSocket *client);

    QTcpServer m_listener;
    quint16 m_target;
    std::set<QTcpSocket *> m_clients; // each the parent of its connection to the server
    bool m_isStalled = false;
    bool m_isReachable = true;
    std::chrono::milliseconds m_delay{0};
    std::optional<qint64> m_bytesUntilCut;
};

} // namespace test
