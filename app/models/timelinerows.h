#pragma once

#include "app/client/timelineitem.h"
#include "app/models/roles.h"

#include <QDate>

#include <vector>

namespace app {

// One row of a timeline: an item, or a line that stands above one.
struct TimelineRow {
    TimelineRowKind kind = TimelineRowKind::Message;
    qint64 position = 0; // of its item, or of the item below a line
    TimelineItemPointer item; // null for lines
    QDate day; // of messages and lines; invalid for holes
    bool continuesGroup = false;

    // The same place, whatever may have become of what stands there.
    bool isSamePlace(const TimelineRow &other) const;

    friend bool operator==(const TimelineRow &, const TimelineRow &) = default;
};

// What rows depend on that stands above them.
struct TimelineRowsAbove {
    const TimelineRow *directly = nullptr;
    QDate day; // of the nearest row that has one
};

TimelineRow startRow();
TimelineRow itemRow(const TimelineItemPointer &item);

// The rows of consecutive items with the lines they need. The unread line stands above the item at
// `unreadPosition`.
std::vector<TimelineRow> timelineRows(const std::vector<TimelineItemPointer> &items,
    const TimelineRowsAbove &above, qint64 unreadPosition);

} // namespace app
