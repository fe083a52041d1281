#include "server/net/listener.h"

#include "server/net/errorframe.h"
#include "server/net/handshake.h"
#include "server/net/log.h"
#include "stomp/encoder.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <utility>

namespace server {

namespace {

constexpr std::chrono::milliseconds pauseAfterFailure{500};
constexpr int mostInATurn = 64; // connections
// Beyond these the system lets peers try again after a second.
constexpr int waitingConnections = 4096;

QHostAddress peerAddress(qintptr descriptor)
{
    sockaddr_storage address = {};
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const bool isKnown = ::getpeername(int(descriptor), generic, &size) == 0;
    return isKnown ? QHostAddress(generic) : QHostAddress();
}

QByteArray refusal(Protocol protocol, CloseReason reason)
{
    const QByteArray text = reason == CloseReason::AuthenticationFailed
        ? "Too many logins from this address have failed."
        : "This server has too many connections.";
    if (protocol == Protocol::WebSocket)
        return httpResponse(503, text);
    const stomp::Frame frame = errorFrame({stomp::ErrorCode::ServerError, text});
    return stomp::encode(frame, stomp::Version::V10, stomp::Unrepresentable::Drop).value();
}

} // namespace

Listener::Listener(Rules rules, NetStatistics &statistics, AddressCap &addresses,
    FailedLogins &failedLogins, Adopt adopt)
    : m_rules(rules)
    , m_statistics(statistics)
    , m_addresses(addresses)
    , m_failedLogins(failedLogins)
    , m_adopt(std::move(adopt))
{
    m_resume.setSingleShot(true);
    m_resume.setInterval(pauseAfterFailure);
    connect(&m_resume, &QTimer::timeout, this, [this] { m_waiting->setEnabled(true); });
}

bool Listener::listen(const QHostAddress &address, quint16 port)
{
    setListenBacklogSize(waitingConnections);
    if (!QTcpServer::listen(address, port))
        return false;
    pauseAccepting();
    m_waiting = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_waiting.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
    return true;
}

void Listener::acceptWaiting()
{
    for (int taken = 0; taken < mostInATurn; ++taken) {
        const int descriptor =
            ::accept4(int(socketDescriptor()), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor >= 0) {
            take(descriptor);
            continue;
        }
        const int error = errno;
        if (error == EAGAIN || error == EWOULDBLOCK)
            return;
        if (error != EINTR && error != ECONNABORTED)
            return pause(error);
    }
}

void Listener::take(qintptr descriptor)
{
    if (m_statistics.open() >= m_rules.mostConnections)
        return refuse(descriptor, CloseReason::TooManyConnections);
    const QHostAddress address = peerAddress(descriptor);
    if (m_failedLogins.isBlocked(address, Clock::now()))
        return refuse(descriptor, CloseReason::AuthenticationFailed);
    std::optional<AddressSlot> slot = m_addresses.admit(address);
    if (!slot)
        return refuse(descriptor, CloseReason::TooManyConnections);
    m_statistics.countAccepted();
    m_adopt({descriptor, m_rules.protocol, *std::move(slot), m_failedLogins.noteOf(address)});
}

// Costs a few system calls and no memory, whoever comes how often. In plain text only.
void Listener::refuse(qintptr descriptor, CloseReason reason)
{
    if (m_rules.protocol == Protocol::WebSocket && !m_rules.isSecure)
        m_statistics.countRefusal(503);
    m_statistics.countClose(reason);
    const QByteArray answer = m_rules.isSecure ? QByteArray() : refusal(m_rules.protocol, reason);
    const int socket = int(descriptor);
    [[maybe_unused]] const auto sent =
        ::send(socket, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
}

// When the system has no descriptors left, accepting pauses instead of spinning (S-231).
void Listener::pause(int systemError)
{
    qCWarning(netLog) << "cannot accept a connection:" << qPrintable(qt_error_string(systemError));
    m_waiting->setEnabled(false);
    m_resume.start();
    Q_EMIT acceptError(QAbstractSocket::SocketResourceError);
}

} // namespace server
