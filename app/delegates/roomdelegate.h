#pragma once

#include "app/delegates/appearance.h"

#include <QAbstractItemDelegate>

namespace app {

// Paints a room of the list: its sign, its name, the last word said, what is unread.
class RoomDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    explicit RoomDelegate(QObject *parent = nullptr);

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // "7", "99+"
    static QString badgeText(int unread);

private:
    int paintBadge(QPainter &painter, const QRect &rect, int unread, int mentions) const;

    Appearance m_appearance;
};

} // namespace app
