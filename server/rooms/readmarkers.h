#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>
#include <QHashFunctions>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace server {

// The newest entry of each room at one moment; shared by those who came in between two entries.
using SeqByRoom = std::unordered_map<QByteArray, qint64>;

// The two markers of each person in each room: what was read, and what had been read when the
// person came in. 0 <= joined <= read, both never backward. Broker thread.
class ReadMarkers {
public:
    struct Marker {
        qint64 read = 0;
        qint64 joined = 0;

        friend bool operator==(const Marker &, const Marker &) = default;
    };

    explicit ReadMarkers(const std::vector<MarkerRecord> &markers);

    Marker value(const QByteArray &person, const QByteArray &room) const; // 0: nothing
    // Who comes in has nothing unread: what was said before is taken as read.
    void startAt(const QByteArray &person, std::shared_ptr<const SeqByRoom> newest);
    // The marker, when one of the two is farther than before. Nobody has read what was not said:
    // they end at `lastSeq`.
    std::optional<Marker> advance(const QByteArray &person, const QByteArray &room, qint64 read,
        std::optional<qint64> joined, qint64 lastSeq);
    void forget(const QByteArray &person);

private:
    struct Person {
        std::unordered_map<QByteArray, Marker> markers; // by room
        std::shared_ptr<const SeqByRoom> start; // where no marker is; null: at nothing
    };

    std::unordered_map<QByteArray, Person> m_people;
};

} // namespace server
