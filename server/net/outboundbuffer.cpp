#include "server/net/outboundbuffer.h"

#include "server/net/socketwriting.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace server {

namespace {

constexpr qsizetype keptCapacity = 4 * 1024;
constexpr std::size_t keptPieces = 1024;

} // namespace

OutboundBuffer::OutboundBuffer(SlowReaderLimits limits)
    : m_limits(limits)
{
}

void OutboundBuffer::append(
    QByteArrayView head, QByteArrayView own, const QByteArray &shared, QByteArrayView tail)
{
    if (shared.size() < sharedFrom) {
        copy(head, own, shared);
    } else {
        copy(head, own, {});
        share(shared);
    }
    if (!tail.isEmpty())
        copy(tail, {}, {});
    const qsizetype size = head.size() + own.size() + shared.size() + tail.size();
    count(size, size);
}

void OutboundBuffer::appendShared(const QByteArray &frames, qsizetype largestFrame)
{
    share(frames);
    count(frames.size(), largestFrame);
}

void OutboundBuffer::share(const QByteArray &bytes)
{
    m_pieces.push_back(bytes);
    m_isLastShared = true;
}

void OutboundBuffer::count(qsizetype bytes, qsizetype largestFrame)
{
    m_gathered += bytes;
    m_appended += bytes;
    m_largestFrame = std::max<qint64>(m_largestFrame, largestFrame);
}

// Grows once for all of them.
void OutboundBuffer::copy(QByteArrayView first, QByteArrayView second, QByteArrayView third)
{
    if (m_pieces.empty() || std::exchange(m_isLastShared, false))
        m_pieces.emplace_back();
    QByteArray &bytes = m_pieces.back();
    const qsizetype before = bytes.size();
    bytes.resize(before + first.size() + second.size() + third.size());
    char *place = bytes.data() + before;
    for (const QByteArrayView part : {first, second, third}) {
        if (part.isEmpty())
            continue;
        std::memcpy(place, part.data(), std::size_t(part.size()));
        place += part.size();
    }
}

void OutboundBuffer::drop()
{
    m_appended -= m_gathered;
    clear();
}

void OutboundBuffer::clear()
{
    m_gathered = 0;
    const bool isKept =
        m_pieces.size() == 1 && !m_isLastShared && m_pieces.front().capacity() <= keptCapacity;
    if (isKept)
        m_pieces.front().resize(0);
    else if (m_pieces.capacity() <= keptPieces)
        m_pieces.clear();
    else
        m_pieces = {};
    m_isLastShared = false;
}

void OutboundBuffer::releaseMemory()
{
    if (isEmpty())
        m_pieces = {};
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
