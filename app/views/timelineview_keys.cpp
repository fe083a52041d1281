// The keyboard of TimelineView: going from row to row, and what a key does to one.
#include "app/views/timelineview.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace app {

static constexpr Qt::KeyboardModifiers otherKeys = Qt::AltModifier | Qt::MetaModifier;
static constexpr Qt::KeyboardModifiers commandKeys = otherKeys | Qt::ControlModifier;

// The nearest row the keys stop at, from this one on; -1: none.
int TimelineView::stopFrom(int row, int direction) const
{
    for (; row >= 0 && row < m_heights.count(); row += direction) {
        const TimelineRowKind kind = MessageRow::kindOf(rowIndex(row));
        if (kind == TimelineRowKind::Message || kind == TimelineRowKind::Hole
            || kind == TimelineRowKind::System) {
            return row;
        }
    }
    return -1;
}

void TimelineView::moveCurrent(int direction, bool extends)
{
    const QModelIndex current = currentIndex();
    const int from = current.isValid() ? current.row() + direction : lastVisibleRow();
    moveTo(stopFrom(from, current.isValid() ? direction : -1), extends);
}

// As far as the screen is high, but at least to the next row.
void TimelineView::movePage(int direction, bool extends)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid()) {
        moveCurrent(direction, extends);
        return;
    }
    const int page = std::max(1, viewport()->height() - m_heights.height(current.row()));
    const int there = m_heights.rowAt(m_heights.top(current.row()) + direction * page);
    int row = stopFrom(there, -direction);
    if (row < 0 || (row - current.row()) * direction <= 0) {
        row = stopFrom(current.row() + direction, direction);
    }
    moveTo(row, extends);
}

void TimelineView::moveTo(int row, bool extends)
{
    if (row < 0) {
        return;
    }
    const QModelIndex current = currentIndex();
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
    return rowIndex(stopFrom(currentIndex().row() + (isUp ? -1 : 1), isUp ? -1 : 1));
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectEverything();
    } else if (event->key() == Qt::Key_Left && event->modifiers() == Qt::AltModifier) {
        goBack();
    } else if (event->key() == Qt::Key_Escape && !m_selection.isEmpty()) {
        clearSelection();
    } else if (event->key() == Qt::Key_Escape && hasCursor()) {
        Q_EMIT leaveRequested();
    } else if (!moveByKey(*event) && !actByKey(*event)) {
        event->ignore(); // to the window: shortcuts, Tab
    }
}

bool TimelineView::moveByKey(const QKeyEvent &event)
{
    const bool extends = event.modifiers() & Qt::ShiftModifier;
    const bool isEnd = event.key() == Qt::Key_Home || event.key() == Qt::Key_End;
    if (event.modifiers() & (isEnd ? otherKeys : commandKeys)) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        moveCurrent(event.key() == Qt::Key_Up ? -1 : 1, extends);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        movePage(event.key() == Qt::Key_PageUp ? -1 : 1, extends);
        return true;
    case Qt::Key_Home:
        verticalScrollBar()->setValue(verticalScrollBar()->minimum());
        moveTo(stopFrom(0, 1), extends);
        return true;
    case Qt::Key_End:
        scrollToEnd();
        moveTo(stopFrom(m_heights.count() - 1, -1), extends);
        return true;
    default:
        return false;
    }
}

// Letters are commands while a row has the keys, and go to the composer otherwise.
bool TimelineView::actByKey(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        openByKey();
        return true;
    }
    if (event.key() == Qt::Key_F10 && event.modifiers() == Qt::ShiftModifier) {
        showMenuOfCurrent();
        return true;
    }
    if (!hasCursor() || event.modifiers() & commandKeys) {
        return false;
    }
    const MessageRow row = MessageRow::from(currentIndex());
    if (row.kind == TimelineRowKind::Message && row.state == MessageState::Failed) {
        return actOnFailed(event.key());
    }
    const bool isMessage = row.kind == TimelineRowKind::Message && row.seq > 0 && !row.isDeleted;
    const bool isPrinted = !event.text().isEmpty() && event.text().at(0).isPrint();
    if (event.key() == Qt::Key_C) {
        copy();
    } else if (isMessage && event.key() == Qt::Key_R) {
        Q_EMIT replyRequested(row.messageId);
    } else if (isMessage && event.key() == Qt::Key_E && row.isOwn) {
        Q_EMIT changeRequested(row.messageId);
    } else if (isMessage && (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal)) {
        const QRect rect = visualRect(currentIndex()) & viewport()->rect();
        Q_EMIT reactionWanted(row.messageId, viewport()->mapToGlobal(rect.center()));
    } else if (isMessage && event.key() == Qt::Key_Delete && (row.isOwn || m_isModerator)) {
        Q_EMIT deleteRequested(row.messageId);
    } else {
        return isPrinted;
    }
    return true;
}

bool TimelineView::actOnFailed(int key)
{
    if (key == Qt::Key_E) {
        act(currentIndex(), MessageAction::Edit);
    } else if (key == Qt::Key_Delete) {
        act(currentIndex(), MessageAction::Discard);
    } else if (key == Qt::Key_C) {
        copy();
    } else {
        return false;
    }
    return true;
}

// Enter: what a message answers, what is missing, or else what can be done.
void TimelineView::openByKey()
{
    const QModelIndex index = currentIndex();
    const MessageRow row = index.isValid() ? MessageRow::from(index) : MessageRow{};
    if (index.isValid() && row.kind == TimelineRowKind::Hole) {
        Q_EMIT holeShown(row.seq);
    } else if (row.isReply && row.state != MessageState::Failed) {
        Q_EMIT originalRequested(row.messageId);
    } else {
        showMenuOfCurrent();
    }
}

void TimelineView::showMenuOfCurrent()
{
    const QRect rect = visualRect(currentIndex()) & viewport()->rect();
    showMenu(viewport()->mapToGlobal(rect.center()), currentIndex(), {});
}

// Coming back from a menu, a picker or another window changes nothing.
void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractItemView::focusInEvent(event);
    const bool isByKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && !currentIndex().isValid()) {
        setCurrentIndex(rowIndex(stopFrom(lastVisibleRow(), -1)));
    }
    if (isByKey || event->reason() == Qt::MouseFocusReason) {
        m_showsCurrent = isByKey;
    }
    if (isByKey && currentIndex().isValid()) {
        tellFocus(currentIndex().row());
    }
}

} // namespace app
