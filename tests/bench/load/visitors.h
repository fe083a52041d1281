#pragma once

#include "tests/bench/load/connection.h"
#include "tests/bench/load/options.h"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace bench {

// Connections that come, listen to one of the rooms for a while, and go: in order, or without a
// word. As many as wanted are there at any time.
class Visitors : private ConnectionOwner {
public:
    // Reported by `epoll` with the connection as data.
    Visitors(const Options &options, const sockaddr_in &address, int epoll);

    // Ends those whose time is over, and opens others in their place. Not within a report of epoll.
    void keepUp(std::uint64_t time);

    std::uint64_t count() const { return m_count; } // that have come
    // What the server did to one of them that it should not have done.
    const std::string &failure() const { return m_failure; }

private:
    struct Visitor {
        std::unique_ptr<Connection> connection;
        std::uint64_t leavesAt = 0;
        bool saysGoodbye = false;
        bool isLeaving = false;
    };

    void opened(Connection &connection) override;
    void received(Connection &connection, std::string_view frame) override;
    void closed(Connection &connection, const std::string &reason) override;
    void leave(Visitor &visitor, std::uint64_t time);
    Visitor makeVisitor(std::uint64_t time);

    const Options &m_options;
    const sockaddr_in m_address;
    const int m_epoll;
    std::vector<Visitor> m_visitors; // by index
    std::mt19937 m_random{1};
    std::uint64_t m_count = 0;
    std::string m_failure;
};

} // namespace bench
