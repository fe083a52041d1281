#include "server/net/outboundbuffer.h"

#include <algorithm>

namespace server {

namespace {

constexpr qsizetype keptCapacity = 4 * 1024;

} // namespace

OutboundBuffer::OutboundBuffer(SlowReaderLimits limits)
    : m_limits(limits)
{
}

void OutboundBuffer::append(QByteArrayView first, QByteArrayView second, QByteArrayView third)
{
    const qsizetype before = m_bytes.size();
    m_bytes.append(first).append(second).append(third);
    m_largestFrame = std::max<qint64>(m_largestFrame, m_bytes.size() - before);
}

void OutboundBuffer::clear()
{
    if (m_bytes.capacity() > keptCapacity)
        m_bytes.clear();
    else
        m_bytes.resize(0);
}

void OutboundBuffer::noteGiven(qint64 socketHolds, TimePoint now)
{
    m_socketHolds = socketHolds;
    if (socketHolds == 0)
        noteTaken(0, now);
    else if (!m_stalledSince)
        m_stalledSince = now;
}

void OutboundBuffer::noteTaken(qint64 socketHolds, TimePoint now)
{
    m_socketHolds = socketHolds;
    m_stalledSince = socketHolds > 0 ? std::optional(now) : std::nullopt;
    if (waiting() == 0)
        m_largestFrame = 0;
}

OutboundBuffer::State OutboundBuffer::state(TimePoint now) const
{
    if (waiting() > m_limits.bytes + m_largestFrame)
        return State::TooManyBytes;
    const std::optional<TimePoint> latest = deadline();
    return latest && now >= *latest ? State::TooLong : State::Fine;
}

std::optional<TimePoint> OutboundBuffer::deadline() const
{
    return m_stalledSince ? std::optional(*m_stalledSince + m_limits.time) : std::nullopt;
}

} // namespace server
