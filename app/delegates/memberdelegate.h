#pragma once

#include "app/delegates/appearance.h"

#include <QAbstractItemDelegate>

namespace app {

// Paints a person of the room: avatar, name, whether they are away, a guest, or oneself.
class MemberDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    explicit MemberDelegate(QObject *parent = nullptr);

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintPresence(QPainter &painter, const QRect &avatar, bool isAway) const;

    Appearance m_appearance;
};

} // namespace app
