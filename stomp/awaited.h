#pragma once

#include "stomp/clientactions.h"

#include <QByteArray>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace stomp {

// The ids of receipts and replies that somebody waits for, each until its time limit.
class Awaited {
public:
    enum class Kind { Receipt, Reply };

    // Limits must not fall from one call to the next.
    void add(const QByteArray &id, Kind kind, TimePoint limit);
    // False when nobody waits for it (any more).
    bool remove(const QByteArray &id);
    bool contains(const QByteArray &id, Kind kind) const;

    std::optional<TimePoint> nextLimit() const;
    // Those whose limit has come, oldest first; they are no longer awaited.
    std::vector<QByteArray> takeOverdue(TimePoint now);
    std::vector<QByteArray> takeAll();

private:
    struct Limit {
        TimePoint time;
        QByteArray id;
    };

    void dropSettled();

    std::map<QByteArray, Kind> m_kinds;
    std::deque<Limit> m_limits; // by time; behind the first some may be settled already
};

} // namespace stomp
