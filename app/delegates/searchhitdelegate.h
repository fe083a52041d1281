#pragma once

#include "app/delegates/appearance.h"

#include <QAbstractItemDelegate>

class QTextLayout;

namespace app {

// Paints a message that was found: who, when, in which room, and the words around the hit.
class SearchHitDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    explicit SearchHitDelegate(QObject *parent = nullptr);

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // "14:02" of today, else with the day, the year when it is another one.
    static QString when(const QDateTime &sentAt, const QDate &today);

private:
    int paintHeader(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintTile(QPainter &painter, const QStyleOptionViewItem &option) const;
    // The height of what it has.
    int layOut(QTextLayout &layout, const QModelIndex &index, int width) const;
    int headerHeight(const QModelIndex &index) const;

    Appearance m_appearance;
};

} // namespace app
