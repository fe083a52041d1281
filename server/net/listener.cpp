#include "server/net/listener.h"

#include "server/net/handshake.h"

#include <QLoggingCategory>

#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <utility>

namespace server {

namespace {

Q_LOGGING_CATEGORY(log, "maru.net")

constexpr std::chrono::milliseconds pauseAfterFailure{500};

} // namespace

Listener::Listener(NetStatistics &statistics, qint64 mostConnections, Adopt adopt)
    : m_statistics(statistics)
    , m_mostConnections(mostConnections)
    , m_adopt(std::move(adopt))
{
    m_resume.setSingleShot(true);
    m_resume.setInterval(pauseAfterFailure);
    connect(&m_resume, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
    connect(this, &QTcpServer::acceptError, this, &Listener::pause);
}

void Listener::incomingConnection(qintptr descriptor)
{
    if (m_statistics.open() >= m_mostConnections)
        return refuse(descriptor);
    m_statistics.countAccepted();
    m_adopt(descriptor);
}

// Costs one system call and no memory, whoever comes how often.
void Listener::refuse(qintptr descriptor)
{
    m_statistics.countRefusal(503);
    m_statistics.countClose(CloseReason::TooManyConnections);
    const QByteArray answer = httpResponse(503, "This server has too many connections.");
    const int socket = int(descriptor);
    [[maybe_unused]] const auto sent =
        ::send(socket, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
}

// When the system has no descriptors left, accepting pauses instead of spinning (S-231).
void Listener::pause()
{
    qCWarning(log) << "cannot accept a connection:" << qPrintable(errorString());
    pauseAccepting();
    m_resume.start();
}

} // namespace server
