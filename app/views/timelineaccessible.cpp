#include "app/views/timelineaccessible.h"

#include "app/views/elidedlabel.h"
#include "app/views/liveregion.h"
#include "app/views/timelinerowaccessible.h"
#include "app/views/timelineview.h"

#include <QAbstractItemModel>
#include <QPushButton>

namespace app {

static QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    if (auto *view = qobject_cast<TimelineView *>(object)) {
        return new TimelineAccessible(view);
    }
    if (auto *region = qobject_cast<LiveRegion *>(object)) {
        return new QAccessibleWidget(region, QAccessible::StatusBar);
    }
    if (auto *label = qobject_cast<ElidedLabel *>(object)) {
        return new QAccessibleWidget(label, QAccessible::StaticText, label->text());
    }
    return nullptr;
}

void installAccessibility()
{
    QAccessible::installFactory(&makeAccessible);
}

TimelineAccessible::TimelineAccessible(TimelineView *view)
    : QAccessibleWidget(view, QAccessible::List)
{
}

TimelineAccessible::~TimelineAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_rows)) {
        QAccessible::deleteAccessibleInterface(id);
    }
}

TimelineView *TimelineAccessible::view() const
{
    return static_cast<TimelineView *>(widget());
}

int TimelineAccessible::rowCount() const
{
    return view() && view()->model() ? view()->model()->rowCount() : 0;
}

// Those that are seen, in their order on the screen.
QList<QPushButton *> TimelineAccessible::buttons() const
{
    QList<QPushButton *> seen;
    if (const TimelineView *shown = view()) {
        for (QPushButton *button : {shown->backButton(), shown->endButton()}) {
            if (button->isVisible()) {
                seen += button;
            }
        }
    }
    return seen;
}

int TimelineAccessible::childCount() const
{
    return rowCount() + static_cast<int>(buttons().size());
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    if (index < 0 || index >= childCount()) {
        return nullptr;
    }
    return index < rowCount()
        ? row(index)
        : QAccessible::queryAccessibleInterface(buttons().at(index - rowCount()));
}

QAccessibleInterface *TimelineAccessible::row(int row) const
{
    constexpr int spare = 64;
    if (m_rows.size() > rowCount() + spare) {
        forgetRemovedRows();
    }
    const QPersistentModelIndex index(view()->model()->index(row, 0));
    const auto known = m_rows.constFind(index);
    if (known != m_rows.cend()) {
        return QAccessible::accessibleInterface(*known);
    }
    auto *made = new TimelineRowAccessible(view(), index);
    m_rows.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

void TimelineAccessible::forgetRemovedRows() const
{
    for (auto entry = m_rows.begin(); entry != m_rows.end();) {
        if (entry.key().isValid()) {
            ++entry;
        } else {
            QAccessible::deleteAccessibleInterface(entry.value());
            entry = m_rows.erase(entry);
        }
    }
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (const auto *row = dynamic_cast<const TimelineRowAccessible *>(child)) {
        return row->index().row();
    }
    const auto at = child ? buttons().indexOf(qobject_cast<QPushButton *>(child->object())) : -1;
    return at < 0 ? -1 : rowCount() + static_cast<int>(at);
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    const QModelIndex index = view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? row(index.row()) : nullptr;
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    const QModelIndex index = view()->currentIndex();
    return view()->hasFocus() && index.isValid() ? row(index.row()) : nullptr;
}

} // namespace app
