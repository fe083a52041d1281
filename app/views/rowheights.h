#pragma once

#include <QtGlobal>

#include <vector>

namespace app {

// How tall each row of a long list is and where it stands, while most rows were never measured and
// have a guessed height. Arithmetic alone.
class RowHeights {
public:
    static constexpr int guess = 44;

    void reset(int count);
    void insert(int row, int count);
    void remove(int row, int count);
    void set(int row, int height);
    // The heights stay as guesses, to be measured anew.
    void forget(int row) { m_rows[index(row)].isMeasured = false; }
    void forgetAll();

    int count() const { return static_cast<int>(m_rows.size()); }
    bool isMeasured(int row) const { return m_rows[index(row)].isMeasured; }
    int height(int row) const { return m_rows[index(row)].height; }
    int top(int row) const; // of row count(): the height of all
    int total() const { return top(count()); }
    // The row that covers y; the first or last one when y is outside, -1 without rows.
    int rowAt(int y) const;

private:
    struct Row {
        int height = guess;
        bool isMeasured = false;
    };
    static std::size_t index(int row) { return static_cast<std::size_t>(row); }
    void dirtyFrom(int row);
    void sumUpTo(int row) const;

    std::vector<Row> m_rows;
    mutable std::vector<int> m_tops{0}; // valid up to its size
};

} // namespace app
