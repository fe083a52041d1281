#include "app/delegates/emojidelegate.h"

#include <QFontMetricsF>
#include <QPainter>

namespace app {

void EmojiDelegate::setAppearance(const Appearance &appearance)
{
    m_appearance = appearance;
    m_oneSigns.clear();
}

QFont EmojiDelegate::font() const
{
    QFont font = emojiFont(m_appearance.fonts.title);
    font.setPixelSize(22);
    return font;
}

bool EmojiDelegate::isOneSign(const QString &emoji) const
{
    if (emoji.size() <= 2) {
        return true; // made of one
    }
    const auto known = m_oneSigns.constFind(emoji);
    if (known != m_oneSigns.cend()) {
        return *known;
    }
    const QFontMetricsF metrics(font());
    const bool isOne =
        metrics.horizontalAdvance(emoji) < 1.5 * metrics.horizontalAdvance(QStringLiteral("😀"));
    m_oneSigns.insert(emoji, isOne);
    return isOne;
}

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
    painter->setFont(font());
    painter->setPen(m_appearance.colors.text);
    painter->drawText(option.rect.adjusted(-8, -8, 8, 8), Qt::AlignCenter,
        index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace app
