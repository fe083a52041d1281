#include "app/client/seqset.h"

#include <algorithm>
#include <iterator>

namespace app {

void SeqSet::insert(qint64 first, qint64 last)
{
    if (first > last)
        return;
    auto it = m_ranges.upper_bound(first);
    if (it != m_ranges.begin() && std::prev(it)->second >= first - 1)
        --it;
    while (it != m_ranges.end() && it->first <= last + 1) {
        first = std::min(first, it->first);
        last = std::max(last, it->second);
        it = m_ranges.erase(it);
    }
    m_ranges.emplace(first, last);
}

bool SeqSet::contains(qint64 seq) const
{
    const auto it = m_ranges.upper_bound(seq);
    return it != m_ranges.begin() && std::prev(it)->second >= seq;
}

std::optional<qint64> SeqSet::first() const
{
    return isEmpty() ? std::nullopt : std::optional(m_ranges.begin()->first);
}

std::optional<qint64> SeqSet::last() const
{
    return isEmpty() ? std::nullopt : std::optional(m_ranges.rbegin()->second);
}

std::vector<SeqSet::Range> SeqSet::holes(qint64 first, qint64 last) const
{
    std::vector<Range> result;
    qint64 next = first;
    for (const auto &[from, to] : m_ranges) {
        if (to < next)
            continue;
        if (from > last)
            break;
        if (from > next)
            result.emplace_back(next, from - 1);
        next = to + 1;
    }
    if (next <= last)
        result.emplace_back(next, last);
    return result;
}

} // namespace app
