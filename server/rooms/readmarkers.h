#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>
#include <QHashFunctions>

#include <memory>
#include <unordered_map>
#include <vector>

namespace server {

// The newest entry of each room at one moment; shared by those who came in between two entries.
using SeqByRoom = std::unordered_map<QByteArray, qint64>;

// How far each person has read each room; never backward. Broker thread.
class ReadMarkers {
public:
    explicit ReadMarkers(const std::vector<MarkerRecord> &markers);

    qint64 value(const QByteArray &person, const QByteArray &room) const; // 0: nothing
    // Who comes in has nothing unread: what was said before is taken as read.
    void startAt(const QByteArray &person, std::shared_ptr<const SeqByRoom> newest);
    // Whether this is farther than before.
    bool advance(const QByteArray &person, const QByteArray &room, qint64 seq);
    void forget(const QByteArray &person);

private:
    struct Person {
        SeqByRoom read;
        std::shared_ptr<const SeqByRoom> start; // where no marker is; null: at nothing
    };

    std::unordered_map<QByteArray, Person> m_people;
};

} // namespace server
