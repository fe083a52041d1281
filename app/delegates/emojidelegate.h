#pragma once

#include "app/delegates/appearance.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace app {

// One emoji of a grid.
class EmojiDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int cell = 40;

    using QStyledItemDelegate::QStyledItemDelegate;

    void setAppearance(const Appearance &appearance);
    // Of an emoji that is made of several the font may draw these beside each other.
    bool isOneSign(const QString &emoji) const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {cell, cell};
    }

private:
    QFont font() const;

    Appearance m_appearance;
    mutable QHash<QString, bool> m_oneSigns; // what was measured
};

} // namespace app
