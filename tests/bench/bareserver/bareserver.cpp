#include "tests/bench/bareserver/bareserver.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace bench {

namespace {

constexpr std::string_view end("\0", 1);

void control(int epoll, int operation, int socket, std::uint32_t events, void *data)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = data;
    epoll_ctl(epoll, operation, socket, &event);
}

void appendHead(std::string &out, std::size_t length)
{
    out += '\x81'; // a whole text message
    if (length < 126) {
        out += char(length);
        return;
    }
    out += length < 65536 ? '\x7e' : '\x7f';
    for (int shift = length < 65536 ? 8 : 56; shift >= 0; shift -= 8)
        out += char(length >> shift);
}

std::string framed(const std::string &stomp)
{
    std::string out;
    appendHead(out, stomp.size() + 1);
    return out.append(stomp).append(end);
}

std::string_view header(std::string_view frame, std::string_view name)
{
    const std::size_t at = frame.find(name);
    if (at == std::string_view::npos)
        return {};
    frame.remove_prefix(at + name.size());
    return frame.substr(0, frame.find_first_of("\r\n"));
}

std::string acceptKey(std::string_view key)
{
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest.data());
    std::array<unsigned char, 64> encoded{};
    EVP_EncodeBlock(encoded.data(), digest.data(), int(digest.size()));
    return reinterpret_cast<const char *>(encoded.data());
}

// A client's WebSocket message: where its payload is, and where it ends; 0 when it is not whole.
struct Head {
    std::size_t payload = 0;
    std::size_t size = 0;
};

Head headOf(std::string_view bytes)
{
    if (bytes.size() < 6)
        return {};
    const auto byte = [bytes](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    std::size_t length = byte(1) & 127U;
    const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (bytes.size() < 6 + extra)
        return {};
    if (extra > 0)
        length = 0;
    for (std::size_t i = 0; i < extra; ++i)
        length = length << 8 | byte(2 + i);
    return bytes.size() < 6 + extra + length ? Head{} : Head{6 + extra, length};
}

} // namespace

BareServer::BareServer(std::size_t padding)
    : m_padding(padding < 4 ? std::string() : "x:" + std::string(padding - 3, 'x') + '\n')
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
}

BareServer::~BareServer()
{
    for (const auto &[socket, client] : m_clients)
        close(socket);
    close(m_listener);
    close(m_epoll);
}

std::uint16_t BareServer::listen(std::uint16_t port)
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(m_listener, generic, size) != 0 || ::listen(m_listener, 4096) != 0)
        return 0;
    getsockname(m_listener, generic, &size);
    control(m_epoll, EPOLL_CTL_ADD, m_listener, EPOLLIN, nullptr);
    return ntohs(address.sin_port);
}

void BareServer::run()
{
    std::array<epoll_event, 512> events;
    while (true) {
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            auto *client = static_cast<Client *>(events[std::size_t(i)].data.ptr);
            const std::uint32_t what = events[std::size_t(i)].events;
            if (!client)
                acceptAll();
            else if (client->socket >= 0 && (what & EPOLLOUT) != 0)
                write(*client);
            if (client && client->socket >= 0 && (what & ~std::uint32_t(EPOLLOUT)) != 0)
                read(*client);
        }
        for (Client *client : std::exchange(m_gathered, {})) {
            client->isGathered = false;
            if (client->socket >= 0)
                write(*client);
        }
        m_dropped.clear();
    }
}

