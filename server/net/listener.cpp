#include "server/net/listener.h"

#include "server/net/errorframe.h"
#include "server/net/handshake.h"
#include "stomp/encoder.h"

#include <QLoggingCategory>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <utility>

namespace server {

namespace {

Q_LOGGING_CATEGORY(log, "maru.net")

constexpr std::chrono::milliseconds pauseAfterFailure{500};

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
    connect(&m_resume, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
    connect(this, &QTcpServer::acceptError, this, &Listener::pause);
}

void Listener::incomingConnection(qintptr descriptor)
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
void Listener::pause()
{
    qCWarning(log) << "cannot accept a connection:" << qPrintable(errorString());
    pauseAccepting();
    m_resume.start();
}

} // namespace server
