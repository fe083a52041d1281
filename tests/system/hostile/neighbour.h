#pragma once

#include "tests/wire/scriptrunner.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace hostile {

// Somebody well-behaved who talks beside a hostile peer, on one connection and a thread of its own:
// says something in its room with a receipt, and reads the receipt and what it said, by rising seq,
// over and over.
class Neighbour {
public:
    struct Place {
        wire::Carrier carrier = wire::Carrier::WebSocket;
        quint16 port = 0;
        QByteArray passcode;
        std::chrono::milliseconds pause{10}; // between two rounds
    };

    explicit Neighbour(const Place &place);
    ~Neighbour();
    Neighbour(const Neighbour &) = delete;
    Neighbour &operator=(const Neighbour &) = delete;

    int rounds() const { return m_rounds; }
    // Between two rounds from now on.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }
    // Empty as soon as it has done so many rounds, without anything strange; else what was strange.
    QByteArray expectRounds(int count) const;
    // Of all so far, the one that took longest.
    std::chrono::milliseconds longestRound() const
    {
        return std::chrono::milliseconds(m_longest.load());
    }

private:
    void live();
    QByteArray enter(wire::Transport &connection);
    QByteArray doRound(wire::Transport &connection, int number);
    QByteArray judge(const wire::Arrival &arrival, int number);
    QByteArray complaint() const;
    void complain(const QByteArray &text);

    const Place m_place;
    const QByteArray m_room;
    std::atomic<bool> m_mustEnd = false;
    std::atomic<std::chrono::milliseconds> m_pause;
    std::atomic<int> m_rounds = 0;
    std::atomic<qint64> m_longest = 0;
    mutable std::mutex m_mutex;
    QByteArray m_complaint; // under m_mutex
    std::thread m_thread;
};

} // namespace hostile
