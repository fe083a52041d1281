#include "app/models/timelinerows.h"

#include <QDateTime>

namespace app {

namespace {

constexpr qint64 startPosition = -1;
constexpr qint64 groupLasts = 5 * 60 * 1000; // milliseconds

bool isSaid(const TimelineRow &row)
{
    return row.kind == TimelineRowKind::Message && row.item;
}

// Of the same person, within five minutes, with nothing in between.
bool continues(const TimelineRow *above, const TimelineRow &row)
{
    if (!above || !isSaid(*above) || !isSaid(row) || row.item->isDeleted || above->item->isDeleted)
        return false;
    const chat::Entry &first = above->item->entry;
    const chat::Entry &second = row.item->entry;
    return first.author == second.author && qAbs(second.sentAt - first.sentAt) <= groupLasts;
}

} // namespace

bool TimelineRow::isSamePlace(const TimelineRow &other) const
{
    return kind == other.kind && position == other.position && (item || day == other.day);
}

TimelineRow startRow()
{
    return {TimelineRowKind::Start, startPosition, nullptr, {}, false};
}

TimelineRow itemRow(const TimelineItemPointer &item)
{
    TimelineRow row{TimelineRowKind::Message, item->position, item, {}, false};
    if (item->kind == TimelineItem::Kind::Hole) {
        row.kind = TimelineRowKind::Hole;
        return row;
    }
    if (item->kind == TimelineItem::Kind::RoomChange)
        row.kind = TimelineRowKind::System;
    row.day = QDateTime::fromMSecsSinceEpoch(item->entry.sentAt).date();
    return row;
}

std::vector<TimelineRow> timelineRows(const std::vector<TimelineItemPointer> &items,
    const TimelineRowsAbove &above, qint64 unreadPosition)
{
    std::vector<TimelineRow> rows;
    rows.reserve(items.size() + 2);
    QDate day = above.day;
    for (const TimelineItemPointer &item : items) {
        TimelineRow row = itemRow(item);
        if (row.day.isValid() && row.day != day) {
            day = row.day;
            rows.push_back({TimelineRowKind::DayLine, row.position, nullptr, day, false});
        }
        if (row.position == unreadPosition)
            rows.push_back({TimelineRowKind::UnreadLine, row.position, nullptr, row.day, false});
        row.continuesGroup = continues(rows.empty() ? above.directly : &rows.back(), row);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace app
