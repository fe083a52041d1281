// Where the rows of TimelineView stand, and how it keeps its place.
#include "app/views/theme.h"
#include "app/views/timelineview.h"

#include <QLabel>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace app {

int TimelineView::measure(int row)
{
    if (!m_heights.isMeasured(row)) {
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = QRect(0, 0, viewport()->width(), 0);
        m_heights.set(row, m_delegate->sizeHint(option, rowIndex(row)).height());
    }
    return m_heights.height(row);
}

void TimelineView::measureUp(int row, int pixels)
{
    for (; row >= 0 && pixels > 0; --row) {
        pixels -= measure(row);
    }
}

void TimelineView::measureDown(int row, int pixels)
{
    for (; row < m_heights.count() && pixels > 0; ++row) {
        pixels -= measure(row);
    }
}

// Rows of a whole screen above and below are measured too, so that what scrolls in next does not
// turn out taller than it was thought to be.
void TimelineView::layOut()
{
    if (m_isLayingOut || !model() || m_heights.count() != model()->rowCount()) {
        return;
    }
    m_isLayingOut = true;
    const int page = std::max(1, viewport()->height());
    if (!m_anchor.row.isValid()) {
        m_sticksToEnd = m_sticksToEnd || m_heights.count() == 0;
    }
    if (m_sticksToEnd) {
        measureUp(m_heights.count() - 1, 2 * page);
    } else {
        measureUp(m_anchor.row.row() - 1, 2 * page);
        measureDown(std::max(0, m_anchor.row.row()), 3 * page);
    }
    updateScrollBar();
    m_isLayingOut = false;
    updatePill();
    if (m_hovered.isValid() && visualRect(m_hovered).top() != m_hoveredTop) {
        stopHovering();
    }
    viewport()->update();
    announceShown();
}

void TimelineView::updateScrollBar()
{
    const int page = viewport()->height();
    const int maximum = std::max(0, m_heights.total() - page);
    const int wanted =
        m_anchor.row.isValid() ? m_heights.top(m_anchor.row.row()) + m_anchor.offset : 0;
    m_sticksToEnd = m_sticksToEnd || wanted >= maximum;
    verticalScrollBar()->setRange(0, maximum);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(m_delegate->metrics().headerHeight);
    verticalScrollBar()->setValue(m_sticksToEnd ? maximum : std::max(0, wanted));
    takeAnchor();
}

void TimelineView::takeAnchor()
{
    const int top = verticalScrollBar()->value();
    const int first = m_heights.rowAt(top);
    int row = first;
    while (row >= 0 && row < m_heights.count() && m_heights.top(row) < top + viewport()->height()
        && MessageRow::kindOf(rowIndex(row)) != TimelineRowKind::Message) {
        ++row;
    }
    row = row < m_heights.count() ? row : first;
    m_anchor.row = rowIndex(row);
    m_anchor.offset = row < 0 ? 0 : top - m_heights.top(row);
}

void TimelineView::scrollContentsBy(int, int)
{
    if (m_isLayingOut) {
        return;
    }
    m_sticksToEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    if (m_sticksToEnd) {
        m_trail.clear();
    }
    stopHovering();
    takeAnchor();
    layOut();
}

void TimelineView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
    layOut();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        m_heights.forgetAll();
    }
    placeLoading();
    layOut();
}

int TimelineView::padding() const
{
    return std::max(0, viewport()->height() - m_heights.total());
}

int TimelineView::verticalOffset() const
{
    return verticalScrollBar()->value() - padding();
}

QRect TimelineView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_heights.count()) {
        return {};
    }
    const int top = m_heights.top(index.row()) - verticalOffset();
    return {0, top, viewport()->width(), m_heights.height(index.row())};
}

QModelIndex TimelineView::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    return y < 0 || y >= m_heights.total() ? QModelIndex() : rowIndex(m_heights.rowAt(y));
}

int TimelineView::lastVisibleRow() const
{
    return m_heights.rowAt(viewport()->height() - 1 + verticalOffset());
}

void TimelineView::scrollTo(const QModelIndex &index, ScrollHint)
{
    const QRect rect = visualRect(index);
    QScrollBar *bar = verticalScrollBar();
    if (rect.top() < 0) {
        bar->setValue(bar->value() + rect.top());
    } else if (rect.bottom() > viewport()->height()) {
        bar->setValue(
            bar->value() + std::min(rect.top(), rect.bottom() + 1 - viewport()->height()));
    }
}

void TimelineView::announceShown()
{
    if (m_heights.count() == 0) {
        return;
    }
    const int first = m_heights.rowAt(verticalOffset());
    const int last = lastVisibleRow();
    if (last != m_shownUpTo) {
        m_shownUpTo = last;
        Q_EMIT shownUpTo(last);
    }
    for (int row = first; row <= last && row < m_heights.count(); ++row) {
        if (MessageRow::kindOf(rowIndex(row)) == TimelineRowKind::Hole) {
            const bool isFromAbove = m_anchor.row.isValid() && m_anchor.row.row() < row;
            Q_EMIT holeShown(rowIndex(row).data(TimelineRole::Seq).toLongLong(), isFromAbove);
        }
    }
    if (verticalScrollBar()->value() < viewport()->height()) {
        Q_EMIT olderWanted();
    }
}

void TimelineView::placeLoading()
{
    m_loading->adjustSize();
    m_loading->move((viewport()->width() - m_loading->width()) / 2, Space::Small);
}

} // namespace app
