#pragma once

#include "server/broker/closereason.h"

#include <QtGlobal>

#include <array>
#include <atomic>
#include <map>

namespace server {

// Counters of connections; any thread may count and read.
class NetStatistics {
public:
    struct Snapshot {
        qint64 open = 0; // also those in the handshake or lingering
        quint64 accepted = 0;
        std::array<quint64, closeReasonCount> closed{};
        std::map<int, quint64> refusedByStatus; // answered by HTTP
        quint64 dropped = 0; // messages of topics, for readers that are behind
    };

    void countAccepted();
    void countGone() { m_open.fetch_sub(1, std::memory_order_relaxed); }
    void countClose(CloseReason reason);
    void countRefusal(int httpStatus);
    void countDropped() { m_dropped.fetch_add(1, std::memory_order_relaxed); }

    qint64 open() const { return m_open.load(std::memory_order_relaxed); }
    Snapshot snapshot() const;

private:
    static constexpr std::array statuses{400, 403, 404, 405, 426, 431, 503, 505};

    std::atomic<qint64> m_open{0};
    std::atomic<quint64> m_accepted{0};
    std::array<std::atomic<quint64>, closeReasonCount> m_closed{};
    std::array<std::atomic<quint64>, statuses.size()> m_refused{};
    std::atomic<quint64> m_dropped{0};
};

} // namespace server
