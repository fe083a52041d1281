#include "server/broker/queues.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

// What becomes of messages that nobody has taken for good: back-off, expiry, dead letters.
namespace server {

// A delay is a span of time: a clock that is set back does not prolong it. What expires does so by
// the clock.
void Queues::setNow(qint64 nowMs)
{
    const qint64 back = std::exchange(m_nowMs, nowMs) - nowMs;
    if (back <= 0)
        return;
    for (auto &[destination, queue] : m_queues) {
        for (QueuedMessage &message : queue.delayed) {
            message.notBefore -= back;
            wakeAt(queue, destination, message.notBefore);
        }
    }
}

std::optional<qint64> Queues::nextWake() const
{
    return m_wakes.empty() ? std::nullopt : std::optional(m_wakes.begin()->first);
}

// Memory is freed a little later than messages expire, many at once; nobody gets one meanwhile.
void Queues::wakeFor(const QueuedMessage &message)
{
    constexpr qint64 grain = 1000;
    if (message.expiresAt == 0)
        return;
    const qint64 time = message.expiresAt > std::numeric_limits<qint64>::max() - grain
        ? message.expiresAt
        : (message.expiresAt / grain + 1) * grain;
    const QByteArray &destination = message.message.destination;
    wakeAt(m_queues[destination], destination, time);
}

void Queues::wakeAt(Queue &queue, const QByteArray &destination, qint64 time)
{
    if (queue.wake != 0 && queue.wake <= time)
        return;
    m_wakes.erase({queue.wake, destination});
    m_wakes.emplace(time, destination);
    queue.wake = time;
}

void Queues::wake()
{
    while (!m_wakes.empty() && m_wakes.begin()->first <= m_nowMs) {
        const QByteArray destination = m_wakes.begin()->second;
        m_wakes.erase(m_wakes.begin());
        release(destination, m_queues[destination]);
        dispatch(destination);
    }
}

// After the first time at once: the fault may have been the consumer's (S-175).
qint64 Queues::backOff(int deliveries) const
{
    qint64 delay = deliveries < 2 ? 0 : m_options.redeliveryDelay;
    for (int i = 2; i < deliveries && delay < m_options.longestRedeliveryDelay; ++i)
        delay *= 2;
    return std::min(delay, m_options.longestRedeliveryDelay);
}

void Queues::giveBack(Queue &queue, QueuedMessage message)
{
    const qint64 delay = backOff(message.deliveries);
    if (delay == 0) {
        putBack(queue, std::move(message));
        return;
    }
    message.notBefore = m_nowMs + delay;
    wakeAt(queue, message.message.destination, message.notBefore);
    queue.delayed.push_back(std::move(message));
}

// To its old place, before everything that was sent after it (S-174, S-178).
void Queues::putBack(Queue &queue, QueuedMessage message)
{
    wakeFor(message);
    const auto place = std::upper_bound(queue.waiting.begin(), queue.waiting.end(), message.order,
        [](quint64 order, const QueuedMessage &other) { return order < other.order; });
    queue.waiting.insert(place, std::move(message));
}

void Queues::release(const QByteArray &destination, Queue &queue)
{
    queue.wake = 0;
    const auto due = std::stable_partition(queue.delayed.begin(), queue.delayed.end(),
        [this](const QueuedMessage &message) { return message.notBefore > m_nowMs; });
    std::vector<QueuedMessage> released(
        std::make_move_iterator(due), std::make_move_iterator(queue.delayed.end()));
    queue.delayed.erase(due, queue.delayed.end());
    for (QueuedMessage &message : released)
        putBack(queue, std::move(message));
    dropExpired(queue.waiting);
    for (const QueuedMessage &message : queue.delayed)
        wakeAt(queue, destination, message.notBefore);
    for (const QueuedMessage &message : queue.waiting)
        wakeFor(message);
}

void Queues::dropExpired(std::deque<QueuedMessage> &waiting)
{
    std::erase_if(waiting, [this](const QueuedMessage &message) {
        if (!message.isExpired(m_nowMs))
            return false;
        forget(message);
        return true;
    });
}

void Queues::forget(const QueuedMessage &expired)
{
    m_bytes -= expired.size();
    ++m_statistics.expired;
}

// A full queue loses its oldest messages that wait, unless it refuses new ones (S-309).
void Queues::makeRoom(const QByteArray &destination)
{
    Queue &queue = m_queues[destination];
    const bool isDeadLetters = destination == deadLetterQueue;
    const auto isFull = [&] {
        return queue.messages() > static_cast<std::size_t>(m_options.queueMessages)
            || m_bytes > m_options.queueBytes;
    };
    if (m_options.queueOverflow == QueueOverflow::Reject || isDeadLetters)
        return;
    while (isFull() && !queue.waiting.empty()) {
        QueuedMessage oldest = std::move(queue.waiting.front());
        queue.waiting.pop_front();
        if (m_options.queueOverflow == QueueOverflow::DeadLetter) {
            bury(std::move(oldest), "overflow");
        } else {
            m_bytes -= oldest.size();
            ++m_statistics.discarded;
        }
    }
}

// Dead letters do not die again, do not expire, and are bounded: the oldest make room.
void Queues::bury(QueuedMessage message, const char *reason)
{
    m_bytes -= message.size();
    const QByteArray &from = message.message.destination;
    if (from == deadLetterQueue || isTemporary(from) || m_options.deadLetters == 0) {
        ++m_statistics.discarded;
        return;
    }
    Publish letter = std::move(message.message);
    letter.headers.remove("expires");
    letter.headers.remove("ttl");
    letter.headers.set("original-destination", letter.destination);
    letter.headers.set("x-death-reason", reason);
    letter.destination = deadLetterQueue;
    letter.sender.reset();
    const auto isFull = [&](const Queue &queue) {
        return static_cast<int>(queue.waiting.size()) >= m_options.deadLetters
            || m_bytes + letter.body.size() > m_options.queueBytes;
    };
    std::deque<QueuedMessage> &letters = queueOf(deadLetterQueue, SessionId()).waiting;
    while (!letters.empty() && isFull(m_queues[deadLetterQueue])) {
        m_bytes -= letters.front().size();
        letters.pop_front();
        ++m_statistics.discarded;
    }
    ++m_statistics.deadLetters;
    send(std::move(letter));
}

} // namespace server
