#include "tests/bench/load/connection.h"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace bench {

namespace {

constexpr unsigned text = 1;
constexpr unsigned binary = 2;
constexpr unsigned closing = 8;
constexpr unsigned ping = 9;
constexpr unsigned pong = 10;

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

} // namespace

Connection::Connection(
    ConnectionOwner &owner, const Target &target, Role role, int index, int epoll)
    : m_owner(owner)
    , m_target(target)
    , m_role(role)
    , m_index(index)
    , m_epoll(epoll)
{
}

Connection::~Connection()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void Connection::open(const sockaddr_in &address)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto *generic = reinterpret_cast<const sockaddr *>(&address);
    if (::connect(m_socket, generic, sizeof address) != 0 && errno != EINPROGRESS)
        return close("cannot connect");
    epoll_event event{};
    event.data.ptr = this;
    event.events = m_watched = EPOLLIN | EPOLLOUT;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_socket, &event);
}

void Connection::handle(std::uint32_t events)
{
    if (m_isConnecting && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0)
        begin();
    if (m_socket >= 0 && (events & EPOLLOUT) != 0)
        flush();
    if (m_socket >= 0 && m_isReading && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
        read();
}

void Connection::begin()
{
    m_isConnecting = false;
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return close("cannot connect");
    if (!m_target.isWebSocket) {
        m_isUpgraded = true;
        return m_owner.opened(*this);
    }
    m_out += "GET " + m_target.path + " HTTP/1.1\r\nHost: " + m_target.host + ':' + m_target.port
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IgIQ==\r\nSec-WebSocket-Protocol: "
          "v12.stomp\r\n\r\n";
    flush();
}

void Connection::read()
{
    static std::array<char, 256 * 1024> buffer; // of one thread
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0)
        return close("closed by the server");
    m_bytesReceived += std::uint64_t(count);
    std::string_view bytes(buffer.data(), std::size_t(count));
    if (m_rest.empty()) {
        bytes.remove_prefix(parse(bytes));
        m_rest = bytes;
    } else {
        m_rest += bytes;
        m_rest.erase(0, parse(m_rest));
    }
}

// Returns how much of it was complete.
std::size_t Connection::parse(std::string_view bytes)
{
    std::size_t taken = 0;
    if (!m_isUpgraded && (taken = parseHandshake(bytes)) == 0)
        return 0;
    bytes.remove_prefix(taken);
    return taken + (m_target.isWebSocket ? parseWebSocket(bytes) : parseTcp(bytes));
}

std::size_t Connection::parseHandshake(std::string_view bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    if (!bytes.starts_with("HTTP/1.1 101")) {
        close("no upgrade: " + std::string(bytes.substr(0, bytes.find('\r'))));
        return bytes.size();
    }
    m_isUpgraded = true;
    m_owner.opened(*this);
    return end + 4;
}

std::size_t Connection::parseWebSocket(std::string_view bytes)
{
    std::size_t at = 0;
    while (m_socket >= 0 && bytes.size() - at >= 2) {
        const std::string_view frame = bytes.substr(at);
        std::uint64_t length = static_cast<unsigned char>(frame[1]) & 127;
        const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (frame.size() < 2 + extra)
            break;
        if (extra > 0)
            length = bigEndian(frame.substr(2, extra));
        if (frame.size() - 2 - extra < length)
            break;
        takeMessage(frame[0] & 15U, frame.substr(2 + extra, length));
        at += 2 + extra + length;
    }
    return at;
}

void Connection::takeMessage(unsigned opcode, std::string_view payload)
{
    if (opcode == text || opcode == binary)
        return m_owner.received(*this, payload);
    if (opcode == ping) {
        sendWebSocket(pong, payload);
        flush();
    } else if (opcode == closing) {
        const auto code = payload.size() < 2 ? 0 : bigEndian(payload.substr(0, 2));
        const std::string_view reason = payload.size() < 2 ? payload : payload.substr(2);
        close("close code " + std::to_string(code) + ' ' + std::string(reason));
    }
}

std::size_t Connection::parseTcp(std::string_view bytes)
{
    std::size_t at = 0;
    while (m_socket >= 0) {
        while (at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r'))
            ++at;
        const std::size_t end = bytes.find('\0', at);
        if (end == std::string_view::npos)
            break;
        m_owner.received(*this, bytes.substr(at, end - at + 1));
        at = end + 1;
    }
    return at;
}

// The frame ends with its NUL.
void Connection::send(std::string_view frame)
{
    if (m_target.isWebSocket)
        sendWebSocket(text, frame);
    else
        m_out += frame;
}

// Masked, as clients must, with a mask that changes nothing.
void Connection::sendWebSocket(unsigned opcode, std::string_view payload)
{
    m_out += char(0x80U | opcode);
    if (payload.size() < 126) {
        m_out += char(0x80U | payload.size());
    } else if (payload.size() < 65536) {
        m_out += char(0x80U | 126U);
        m_out += char(payload.size() >> 8);
        m_out += char(payload.size());
    } else {
        m_out += char(0x80U | 127U);
        for (int shift = 56; shift >= 0; shift -= 8)
            m_out += char(payload.size() >> shift);
    }
    m_out.append(4, '\0');
    m_out += payload;
}

void Connection::flush()
{
    while (m_socket >= 0 && m_sent < m_out.size()) {
        const ssize_t count =
            ::send(m_socket, m_out.data() + m_sent, m_out.size() - m_sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN)
            break;
        if (count < 0)
            return close("cannot write");
        m_sent += std::size_t(count);
    }
    if (m_sent == m_out.size()) {
        m_out.clear();
        m_sent = 0;
    }
    watch();
}

void Connection::stopReading()
{
    m_isReading = false;
    watch();
}

void Connection::readAgain()
{
    m_isReading = true;
    watch();
}

void Connection::watch()
{
    const std::uint32_t wanted = (m_isReading ? std::uint32_t(EPOLLIN) : 0U)
        | (m_out.empty() ? 0U : std::uint32_t(EPOLLOUT));
    if (m_socket < 0 || m_watched == wanted)
        return;
    m_watched = wanted;
    epoll_event event{};
    event.data.ptr = this;
    event.events = wanted;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, m_socket, &event);
}

void Connection::close(const std::string &reason)
{
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
    m_owner.closed(*this, reason);
}

} // namespace bench
