#include "app/views/rowheights.h"

#include <algorithm>

namespace app {

void RowHeights::reset(int count)
{
    m_rows.assign(index(count), {});
    dirtyFrom(0);
}

void RowHeights::insert(int row, int count)
{
    m_rows.insert(m_rows.begin() + row, index(count), Row{});
    dirtyFrom(row);
}

void RowHeights::remove(int row, int count)
{
    m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + count);
    dirtyFrom(row);
}

void RowHeights::set(int row, int height)
{
    Row &known = m_rows[index(row)];
    known.isMeasured = true;
    if (known.height != height) {
        known.height = height;
        dirtyFrom(row);
    }
}

void RowHeights::forgetAll()
{
    for (Row &row : m_rows) {
        row.isMeasured = false;
    }
}

void RowHeights::dirtyFrom(int row)
{
    m_tops.resize(std::min(m_tops.size(), index(row) + 1));
}

void RowHeights::sumUpTo(int row) const
{
    m_tops.reserve(m_rows.size() + 1);
    while (m_tops.size() <= index(row)) {
        m_tops.push_back(m_tops.back() + m_rows[m_tops.size() - 1].height);
    }
}

int RowHeights::top(int row) const
{
    sumUpTo(row);
    return m_tops[index(row)];
}

int RowHeights::rowAt(int y) const
{
    if (m_rows.empty()) {
        return -1;
    }
    sumUpTo(count());
    const auto above = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::clamp(static_cast<int>(above - m_tops.begin()) - 1, 0, count() - 1);
}

} // namespace app
