#pragma once

#include "stomp/connectoptions.h"
#include "stomp/encoder.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <deque>
#include <optional>

namespace stomp {

// SENDs that wait for a connection, in their order, within limits (S-343).
class OfflineQueue {
public:
    struct Entry {
        Frame frame; // with a `receipt` when one is asked for
        ContentLength contentLength = ContentLength::Write;
    };

    // QueueFull, or NotRepresentable when no version can say it.
    Result<void> add(Entry entry, QueueLimits limits);
    std::optional<Entry> takeFirst();
    bool isEmpty() const { return m_entries.empty(); }

private:
    struct Sized {
        Entry entry;
        qsizetype bytes;
    };

    std::deque<Sized> m_entries;
    qsizetype m_bytes = 0;
};

} // namespace stomp
