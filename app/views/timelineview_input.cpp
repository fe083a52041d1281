// The mouse and the keyboard of TimelineView: selecting, copying, going from row to row.
#include "app/views/theme.h"
#include "app/views/timelineview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace app {

using Hit = MessageDelegate::Hit;
using Part = MessageDelegate::Part;

Hit TimelineView::hitAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    return index.isValid() ? m_delegate->hitTest(index, visualRect(index), point) : Hit{};
}

TimelineSelection::Point TimelineView::pointAt(const QPoint &point) const
{
    const int row = m_heights.rowAt(point.y() + verticalOffset());
    const QModelIndex index = rowIndex(row);
    if (!index.isValid()) {
        return {};
    }
    return {index, m_delegate->hitTest(index, visualRect(index), point).character};
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_showsCurrent = false;
    m_pressedAt = event->position().toPoint();
    if (event->modifiers() & Qt::ShiftModifier && m_selection.anchor().row.isValid()) {
        extendSelection(m_pressedAt);
    } else {
        m_selection.start(pointAt(m_pressedAt));
    }
    setCurrentIndex(indexAt(m_pressedAt));
    viewport()->update();
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton)) {
        updateHover(point);
        return;
    }
    if (m_isDragging
        || (point - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        m_isDragging = true;
        m_dragTimer.start(30, this);
        extendSelection(point);
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_dragTimer.stop();
    if (!m_isDragging && m_selection.isEmpty()) {
        activate(event->position().toPoint());
    }
    m_isDragging = false;
    updateHover(event->position().toPoint());
    viewport()->update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    selectWord(event->position().toPoint());
}

void TimelineView::selectWord(const QPoint &point)
{
    const TimelineSelection::Point at = pointAt(point);
    const QString text = at.row.data(TimelineRole::Text).toString();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min<qsizetype>(at.character, text.size()));
    const auto start = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    finder.setPosition(std::max<qsizetype>(0, start));
    const auto end = finder.toNextBoundary();
    m_selection.start({at.row, static_cast<int>(std::max<qsizetype>(0, start))});
    m_selection.extendTo({at.row, static_cast<int>(std::max(start, end))});
    viewport()->update();
}

// Dragging above or below the view scrolls it, the faster the farther.
void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer.timerId()) {
        QAbstractItemView::timerEvent(event);
        return;
    }
    const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
    const int above = std::min(0, point.y());
    const int below = std::max(0, point.y() - viewport()->height());
    if (above + below != 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (above + below) / 2);
        extendSelection(point);
    }
}

void TimelineView::extendSelection(const QPoint &point)
{
    m_selection.extendTo(pointAt(point));
    viewport()->update();
}

void TimelineView::updateHover(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    if (m_hovered != index) {
        m_hovered = index;
        viewport()->update();
    }
    switch (hitAt(point).part) {
    case Part::Text:
        viewport()->setCursor(Qt::IBeamCursor);
        break;
    case Part::Link:
    case Part::Code:
    case Part::Action:
    case Part::Hole:
        viewport()->setCursor(Qt::PointingHandCursor);
        break;
    case Part::Caption:
    case Part::Nothing:
        viewport()->unsetCursor();
        break;
    }
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = QModelIndex();
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        showTip(static_cast<QHelpEvent *>(event));
        return true;
    }
    return QAbstractItemView::viewportEvent(event);
}

void TimelineView::activate(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    const Hit hit = hitAt(point);
    if (hit.part == Part::Link) {
        Q_EMIT linkActivated(hit.url);
    } else if (hit.part == Part::Hole) {
        Q_EMIT holeShown(index.data(TimelineRole::Seq).toLongLong());
    } else if (hit.part == Part::Code) {
        copyCode(hit.code);
    } else if (hit.part == Part::Action) {
        act(index, hit.action);
    }
}

void TimelineView::copy() const
{
    const QString text = m_selection.isEmpty() ? currentIndex().data(TimelineRole::Text).toString()
                                               : m_selection.text();
    if (!text.isEmpty()) {
        QApplication::clipboard()->setText(text);
    }
}

void TimelineView::clearSelection()
{
    m_selection.clear();
    viewport()->update();
}

void TimelineView::selectEverything()
{
    if (m_heights.count() > 0) {
        m_selection.selectRows(rowIndex(0), rowIndex(m_heights.count() - 1));
        viewport()->update();
    }
}

int TimelineView::messageFrom(int row, int direction) const
{
    for (; row >= 0 && row < m_heights.count(); row += direction) {
        if (MessageRow::kindOf(rowIndex(row)) == TimelineRowKind::Message) {
            return row;
        }
    }
    return -1;
}

void TimelineView::moveCurrent(int direction, bool extends)
{
    const QModelIndex current = currentIndex();
    const int from = current.isValid() ? current.row() + direction : lastVisibleRow();
    const int row = messageFrom(from, current.isValid() ? direction : -1);
    if (row < 0) {
        return;
    }
    const QModelIndex anchor =
        m_selection.isEmpty() ? current : QModelIndex(m_selection.anchor().row);
    setCurrentIndex(rowIndex(row));
    if (extends && anchor.isValid()) {
        m_selection.selectRows(anchor, rowIndex(row));
    } else {
        m_selection.clear();
    }
    m_showsCurrent = true;
    scrollTo(rowIndex(row));
    tellFocus(row);
    viewport()->update();
}

// A screen reader reads what the keys have reached.
void TimelineView::tellFocus(int row)
{
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

QModelIndex TimelineView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!currentIndex().isValid()) {
        return {}; // focusInEvent() knows better than the first message ever
    }
    const bool isUp = action == MoveUp || action == MovePrevious || action == MovePageUp;
    return rowIndex(messageFrom(currentIndex().row() + (isUp ? -1 : 1), isUp ? -1 : 1));
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    const bool isShift = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectEverything();
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1, isShift);
    } else if (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown) {
        bar->setValue(bar->value() + (event->key() == Qt::Key_PageUp ? -1 : 1) * bar->pageStep());
    } else if (event->key() == Qt::Key_Home) {
        bar->setValue(bar->minimum());
    } else if (event->key() == Qt::Key_End) {
        scrollToEnd();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        showMenu(viewport()->mapToGlobal(visualRect(currentIndex()).center()), currentIndex(), {});
    } else if (event->key() == Qt::Key_Escape && !m_selection.isEmpty()) {
        clearSelection();
    } else {
        event->ignore(); // to the window: shortcuts, Tab
    }
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractItemView::focusInEvent(event);
    const bool isByKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && !currentIndex().isValid()) {
        const int row = messageFrom(lastVisibleRow(), -1);
        setCurrentIndex(rowIndex(row));
    }
    m_showsCurrent = isByKey;
    if (isByKey && currentIndex().isValid()) {
        tellFocus(currentIndex().row());
    }
}

} // namespace app
