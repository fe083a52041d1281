// The mouse of TimelineView: selecting, copying, what is under the pointer.
#include "app/views/hoveractions.h"
#include "app/views/timelineview.h"

#include <QApplication>
#include <QClipboard>
#include <QDate>
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
    stopHovering();
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

// A mark goes after a moment; dragging above or below the view scrolls it, the faster the farther.
void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_markTimer.timerId()) {
        m_markTimer.stop();
        m_found = QModelIndex();
        viewport()->update();
        return;
    }
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
    m_hoveredTop = visualRect(m_hovered).top();
    updateActions();
    switch (hitAt(point).part) {
    case Part::Text:
        viewport()->setCursor(Qt::IBeamCursor);
        break;
    case Part::Link:
    case Part::Code:
    case Part::Action:
    case Part::Hole:
    case Part::Quote:
    case Part::Edited:
    case Part::Close:
    case Part::Day:
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
        stopHovering();
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
    const QByteArray message = index.data(TimelineRole::MessageId).toByteArray();
    switch (hit.part) {
    case Part::Link:
        Q_EMIT linkActivated(hit.url);
        break;
    case Part::Hole:
        Q_EMIT holeShown(index.data(TimelineRole::Seq).toLongLong());
        break;
    case Part::Code:
        copyCode(hit.code);
        break;
    case Part::Action:
        act(index, hit.action);
        break;
    case Part::Quote:
        Q_EMIT originalRequested(message);
        break;
    case Part::Edited:
        Q_EMIT versionsRequested(message);
        break;
    case Part::Close:
        Q_EMIT unreadLineClosed();
        break;
    case Part::Day:
        Q_EMIT dateRequested(index.data(TimelineRole::SentAt).toDate());
        break;
    case Part::Text:
    case Part::Caption:
    case Part::Nothing:
        break;
    }
}

// While rows move under the pointer, nothing is offered for any of them.
void TimelineView::stopHovering()
{
    m_hovered = QModelIndex();
    m_actions->hide();
    viewport()->update();
}

void TimelineView::updateActions()
{
    const MessageRow row = m_hovered.isValid() ? MessageRow::from(m_hovered) : MessageRow{};
    const bool canAct = m_hovered.isValid() && row.kind == TimelineRowKind::Message && row.seq > 0
        && !row.isDeleted && !m_isDragging;
    if (canAct) {
        m_actions->showFor(visualRect(m_hovered), row.continuesGroup, row.isOwn);
    } else {
        m_actions->hide();
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

} // namespace app
