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

void OutboundBuffer::append(
    QByteArrayView first, QByteArrayView second, QByteArrayView third, QByteArrayView fourth)
{
    const qsizetype before = m_bytes.size();
    m_bytes.append(first).append(second).append(third).append(fourth);
    m_appended += m_bytes.size() - before;
    m_largestFrame = std::max<qint64>(m_largestFrame, m_bytes.size() - before);
}

void OutboundBuffer::drop()
{
    m_appended -= m_bytes.size();
    clear();
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
    if (socketHolds == 0 || !m_expected)
        expect(now);
}

// Some progress is not enough: a reader that takes a byte now and then holds the memory for ever.
void OutboundBuffer::noteTaken(qint64 taken, qint64 socketHolds, TimePoint now)
{
    m_socketHolds = socketHolds;
    if (m_expected)
        m_expected->bytes -= taken;
    if (socketHolds == 0 || !m_expected || m_expected->bytes <= 0)
        expect(now);
}

void OutboundBuffer::expect(TimePoint now)
{
    if (waiting() == 0)
        m_largestFrame = 0;
    if (m_socketHolds == 0)
        return m_expected.reset();
    const auto seconds = std::chrono::duration<double>(m_limits.time).count();
    const auto atLeast = std::max<qint64>(1, qint64(double(m_limits.rate) * seconds));
    m_expected = Expected{now, std::min(m_socketHolds, atLeast)};
}

bool OutboundBuffer::stopsReading(bool hasStopped) const
{
    return waiting() > (hasStopped ? m_limits.readingStops / 2 : m_limits.readingStops);
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
    return m_expected ? std::optional(m_expected->since + m_limits.time) : std::nullopt;
}

} // namespace server
