#pragma once

#include "server/net/sessionoptions.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <span>
#include <vector>

namespace server {

// How far behind a reader may fall (S-301). One frame is always allowed, however large.
struct SlowReaderLimits {
    qint64 bytes = 8 * 1024 * 1024; // beyond that one frame
    // Within this time the reader takes what waits, or `rate` bytes for each second of it.
    std::chrono::milliseconds time{30'000};
    qint64 rate = 1024;
    // While more than this waits, nothing is read from the peer (S-305).
    qint64 readingStops = 1024 * 1024;
};

// What a session has to write: gathers the bytes of a loop turn, so that they leave by one call,
// and knows how much waits behind a slow reader and since when. Decides only.
class OutboundBuffer {
public:
    enum class State { Fine, TooManyBytes, TooLong };

    explicit OutboundBuffer(SlowReaderLimits limits = {});

    // One frame: what is its own, what it may share with other sessions, what comes behind. A large
    // shared part is not copied.
    void append(QByteArrayView head, QByteArrayView own, const QByteArray &shared = {},
        QByteArrayView tail = {});
    // Whole frames that other sessions get, too.
    void appendShared(const QByteArray &frames, qsizetype largestFrame);
    // Everything gathered, to be given to the socket now; clear() keeps some memory for the next
    // turn, until releaseMemory().
    std::span<const QByteArray> gathered() const { return m_pieces; }
    void clear();
    // While nothing is gathered.
    void releaseMemory();
    // What is gathered never leaves.
    void drop();
    // All bytes ever appended that were not dropped.
    qint64 appended() const { return m_appended; }

    // How much the socket holds after it was given something, and after the peer took something.
    void noteGiven(qint64 socketHolds, TimePoint now);
    void noteTaken(qint64 taken, qint64 socketHolds, TimePoint now);

    bool isEmpty() const { return m_gathered == 0; }
    qint64 waiting() const { return m_gathered + m_socketHolds; }
    // Whether so much waits that nothing should be read; once it does, until half of that is gone.
    bool stopsReading(bool hasStopped) const;
    State state(TimePoint now) const;
    // When the reader will have taken too long, unless it takes enough before.
    std::optional<TimePoint> deadline() const;

private:
    // What the reader has to take, and since when.
    struct Expected {
        TimePoint since;
        qint64 bytes = 0;
    };

    void expect(TimePoint now);
    void share(const QByteArray &bytes);
    void count(qsizetype bytes, qsizetype largestFrame);
    void copy(QByteArrayView first, QByteArrayView second, QByteArrayView third);

    SlowReaderLimits m_limits;
    std::vector<QByteArray> m_pieces;
    bool m_isLastShared = false;
    qint64 m_gathered = 0; // bytes of all pieces
    qint64 m_appended = 0;
    qint64 m_largestFrame = 0; // of those that wait
    qint64 m_socketHolds = 0;
    std::optional<Expected> m_expected;
};

} // namespace server
