#pragma once

#include <QAccessible>
#include <QAccessibleInterface>
#include <QPersistentModelIndex>
#include <QPointer>

namespace app {

class TimelineView;

// One row of the timeline as screen readers see it: who, when, what, and whether it is sent; with
// the actions of a message that has failed.
class TimelineRowAccessible : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    TimelineRowAccessible(TimelineView *view, const QPersistentModelIndex &index);

    const QPersistentModelIndex &index() const { return m_index; }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QWindow *window() const override;
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    bool hasFailed() const;

    QPointer<TimelineView> m_view;
    QPersistentModelIndex m_index;
};

} // namespace app
