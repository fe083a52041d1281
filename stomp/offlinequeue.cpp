#include "stomp/offlinequeue.h"

#include <utility>

namespace stomp {

Result<void> OfflineQueue::add(Entry entry, QueueLimits limits)
{
    // What the newest version cannot say, none can.
    const Result<QByteArray> encoded =
        encode(entry.frame, Version::V12, Unrepresentable::Refuse, entry.contentLength);
    if (!encoded)
        return encoded.error();
    const qsizetype bytes = encoded->size();
    if (m_entries.size() >= limits.count || bytes > limits.bytes - m_bytes)
        return Error{ErrorCode::QueueFull, "no more can wait for the connection"};
    m_entries.push_back({std::move(entry), bytes});
    m_bytes += bytes;
    return {};
}

std::optional<OfflineQueue::Entry> OfflineQueue::takeFirst()
{
    if (m_entries.empty())
        return std::nullopt;
    Sized first = std::move(m_entries.front());
    m_entries.pop_front();
    m_bytes -= first.bytes;
    return std::move(first.entry);
}

} // namespace stomp
