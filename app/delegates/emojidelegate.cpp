#include "app/delegates/emojidelegate.h"

#include <QPainter>

namespace app {

void EmojiDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF square = QRectF(option.rect).adjusted(2, 2, -2, -2);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(m_appearance.colors.accent, 2));
        painter->setBrush(m_appearance.colors.accentSoft);
        painter->drawRoundedRect(square, 6, 6);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_appearance.colors.hover);
        painter->drawRoundedRect(square, 6, 6);
    }
    painter->setClipRect(option.rect); // what the font does not join to one sign is wide
    QFont font = emojiFont(m_appearance.fonts.title);
    font.setPixelSize(22);
    painter->setFont(font);
    painter->setPen(m_appearance.colors.text);
    painter->drawText(option.rect.adjusted(-8, -8, 8, 8), Qt::AlignCenter,
        index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace app
