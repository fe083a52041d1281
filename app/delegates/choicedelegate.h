#pragma once

#include "app/delegates/appearance.h"

#include <QStyledItemDelegate>

namespace app {

// Rows of lists that something is chosen from: what leads it, its name, what it is.
namespace ChoiceRole {
enum {
    Detail = Qt::UserRole + 100, // QString, behind the name
    Emoji, // QString, in front
    Icon, // QString, a name of an icon in front
    Person, // QByteArray: an avatar in front
};
}

class ChoiceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    int rowHeight() const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintLead(QPainter &painter, const QRect &rect, const QModelIndex &index) const;

    Appearance m_appearance;
};

} // namespace app
