#pragma once

#include "stomp/frame.h"
#include "stomp/version.h"

#include <QByteArray>

#include <list>
#include <map>
#include <utility>

namespace server {

// What a session may acknowledge of live streams (topics, the broker prefix, its own queues):
// accepted and without effect, for a stream takes nothing back (S-179). The messages themselves are
// not remembered: an `ack` names the subscription and a number.
class StreamAcknowledgements {
public:
    // The value of `ack` in the MESSAGE of this number on this subscription (S-162, S-168).
    static QByteArray name(quint64 stream, quint64 number);

    // A subscription in one of the client modes; `header` is what its MESSAGEs carry as
    // `subscription`.
    void add(quint64 stream, const QByteArray &header);
    // What is on its way may still be acknowledged (S-155); of ended ones the newest are known.
    void end(quint64 stream, int maximum);
    // Whether an ACK or NACK names a message of one of these.
    bool covers(stomp::Version version, const stomp::Frame &frame) const;

private:
    bool isKnown(quint64 stream) const;
    bool isKnown(const QByteArray &header) const;

    std::map<quint64, QByteArray> m_open;
    std::list<std::pair<quint64, QByteArray>> m_ended; // without memory while it is empty
};

} // namespace server