void BareServer::acceptAll()
{
    int socket = -1;
    while ((socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto client = std::make_unique<Client>();
        client->socket = socket;
        control(m_epoll, EPOLL_CTL_ADD, socket, EPOLLIN, client.get());
        m_clients[socket] = std::move(client);
    }
}

void BareServer::read(Client &client)
{
    static std::array<char, 64 * 1024> buffer; // of one thread
    const ssize_t count = recv(client.socket, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0)
        return drop(client);
    client.in.append(buffer.data(), std::size_t(count));
    if (client.isUpgraded || upgrade(client))
        takeFrames(client);
}

bool BareServer::upgrade(Client &client)
{
    const std::size_t size = client.in.find("\r\n\r\n");
    if (size == std::string::npos)
        return false;
    queue(client,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Protocol: v12.stomp\r\nSec-WebSocket-Accept: "
            + acceptKey(header(client.in, "Sec-WebSocket-Key: ")) + "\r\n\r\n");
    client.in.erase(0, size + 4);
    client.isUpgraded = true;
    return true;
}

void BareServer::takeFrames(Client &client)
{
    std::size_t at = 0;
    while (client.socket >= 0) {
        const Head head = headOf(std::string_view(client.in).substr(at));
        if (head.payload == 0)
            break;
        char *mask = client.in.data() + at + head.payload - 4;
        char *payload = mask + 4;
        for (std::size_t i = 0; i < head.size; ++i)
            payload[i] = char(payload[i] ^ mask[i & 3]);
        const std::string_view frame(payload, head.size);
        take(client, frame.substr(0, frame.find('\0')));
        at += head.payload + head.size;
    }
    client.in.erase(0, at);
}

void BareServer::take(Client &client, std::string_view frame)
{
    const std::string_view destination = header(frame, "\ndestination:");
    if (frame.starts_with("SEND")) {
        publish(destination, frame.substr(frame.find("\n\n") + 2));
    } else if (frame.starts_with("SUBSCRIBE")) {
        client.destinations.emplace_back(destination);
        m_subscribers[client.destinations.back()].push_back(&client);
        const std::string receipt(header(frame, "\nreceipt:"));
        queue(client, framed("RECEIPT\nreceipt-id:" + receipt + "\n\n"));
    } else if (frame.starts_with("CONNECT")) {
        queue(client, framed("CONNECTED\nversion:1.2\n\n"));
    }
}

void BareServer::publish(std::string_view destination, std::string_view body)
{
    const auto found = m_subscribers.find(std::string(destination));
    if (found == m_subscribers.end())
        return;
    std::string stomp = "MESSAGE\nsubscription:sub-0\nmessage-id:";
    stomp.append(std::to_string(++m_lastMessage)).append("\ndestination:").append(destination);
    stomp.append("\ncontent-type:text/plain\ncontent-length:").append(std::to_string(body.size()));
    stomp.append("\n").append(m_padding).append("\n").append(body);
    m_message.clear();
    appendHead(m_message, stomp.size() + 1);
    m_message.append(stomp).append(end);
    for (Client *subscriber : found->second)
        queue(*subscriber, m_message);
}

void BareServer::queue(Client &client, std::string_view bytes)
{
    client.out += bytes;
    if (!std::exchange(client.isGathered, true))
        m_gathered.push_back(&client);
}

void BareServer::write(Client &client)
{
    while (client.sent < client.out.size()) {
        const ssize_t count = send(client.socket, client.out.data() + client.sent,
            client.out.size() - client.sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN)
            return waitToWrite(client, true);
        if (count < 0)
            return drop(client);
        client.sent += std::size_t(count);
    }
    client.out.clear();
    client.sent = 0;
    waitToWrite(client, false);
}

void BareServer::waitToWrite(Client &client, bool waits)
{
    if (std::exchange(client.waitsToWrite, waits) != waits)
        control(m_epoll, EPOLL_CTL_MOD, client.socket,
            waits ? std::uint32_t(EPOLLIN) | EPOLLOUT : std::uint32_t(EPOLLIN), &client);
}

void BareServer::drop(Client &client)
{
    for (const std::string &destination : client.destinations)
        std::erase(m_subscribers[destination], &client);
    std::erase(m_gathered, &client);
    const int socket = std::exchange(client.socket, -1);
    close(socket);
    const auto found = m_clients.find(socket);
    m_dropped.push_back(std::move(found->second));
    m_clients.erase(found);
}

} // namespace bench
