#include "app/delegates/choicedelegate.h"

#include "app/delegates/avatar.h"
#include "app/delegates/icons.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace app {

static constexpr int leadWidth = 24;

int ChoiceDelegate::rowHeight() const
{
    return std::max(32, QFontMetrics(m_appearance.fonts.body).height() + Space::Small);
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), rowHeight()};
}

void ChoiceDelegate::paintLead(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const QString emoji = index.data(ChoiceRole::Emoji).toString();
    const QString icon = index.data(ChoiceRole::Icon).toString();
    const QByteArray person = index.data(ChoiceRole::Person).toByteArray();
    if (!person.isEmpty()) {
        paintAvatar(painter, rect, person, index.data(Qt::DisplayRole).toString(), m_appearance);
    } else if (!icon.isEmpty()) {
        painter.drawPixmap(rect.topLeft() + QPoint(4, 4),
            iconPixmap(icon, m_appearance.colors.textMuted, leadWidth - 8,
                painter.device()->devicePixelRatioF()));
    } else if (!emoji.isEmpty()) {
        painter.setFont(emojiFont(m_appearance.fonts.title));
        painter.setPen(m_appearance.colors.text);
        painter.drawText(rect.adjusted(-6, -6, 6, 6), Qt::AlignCenter, emoji);
    }
}

void ChoiceDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? m_appearance.colors.active
                                                                : m_appearance.colors.hover);
        painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6);
    }
    QRect lead(0, 0, leadWidth, leadWidth);
    lead.moveCenter(QPoint(0, option.rect.center().y()));
    lead.moveLeft(option.rect.left() + Space::Small + 2);
    paintLead(*painter, lead, index);
    const QRect words = option.rect.adjusted(
        lead.right() + Space::Small - option.rect.left(), 0, -Space::Medium, 0);
    const QString detail = index.data(ChoiceRole::Detail).toString();
    const QFontMetrics small(m_appearance.fonts.caption);
    const QFontMetrics body(m_appearance.fonts.body);
    const QString name =
        body.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, words.width());
    painter->setFont(m_appearance.fonts.body);
    painter->setPen(m_appearance.colors.text);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int free = words.width() - body.horizontalAdvance(name) - Space::Medium;
    if (!detail.isEmpty() && free > 24) {
        painter->setFont(m_appearance.fonts.caption);
        painter->setPen(m_appearance.colors.textMuted);
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter,
            small.elidedText(detail, Qt::ElideRight, free));
    }
    painter->restore();
}

} // namespace app
