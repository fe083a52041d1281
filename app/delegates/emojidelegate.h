#pragma once

#include "app/delegates/appearance.h"

#include <QStyledItemDelegate>

namespace app {

// One emoji of a grid.
class EmojiDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int cell = 40;

    using QStyledItemDelegate::QStyledItemDelegate;

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {cell, cell};
    }

private:
    Appearance m_appearance;
};

} // namespace app
