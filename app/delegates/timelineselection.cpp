#include "app/delegates/timelineselection.h"

#include "app/delegates/messagerow.h"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace app {

static bool isMessage(const QModelIndex &row)
{
    return MessageRow::kindOf(row) == TimelineRowKind::Message;
}

static int textLength(const QModelIndex &row)
{
    return isMessage(row) ? static_cast<int>(row.data(TimelineRole::Text).toString().size()) : 0;
}

void TimelineSelection::start(const Point &point)
{
    m_anchor = point;
    m_cursor = point;
}

void TimelineSelection::selectRows(const QModelIndex &anchor, const QModelIndex &cursor)
{
    const bool isDown = anchor.row() <= cursor.row();
    m_anchor = {anchor, isDown ? 0 : textLength(anchor)};
    m_cursor = {cursor, isDown ? textLength(cursor) : 0};
}

void TimelineSelection::clear()
{
    m_anchor = {};
    m_cursor = {};
}

bool TimelineSelection::isEmpty() const
{
    return !m_anchor.row.isValid() || !m_cursor.row.isValid() || m_anchor == m_cursor;
}

std::pair<TimelineSelection::Point, TimelineSelection::Point> TimelineSelection::ordered() const
{
    const auto place = [](const Point &point) {
        return std::pair(point.row.row(), point.character);
    };
    return place(m_cursor) < place(m_anchor) ? std::pair(m_cursor, m_anchor)
                                             : std::pair(m_anchor, m_cursor);
}

TimelineSelection::Range TimelineSelection::rangeIn(const QModelIndex &row) const
{
    if (isEmpty()) {
        return {};
    }
    const auto [first, last] = ordered();
    if (row.row() < first.row.row() || row.row() > last.row.row()) {
        return {};
    }
    const int length = textLength(row);
    const int from = row.row() == first.row.row() ? std::min(first.character, length) : 0;
    const int to = row.row() == last.row.row() ? std::min(last.character, length) : length;
    return {from, std::max(0, to - from)};
}

QString TimelineSelection::text() const
{
    if (isEmpty()) {
        return {};
    }
    const auto [first, last] = ordered();
    QStringList fragments;
    QStringList lines;
    for (int i = first.row.row(); i <= last.row.row(); ++i) {
        const QModelIndex row = first.row.model()->index(i, 0);
        const Range range = rangeIn(row);
        if (range.length > 0) {
            fragments += row.data(TimelineRole::Text).toString().mid(range.start, range.length);
            const QDateTime sentAt = row.data(TimelineRole::SentAt).toDateTime();
            lines += QStringLiteral("[%1] %2: %3")
                         .arg(sentAt.toString(QStringLiteral("HH:mm")),
                             row.data(TimelineRole::AuthorName).toString(), fragments.last());
        }
    }
    return fragments.size() == 1 ? fragments.first() : lines.join(u'\n');
}

} // namespace app
