#pragma once

#include "server/net/netstatistics.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>

namespace server {

// Accepts connections and hands their descriptors on. Lives on the thread that made it, which needs
// an event loop.
class Listener : public QTcpServer {
    Q_OBJECT

public:
    using Adopt = std::function<void(qintptr descriptor)>;

    // Beyond `mostConnections` in the whole server a connection is refused (S-078). `statistics`
    // outlive it.
    Listener(NetStatistics &statistics, qint64 mostConnections, Adopt adopt);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void refuse(qintptr descriptor);
    void pause();

    NetStatistics &m_statistics;
    qint64 m_mostConnections;
    Adopt m_adopt;
    QTimer m_resume;
};

} // namespace server
