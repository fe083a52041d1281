#pragma once

#include "tests/bench/load/marker.h"

#include <cstdint>
#include <vector>

namespace bench {

// Whether each subscriber got what each publisher sent, once and in order.
class Deliveries {
public:
    Deliveries(int subscribers, int publishers)
        : m_publishers(std::size_t(publishers))
        , m_last(std::size_t(subscribers) * m_publishers)
    {
    }

    void note(int subscriber, const Marker &marker)
    {
        if (marker.publisher >= m_publishers)
            return;
        ++m_count;
        std::uint32_t &last = m_last[std::size_t(subscriber) * m_publishers + marker.publisher];
        if (marker.sequence == last + 1)
            last = marker.sequence;
        else if (marker.sequence <= last)
            ++m_doubled; // or overtaken, and then counted as lost before
        else
            noteGap(last, marker.sequence);
    }

    std::uint64_t count() const { return m_count; }
    std::uint64_t lost() const { return m_lost; }
    std::uint64_t doubled() const { return m_doubled; }

private:
    void noteGap(std::uint32_t &last, std::uint32_t sequence)
    {
        m_lost += sequence - last - 1;
        last = sequence;
    }

    std::size_t m_publishers;
    std::vector<std::uint32_t> m_last;
    std::uint64_t m_count = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_doubled = 0;
};

} // namespace bench
