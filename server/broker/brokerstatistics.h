#pragma once

#include "stomp/command.h"

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <map>

namespace server {

// What became of a SEND; each ends in exactly one. Done: its route did something that is none of
// the others.
enum class SendOutcome { Published, Replied, Appended, Dropped, Problem, Done };

// What the broker counted since its start. A value: copies are snapshots.
struct BrokerStatistics {
    std::array<quint64, 15> frames{}; // by stomp::Command
    std::array<quint64, 6> sends{}; // by SendOutcome
    std::map<QByteArray, quint64> problems; // by code
    std::map<QByteArray, quint64> drops; // by the name of the interceptor
    std::map<QByteArray, quint64> protocolErrors; // by the code of the ERROR
    qint64 sessions = 0; // now
    qint64 subscriptions = 0; // now
    quint64 sessionsOpened = 0;
    quint64 messagesDelivered = 0; // copies
    quint64 failedWrites = 0;
    quint64 expired = 0; // messages of queues
    quint64 deadLetters = 0;
    quint64 discarded =
        0; // dead letters that found no room, or died again; what a temporary queue held

    quint64 &frame(stomp::Command command) { return frames[static_cast<std::size_t>(command)]; }
    quint64 &send(SendOutcome outcome) { return sends[static_cast<std::size_t>(outcome)]; }
};

} // namespace server
