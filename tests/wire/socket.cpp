#include "tests/wire/socket.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wire {
namespace {

constexpr int patience = 10000;

bool waitFor(int descriptor, short event, QDeadlineTimer deadline)
{
    pollfd wanted{descriptor, event, 0};
    return ::poll(&wanted, 1, static_cast<int>(std::max<qint64>(deadline.remainingTime(), 0))) > 0;
}

} // namespace

Socket::Socket(quint16 port, quint32 from)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(from);
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    ::bind(m_descriptor, reinterpret_cast<sockaddr *>(&own), sizeof own);
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        close();
}

Socket::~Socket()
{
    close();
}

bool Socket::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (!isOpen() || !waitFor(m_descriptor, POLLOUT, QDeadlineTimer(patience)))
            return false;
        const ssize_t taken = ::send(m_descriptor, bytes.data(),
            static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<ssize_t>(taken, 0));
    }
    return true;
}

Socket::Reading Socket::read(QByteArray &to, QDeadlineTimer deadline, int most)
{
    if (!isOpen())
        return Reading::Ended;
    if (!waitFor(m_descriptor, POLLIN, deadline))
        return Reading::TimeUp;
    std::array<char, 65536> buffer{};
    const ssize_t count = ::recv(
        m_descriptor, buffer.data(), std::min(buffer.size(), static_cast<std::size_t>(most)), 0);
    if (count < 0)
        return Reading::Broken;
    to.append(buffer.data(), count);
    return count == 0 ? Reading::Ended : Reading::Bytes;
}

void Socket::setReceiveBuffer(int bytes)
{
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void Socket::endWriting()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void Socket::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

void Socket::close()
{
    if (isOpen())
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace wire
