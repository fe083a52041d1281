#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace bench {

// Counts durations in nanoseconds, each exact to 3 %.
class Histogram {
public:
    void add(std::uint64_t nanoseconds)
    {
        ++m_counts[indexOf(nanoseconds)];
        ++m_total;
        m_largest = std::max(m_largest, nanoseconds);
    }

    // The duration that this share (0 to 1) of all does not exceed.
    double quantile(double share) const
    {
        const auto wanted = std::uint64_t(std::ceil(share * double(m_total)));
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            count += m_counts[i];
            if (count >= wanted && count > 0)
                return double(std::min(topOf(i), m_largest));
        }
        return double(m_largest);
    }

    std::uint64_t total() const { return m_total; }
    std::uint64_t largest() const { return m_largest; }

private:
    static constexpr unsigned stepBits = 5; // steps between two powers of two

    static std::size_t indexOf(std::uint64_t value)
    {
        const unsigned width = unsigned(std::bit_width(value));
        const unsigned shift = width > stepBits + 1 ? width - stepBits - 1 : 0;
        return (std::size_t(shift) << stepBits) + std::size_t(value >> shift);
    }
    static std::uint64_t topOf(std::size_t index)
    {
        const std::size_t steps = std::size_t(1) << stepBits;
        if (index < 2 * steps)
            return index;
        const auto shift = unsigned(index / steps - 1);
        return ((std::uint64_t(index % steps + steps) + 1) << shift) - 1;
    }

    std::array<std::uint64_t, (64 << stepBits)> m_counts{};
    std::uint64_t m_total = 0;
    std::uint64_t m_largest = 0;
};

} // namespace bench
