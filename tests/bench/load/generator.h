#pragma once

#include "tests/bench/load/connection.h"
#include "tests/bench/load/deliveries.h"
#include "tests/bench/load/options.h"
#include "tests/bench/load/processwatch.h"
#include "tests/bench/load/report.h"
#include "tests/bench/load/visitors.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace bench {

// Loads a STOMP server as it was told, measures, and checks that nothing was lost or doubled.
class Generator : private ConnectionOwner {
public:
    explicit Generator(const Options &options);

    Report run();

private:
    using Role = Connection::Role;

    struct Publisher {
        Connection *connection = nullptr;
        std::vector<std::uint32_t> sequences; // the last one, by room
        std::vector<std::uint64_t> sentAt; // by receipt, where wanted
        std::uint64_t receipts = 0;
        int nextRoom = 0;
        bool isToFlush = false;
    };

    void opened(Connection &connection) override;
    void received(Connection &connection, std::string_view frame) override;
    void closed(Connection &connection, const std::string &reason) override;

    void connectAll(Role role, int count);
    void subscribe(Connection &connection);
    void receivedMessage(Connection &connection, std::string_view frame);
    void receivedReceipt(Connection &connection, std::string_view frame);
    void becomeReady(Connection &connection);

    void turn(std::uint64_t until);
    void publishUntil(std::uint64_t end);
    void sendDue(std::uint64_t end);
    void sendByRate(std::uint64_t end);
    void sendByWindow();
    bool hasRoom(const Publisher &publisher) const;
    void sendOne(Publisher &publisher, std::uint64_t sentAt);
    void flushPublishers();
    void prefill();
    void drain();
    void measure();
    void watchSilent();
    bool isComplete() const;
    void fail(const std::string &reason);

    const Options &m_options;
    ProcessWatch m_server;
    Report m_report;
    int m_epoll;
    sockaddr_in m_address{};
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<Publisher> m_publishers;
    std::vector<int> m_subscribersOf; // by room
    Deliveries m_deliveries;
    Visitors m_visitors;
    std::unordered_map<Connection *, int> m_awaited; // receipts of subscriptions
    int m_ready = 0;
    std::uint64_t m_expected = 0;
    std::uint64_t m_sent = 0;
    std::uint64_t m_receipts = 0;
    std::uint64_t m_bytes = 0; // of MESSAGEs
    std::uint64_t m_readAt = 0;
    std::uint64_t m_nextSend = 0;
    std::uint64_t m_nextWatch = 0;
    std::size_t m_nextPublisher = 0;
    std::size_t m_hint = 0;
    bool m_isMeasuring = false;
    bool m_isEnding = false;
};

} // namespace bench
