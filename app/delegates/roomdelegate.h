#pragma once

#include "app/delegates/appearance.h"

#include <QAbstractItemDelegate>

namespace app {

// Paints a room of the list: its sign, its name, the last word said or a draft, what is unread and,
// apart from it, how often one is called. Headings of sections, too.
class RoomDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    explicit RoomDelegate(QObject *parent = nullptr);

    void setAppearance(const Appearance &appearance) { m_appearance = appearance; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int roomHeight() const;
    int headerHeight() const;
    // "7", "99+"
    static QString badgeText(int unread);
    // Of a muted room only what calls one is stressed.
    static bool isStressed(const QModelIndex &index);

private:
    void paintHeader(QPainter &painter, const QRect &rect, const QString &name) const;
    void paintTile(QPainter &painter, const QRect &tile, bool isOpen, QStyle::State state) const;
    // Each puts something at the right end and returns what is left of the rectangle.
    QRect paintBadges(QPainter &painter, QRect rect, const QModelIndex &index) const;
    QRect paintBadge(
        QPainter &painter, const QRect &rect, const QString &words, bool isMention) const;
    QRect paintSign(QPainter &painter, const QRect &rect, const QString &icon) const;
    void paintWords(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintSecondLine(
        QPainter &painter, const QPoint &baseline, int width, const QModelIndex &index) const;

    Appearance m_appearance;
};

} // namespace app
