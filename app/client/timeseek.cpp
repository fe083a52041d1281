#include "app/client/timeseek.h"

#include <algorithm>

namespace app {

TimeSeek::TimeSeek(qint64 time, qint64 before, qint64 first, qint64 lastSeq)
    : m_time(time)
    , m_low(before)
    , m_high(first > 0 ? first : lastSeq + 1)
    , m_found(first)
{
}

std::optional<qint64> TimeSeek::next() const
{
    return m_high - m_low > 1 ? std::optional(m_low + (m_high - m_low) / 2) : std::nullopt;
}

void TimeSeek::saw(qint64 seq, qint64 sentAt)
{
    const auto asked = next();
    if (!asked || seq < *asked)
        return sawNothing();
    if (sentAt < m_time) {
        m_low = std::min(seq, m_high - 1);
    } else {
        m_found = m_found == 0 ? seq : std::min(m_found, seq);
        m_high = *asked; // between it and what was seen nothing is kept
    }
}

void TimeSeek::sawNothing()
{
    if (const auto asked = next())
        m_high = *asked;
}

} // namespace app
