#pragma once

#include <QtGlobal>

#include <optional>

namespace app {

// Finds the first entry that was sent at or after a time, in a sequence that is sorted by it, by
// looking at one entry at a time: a core. Of 100,000 entries it looks at 17.
class TimeSeek {
public:
    // Entries up to `before` are older; from `first` on none is: 0 when no such one is known.
    TimeSeek(qint64 time, qint64 before, qint64 first, qint64 lastSeq);

    // The number to look at next; nothing when it is found, or when there is none.
    std::optional<qint64> next() const;
    // The first entry that is kept at or behind the number looked at.
    void saw(qint64 seq, qint64 sentAt);
    // Nothing is kept there.
    void sawNothing();
    // 0: all of them are older.
    qint64 found() const { return m_found; }

private:
    qint64 m_time;
    qint64 m_low; // all up to here are older
    qint64 m_high; // all from here on are not, or are not kept
    qint64 m_found;
};

} // namespace app
