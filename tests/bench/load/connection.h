#pragma once

#include "tests/bench/load/options.h"

#include <netinet/in.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

class Connection;

// What connections tell their owner.
class ConnectionOwner {
public:
    virtual void opened(Connection &connection) = 0; // STOMP may be spoken
    virtual void received(Connection &connection, std::string_view frame) = 0;
    virtual void closed(Connection &connection, const std::string &reason) = 0;

protected:
    ~ConnectionOwner() = default;
};

// A STOMP connection over WebSocket or TCP that does not block, for bodies without NUL.
class Connection {
public:
    enum class Role { Subscriber, Publisher, Idle, Silent };

    // `epoll` reports it with itself as data.
    Connection(ConnectionOwner &owner, const Target &target, Role role, int index, int epoll);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    void open(const sockaddr_in &address);
    void handle(std::uint32_t events);
    // Gathered until flush().
    void send(std::string_view frame);
    void flush();
    void stopReading();
    void readAgain();

    Role role() const { return m_role; }
    int index() const { return m_index; }
    bool isClosed() const { return m_socket < 0; }
    std::uint64_t bytesReceived() const { return m_bytesReceived; }

private:
    void read();
    void begin();
    std::size_t parse(std::string_view bytes);
    std::size_t parseHandshake(std::string_view bytes);
    std::size_t parseWebSocket(std::string_view bytes);
    std::size_t parseTcp(std::string_view bytes);
    void takeMessage(unsigned opcode, std::string_view payload);
    void sendWebSocket(unsigned opcode, std::string_view payload);
    void watch();
    void close(const std::string &reason);

    ConnectionOwner &m_owner;
    const Target &m_target;
    const Role m_role;
    const int m_index;
    const int m_epoll;
    int m_socket = -1;
    bool m_isConnecting = true;
    bool m_isUpgraded = false;
    bool m_isReading = true;
    std::uint32_t m_watched = 0;
    std::uint64_t m_bytesReceived = 0;
    std::string m_rest; // a frame that is not complete yet
    std::string m_out;
    std::size_t m_sent = 0;
};

} // namespace bench
