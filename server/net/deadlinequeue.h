#pragma once

#include "server/net/sessionoptions.h"

#include <QtGlobal>

#include <functional>
#include <optional>
#include <queue>
#include <unordered_map>
#include <vector>

namespace server {

// When which of many connections wants to be woken, behind one timer. A connection stands in it
// once, at the earliest time it asked for; when its wish moves later it is woken early and asks
// again, so that traffic costs nothing here.
class DeadlineQueue {
public:
    void schedule(quint64 serial, TimePoint at);
    void remove(quint64 serial);
    // Who is due; they stand in it no longer.
    std::vector<quint64> takeDue(TimePoint now);
    std::optional<TimePoint> earliest() const;
    std::size_t size() const { return m_times.size(); }

private:
    struct Item {
        TimePoint at;
        quint64 serial;
        friend bool operator>(const Item &left, const Item &right) { return left.at > right.at; }
    };

    bool isStale(const Item &item) const;
    void dropStale();

    std::unordered_map<quint64, TimePoint> m_times;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> m_items; // with stale ones
};

} // namespace server
