#include "app/models/timelinemodel.h"

#include "app/client/chatroom.h"

#include <algorithm>
#include <iterator>
#include <variant>

namespace app {

void TimelineModel::setRoom(ChatRoom *room)
{
    if (room == m_room)
        return;
    if (m_room)
        m_room->disconnect(this);
    m_room = room;
    if (room) {
        connect(room, &ChatRoom::timelineChanged, this, &TimelineModel::applyAll);
        connect(room, &ChatRoom::entryMarkerChanged, this, &TimelineModel::updateUnreadLine);
        connect(room, &QObject::destroyed, this, &TimelineModel::reset);
    }
    reset();
}

ChatRoom *TimelineModel::room() const
{
    return m_room;
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TimelineModel::rowOfSeq(qint64 seq) const
{
    return rowOfItem(seq);
}

int TimelineModel::unreadLineRow() const
{
    const int row = rowOfItem(m_unreadPosition);
    return row > 0 && m_rows[row - 1].kind == TimelineRowKind::UnreadLine ? row - 1 : -1;
}

qint64 TimelineModel::seqAtOrAbove(int row) const
{
    for (int at = std::min(row, rowCount() - 1); at >= 0; --at) {
        const TimelineItemPointer &item = m_rows[at].item;
        // What is missing is not read by being passed, what nobody can load any more is.
        if (item && item->kind == TimelineItem::Kind::Hole)
            return m_room && m_room->timeline().isFillable(*item)
                    && item->holeKind == HoleKind::Missing
                ? item->position - 1
                : item->holeEnd;
        if (item && item->kind != TimelineItem::Kind::Pending)
            return item->position;
    }
    return 0;
}

void TimelineModel::reset()
{
    beginResetModel();
    m_rows.clear();
    m_unreadPosition = wantedUnreadPosition();
    if (m_room) {
        const Timeline &timeline = m_room->timeline();
        if (timeline.reachesStart())
            m_rows.push_back(startRow());
        const std::vector<TimelineRow> rows =
            timelineRows({timeline.items().begin(), timeline.items().end()}, {}, m_unreadPosition);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    }
    endResetModel();
}

void TimelineModel::applyAll(const TimelineChanges &changes)
{
    for (const TimelineChange &change : changes)
        std::visit([this](const auto &content) { apply(content); }, change);
    updateUnreadLine();
    if (const int line = unreadLineRow(); line >= 0) // it tells how many there are
        Q_EMIT dataChanged(index(line), index(line));
}

void TimelineModel::apply(const InsertItems &change)
{
    if (change.items.empty())
        return;
    const int at = lowerBound(change.items.front()->position);
    deriveWithNext(at, at, change.items);
}

void TimelineModel::apply(const RemoveItem &change)
{
    const int row = rowOfItem(change.position);
    if (row >= 0)
        deriveWithNext(firstLineAbove(row), row + 1, {});
}

// In its place also when it has another position now, so that a pending row does not blink.
void TimelineModel::apply(const ReplaceItem &change)
{
    const int row = rowOfItem(change.position);
    if (row < 0)
        return;
    const int first = firstLineAbove(row);
    for (int line = first; line < row; ++line)
        m_rows[line].position = change.item->position;
    TimelineRow replaced = itemRow(change.item);
    replaced.continuesGroup = m_rows[row].continuesGroup;
    this->change(row, replaced);
    deriveWithNext(first, row + 1, {change.item});
}

void TimelineModel::apply(const StartChanged &change)
{
    const bool hasStart = !m_rows.empty() && m_rows.front().kind == TimelineRowKind::Start;
    if (change.reachesStart && !hasStart)
        insertRowsAt(0, {startRow()});
    else if (!change.reachesStart && hasStart)
        removeRowsAt(0, 1);
}

// Above the first message of somebody else behind the entry marker.
qint64 TimelineModel::wantedUnreadPosition() const
{
    if (!m_room || m_room->entryMarker() < 0)
        return -1;
    const auto &items = m_room->timeline().items();
    const auto behind = std::upper_bound(items.begin(), items.end(), m_room->entryMarker(),
        [](qint64 marker, const TimelineItemPointer &item) { return marker < item->position; });
    const auto first = std::find_if(behind, items.end(), [](const TimelineItemPointer &item) {
        return item->kind == TimelineItem::Kind::Message && !item->isOwn;
    });
    return first == items.end() ? -1 : (*first)->position;
}

void TimelineModel::updateUnreadLine()
{
    const qint64 wanted = wantedUnreadPosition();
    if (wanted == m_unreadPosition)
        return;
    const qint64 old = std::exchange(m_unreadPosition, wanted);
    refresh(old);
    refresh(wanted);
}

void TimelineModel::refresh(qint64 position)
{
    const int row = rowOfItem(position);
    if (row >= 0)
        derive(firstLineAbove(row), row + 1, {m_rows[row].item});
}

void TimelineModel::deriveWithNext(int first, int last, std::vector<TimelineItemPointer> items)
{
    // Holes have no day; what stands behind them looks further up.
    bool isDated = false;
    while (last < rowCount() && !isDated) {
        const TimelineRow &row = m_rows[last++];
        if (row.item)
            items.push_back(row.item);
        isDated = row.item && row.day.isValid();
    }
    derive(first, last, items);
}

void TimelineModel::derive(int first, int last, const std::vector<TimelineItemPointer> &items)
{
    std::vector<TimelineRow> rows = timelineRows(items, above(first), m_unreadPosition);
    auto begin = rows.begin();
    auto end = rows.end();
    while (begin != end && first < last && m_rows[first].isSamePlace(*begin))
        change(first++, *begin++);
    while (begin != end && first < last && m_rows[last - 1].isSamePlace(*std::prev(end)))
        change(--last, *--end);
    removeRowsAt(first, last);
    insertRowsAt(first, {begin, end});
}

void TimelineModel::change(int row, const TimelineRow &content)
{
    if (m_rows[row] == content)
        return;
    m_rows[row] = content;
    Q_EMIT dataChanged(index(row), index(row));
}

void TimelineModel::insertRowsAt(int at, std::vector<TimelineRow> rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin() + at, std::make_move_iterator(rows.begin()),
        std::make_move_iterator(rows.end()));
    endInsertRows();
}

void TimelineModel::removeRowsAt(int first, int last)
{
    if (first >= last)
        return;
    beginRemoveRows({}, first, last - 1);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last);
    endRemoveRows();
}

TimelineRowsAbove TimelineModel::above(int row) const
{
    TimelineRowsAbove result;
    if (row > 0)
        result.directly = &m_rows[row - 1];
    for (int at = row - 1; at >= 0 && !result.day.isValid(); --at)
        result.day = m_rows[at].day;
    return result;
}

int TimelineModel::lowerBound(qint64 position) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), position,
        [](const TimelineRow &row, qint64 wanted) { return row.position < wanted; });
    return static_cast<int>(at - m_rows.begin());
}

int TimelineModel::rowOfItem(qint64 position) const
{
    int row = lowerBound(position);
    while (row < rowCount() && m_rows[row].position == position && !m_rows[row].item)
        ++row;
    return row < rowCount() && m_rows[row].position == position ? row : -1;
}

int TimelineModel::firstLineAbove(int row) const
{
    int first = row;
    while (
        first > 0 && !m_rows[first - 1].item && m_rows[first - 1].position == m_rows[row].position)
        --first;
    return first;
}

} // namespace app
