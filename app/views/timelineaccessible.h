#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QList>
#include <QPersistentModelIndex>

class QPushButton;

namespace app {

class TimelineView;

// Makes what Qt has no accessible form of known to it: the timeline and the live region. May be
// called again.
void installAccessibility();

// The timeline as screen readers see it: a list with an item for each row that is loaded, and the
// buttons that go back and to the end.
class TimelineAccessible : public QAccessibleWidget {
public:
    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

private:
    TimelineView *view() const;
    int rowCount() const;
    QList<QPushButton *> buttons() const;
    QAccessibleInterface *row(int row) const;
    void forgetRemovedRows() const;

    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_rows; // those that were asked for
};

} // namespace app
