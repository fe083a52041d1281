#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace server {

// Who is out of which room, and until when. Broker thread.
class Removals {
public:
    explicit Removals(const std::vector<RemovalRecord> &removals);

    // The newest word counts; a time that is over lets the person in again.
    void set(const RemovalRecord &removal, qint64 nowMs);
    // Until when the person is out; nothing when not.
    std::optional<qint64> until(
        const QByteArray &room, const QByteArray &person, qint64 nowMs) const;
    // Somebody who never comes again.
    void forget(const QByteArray &person);

private:
    std::map<std::pair<QByteArray, QByteArray>, qint64> m_until; // person, room
};

} // namespace server
