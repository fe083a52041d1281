#pragma once

#include <QtGlobal>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace app {

// A set of sequence numbers, kept as ranges without overlap.
class SeqSet {
public:
    using Range = std::pair<qint64, qint64>; // first and last

    void insert(qint64 first, qint64 last);
    bool contains(qint64 seq) const;
    bool isEmpty() const { return m_ranges.empty(); }
    std::optional<qint64> first() const;
    std::optional<qint64> last() const;
    // What is missing between `first` and `last`.
    std::vector<Range> holes(qint64 first, qint64 last) const;

private:
    std::map<qint64, qint64> m_ranges; // first number → last number
};

} // namespace app
