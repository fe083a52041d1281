#include "app/delegates/roomdelegate.h"

#include "app/delegates/icons.h"
#include "app/models/roles.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionViewItem>

namespace app {

RoomDelegate::RoomDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(m_appearance.fonts.body).height()
        + QFontMetrics(m_appearance.fonts.caption).height();
    return {option.rect.width(), std::max(52, lines + Space::Large)};
}

QString RoomDelegate::badgeText(int unread)
{
    return unread > 99 ? QStringLiteral("99+") : QString::number(unread);
}

int RoomDelegate::paintBadge(QPainter &painter, const QRect &rect, int unread, int mentions) const
{
    const int count = mentions > 0 ? mentions : unread;
    if (count <= 0) {
        return 0;
    }
    const Colors &colors = m_appearance.colors;
    const QString words = badgeText(count);
    const QFontMetrics metrics(m_appearance.fonts.captionStrong);
    const int height = std::max(18, metrics.height() + 2);
    const int width = std::max(height, metrics.horizontalAdvance(words) + 10);
    const QRect badge(rect.right() + 1 - width, rect.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mentions > 0 ? colors.accent : colors.textMuted);
    painter.drawRoundedRect(badge, height / 2.0, height / 2.0);
    painter.setPen(mentions > 0 ? colors.onAccent : colors.window);
    painter.setFont(m_appearance.fonts.captionStrong);
    painter.drawText(badge, Qt::AlignCenter, words);
    return width + Space::Small;
}

void RoomDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = m_appearance.colors;
    const Fonts &fonts = m_appearance.fonts;
    const int unread = index.data(RoomRole::Unread).toInt();
    const bool isOpen = index.data(RoomRole::IsOpen).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect tile = option.rect.adjusted(Space::Small, 1, -Space::Small, -1);
    painter->setPen(Qt::NoPen);
    if (isOpen || option.state & QStyle::State_MouseOver) {
        painter->setBrush(isOpen ? colors.active : colors.hover);
        painter->drawRoundedRect(tile, Space::Radius, Space::Radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 7, 7);
    }
    const QRect inner = tile.adjusted(Space::Medium, 0, -Space::Medium, 0);
    const int badge = paintBadge(*painter, inner, unread, index.data(RoomRole::Mentions).toInt());
    const QRect sign(inner.left(), inner.center().y() - 9, 18, 18);
    const QColor strong = isOpen || unread > 0 ? colors.text : colors.textMuted;
    painter->drawPixmap(sign.topLeft(),
        iconPixmap(QStringLiteral("hash"), isOpen ? colors.accent : strong, 18,
            painter->device()->devicePixelRatioF()));
    const QRect words = inner.adjusted(18 + Space::Medium, 0, -badge, 0);
    const QFontMetrics nameMetrics(unread > 0 ? fonts.strong : fonts.body);
    const QFontMetrics lastMetrics(fonts.caption);
    const QString last = index.data(RoomRole::LastText).toString().simplified();
    const int height = nameMetrics.height() + (last.isEmpty() ? 0 : lastMetrics.height());
    const int top = words.center().y() - height / 2;
    painter->setFont(unread > 0 ? fonts.strong : fonts.body);
    painter->setPen(index.data(RoomRole::IsArchived).toBool() ? colors.textMuted : colors.text);
    painter->drawText(QPoint(words.left(), top + nameMetrics.ascent()),
        nameMetrics.elidedText(
            index.data(RoomRole::Name).toString(), Qt::ElideRight, words.width()));
    painter->setFont(fonts.caption);
    painter->setPen(colors.textMuted);
    painter->drawText(QPoint(words.left(), top + nameMetrics.height() + lastMetrics.ascent()),
        lastMetrics.elidedText(last, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace app
