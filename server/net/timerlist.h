#pragma once

#include <Qt>

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

class QObject;

namespace server {

// The timers of an event dispatcher: which are due, in which order, and when the next one is. No
// clock of its own: the time goes in. The objects are names here, nobody looks into them.
class TimerList {
public:
    using Clock = std::chrono::steady_clock;
    using TimePoint = Clock::time_point;
    using Interval = std::chrono::milliseconds;

    struct Timer {
        int id = 0;
        Interval interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };

    // A timer that was due. It is meant as it was then: one that was stopped, or fired by a nested
    // loop, since then does not begin.
    struct Due {
        int id = 0;
        std::uint64_t turn = 0;
    };

    void add(const Timer &timer, TimePoint now);
    bool remove(int id);
    bool removeAllOf(QObject *object);
    std::vector<Timer> timersOf(QObject *object) const;

    // When the first one is due that is not in its handler.
    std::optional<TimePoint> earliest() const;
    // Rounded up; zero for what is overdue, nothing for who is unknown.
    std::optional<Interval> remaining(int id, TimePoint now) const;

    // In the order in which they fire. Those in their handler are left out: they skip this time.
    std::vector<Due> takeDue(TimePoint now);
    // Whose event is to be sent now, if at all; it is in its handler until end().
    std::optional<Timer> begin(const Due &due, TimePoint now);
    void end(const Timer &timer, const Due &due);

    bool isEmpty() const { return m_timers.empty(); }

private:
    struct Entry {
        Timer timer;
        TimePoint ideal; // what the interval says; it does not drift by rounding
        TimePoint due; // what the type makes of it
        std::uint64_t turn = 0; // anew each time it is put into the order
        std::uint64_t begun = 0; // the turn whose handler runs; 0: none
    };
    struct Position {
        TimePoint due;
        std::uint64_t turn;
        int id;
        friend bool operator<(const Position &left, const Position &right)
        {
            return left.due != right.due ? left.due < right.due : left.turn < right.turn;
        }
    };

    void insert(Entry &entry, TimePoint now);
    void advance(Entry &entry, TimePoint now);

    std::unordered_map<int, Entry> m_timers;
    std::unordered_multimap<QObject *, int> m_idsOf;
    std::set<Position> m_order;
    std::uint64_t m_lastTurn = 0;
};

// When a timer fires that should at `ideal`: precise ones then, coarse ones within 5 % of the
// interval at a rounder time that others share, very coarse ones at a full second.
TimerList::TimePoint roundedTime(
    TimerList::TimePoint ideal, TimerList::Interval interval, Qt::TimerType type);

} // namespace server
