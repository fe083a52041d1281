#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>
#include <QHashFunctions>

#include <unordered_map>
#include <vector>

namespace server {

// How far each person has read each room; never backward. Broker thread.
class ReadMarkers {
public:
    explicit ReadMarkers(const std::vector<MarkerRecord> &markers);

    qint64 value(const QByteArray &person, const QByteArray &room) const; // 0: nothing
    // Whether this is farther than before.
    bool advance(const QByteArray &person, const QByteArray &room, qint64 seq);
    void forget(const QByteArray &person);

private:
    std::unordered_map<QByteArray, std::unordered_map<QByteArray, qint64>> m_markers;
};

} // namespace server
