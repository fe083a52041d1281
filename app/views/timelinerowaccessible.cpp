#include "app/views/timelinerowaccessible.h"

#include "app/delegates/messagewords.h"
#include "app/views/timelineview.h"

#include <QWindow>

namespace app {

TimelineRowAccessible::TimelineRowAccessible(TimelineView *view, const QPersistentModelIndex &index)
    : m_view(view)
    , m_index(index)
{
}

bool TimelineRowAccessible::isValid() const
{
    return m_view && m_index.isValid();
}

QWindow *TimelineRowAccessible::window() const
{
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *TimelineRowAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_view);
}

QString TimelineRowAccessible::text(QAccessible::Text text) const
{
    if (text != QAccessible::Name || !isValid()) {
        return {};
    }
    const QString told = m_index.data(Qt::AccessibleTextRole).toString();
    return told.isEmpty() ? MessageWords::spoken(MessageRow::from(m_index)) : told;
}

QRect TimelineRowAccessible::rect() const
{
    if (!isValid()) {
        return {};
    }
    const QRect rect = m_view->visualRect(m_index);
    return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

QAccessible::State TimelineRowAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.readOnly = true;
    state.focusable = true;
    state.focused = m_view->hasFocus() && m_view->currentIndex() == m_index;
    const bool isOnScreen = m_view->viewport()->rect().intersects(m_view->visualRect(m_index));
    state.offscreen = !isOnScreen;
    state.invisible = !isOnScreen || !m_view->isVisible();
    return state;
}

bool TimelineRowAccessible::hasFailed() const
{
    return isValid() && MessageRow::from(m_index).state == MessageState::Failed;
}

void *TimelineRowAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface && hasFailed()
        ? static_cast<QAccessibleActionInterface *>(this)
        : nullptr;
}

QStringList TimelineRowAccessible::actionNames() const
{
    QStringList names;
    for (const MessageAction action : messageActions) {
        names += MessageWords::action(action);
    }
    return names;
}

void TimelineRowAccessible::doAction(const QString &name)
{
    for (const MessageAction action : messageActions) {
        if (name == MessageWords::action(action) && isValid()) {
            m_view->act(m_index, action);
            return;
        }
    }
}

} // namespace app
