#pragma once

#include "tests/support/proxylink.h"

#include <QObject>
#include <QTcpServer>

#include <chrono>
#include <memory>
#include <vector>

namespace test {

// A bad network between a client and a server: passes bytes on until it is told to stall, to delay,
// to cut, or to cut after a number of bytes. Runs on the event loop of its thread.
class TcpProxy : public QObject {
    Q_OBJECT

public:
    explicit TcpProxy(quint16 target);
    ~TcpProxy() override;

    quint16 port() const { return m_listener.serverPort(); }
    int connectionCount() const { return static_cast<int>(m_links.size()); }
    // How many connections were open when they were cut.
    int cutCount() const { return m_cutCount; }

    // Bytes wait here until resume(), and nobody hears that the other side has closed: as behind a
    // cable that was pulled.
    void stall();
    void resume();
    // Ends all connections at once, as a pulled cable would once noticed.
    void cut();
    // No new connection is accepted, or again.
    void setReachable(bool isReachable);
    // Each piece is passed on this much later.
    void setDelay(std::chrono::milliseconds delay) { m_weather.delay = delay; }
    // The connections end after so many bytes more.
    void cutAfter(qint64 bytes, Direction direction) { m_weather.untilCut(direction) = bytes; }
    void forgetCuts() { m_weather.bytesUntilCut = {}; }

private:
    void accept(QTcpSocket *client);
    void end(ProxyLink *link);

    QTcpServer m_listener;
    quint16 m_target;
    NetworkWeather m_weather;
    std::vector<std::unique_ptr<ProxyLink>> m_links;
    bool m_isReachable = true;
    int m_cutCount = 0;
};

} // namespace test
