#pragma once

#include <QPersistentModelIndex>
#include <QString>

#include <utility>

class QAbstractItemModel;

namespace app {

// A selection of text over messages: two points, each a row and a character in it. The rows are
// persistent, so that messages coming in before or after do not move the selection.
class TimelineSelection {
public:
    struct Point {
        QPersistentModelIndex row;
        int character = 0;

        friend bool operator==(const Point &, const Point &) = default;
    };
    struct Range {
        int start = 0;
        int length = 0;

        friend bool operator==(const Range &, const Range &) = default;
    };

    void start(const Point &point);
    void extendTo(const Point &point) { m_cursor = point; }
    void selectRows(const QModelIndex &anchor, const QModelIndex &cursor);
    void clear();

    bool isEmpty() const;
    const Point &anchor() const { return m_anchor; }
    const Point &cursor() const { return m_cursor; }
    // What of the row is selected.
    Range rangeIn(const QModelIndex &row) const;
    // One message: its selected text. Several: "[14:02] Ann: text" for each, a line apart.
    QString text() const;

private:
    std::pair<Point, Point> ordered() const;

    Point m_anchor;
    Point m_cursor;
};

} // namespace app
