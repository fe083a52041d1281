#pragma once

#include "server/net/sessionoptions.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace server {

// How far behind a reader may fall (S-301). One frame is always allowed, however large.
struct SlowReaderLimits {
    qint64 bytes = 8 * 1024 * 1024; // beyond that one frame
    std::chrono::milliseconds time{30'000}; // without any byte being taken
};

// What a session has to write: gathers the bytes of a loop turn, so that they leave by one call,
// and knows how much waits behind a slow reader and since when. Decides only.
class OutboundBuffer {
public:
    enum class State { Fine, TooManyBytes, TooLong };

    explicit OutboundBuffer(SlowReaderLimits limits = {});

    // One frame, in up to three pieces.
    void append(QByteArrayView first, QByteArrayView second = {}, QByteArrayView third = {});
    // Everything gathered, to be given to the socket now; clear() keeps small memory for the next
    // turn.
    QByteArrayView gathered() const { return m_bytes; }
    void clear();

    // How much the socket holds after it was given something, and after the peer took something.
    void noteGiven(qint64 socketHolds, TimePoint now);
    void noteTaken(qint64 socketHolds, TimePoint now);

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qint64 waiting() const { return m_bytes.size() + m_socketHolds; }
    State state(TimePoint now) const;
    // When the reader will have taken too long, unless it takes something before.
    std::optional<TimePoint> deadline() const;

private:
    SlowReaderLimits m_limits;
    QByteArray m_bytes;
    qint64 m_largestFrame = 0; // of those that wait
    qint64 m_socketHolds = 0;
    std::optional<TimePoint> m_stalledSince;
};

} // namespace server
