#include "app/delegates/memberdelegate.h"

#include "app/delegates/avatar.h"
#include "app/models/roles.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStringList>
#include <QStyleOptionViewItem>

namespace app {

MemberDelegate::MemberDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{
}

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(),
        std::max(40, QFontMetrics(m_appearance.fonts.body).height() + Space::Large)};
}

// A ring in the pane's colour parts the dot from the avatar; away is hollow, so colour is not all.
void MemberDelegate::paintPresence(QPainter &painter, const QRect &avatar, bool isAway) const
{
    const Colors &colors = m_appearance.colors;
    const QRectF dot(avatar.right() - 7, avatar.bottom() - 7, 9, 9);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.window);
    painter.drawEllipse(dot.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(isAway ? colors.textMuted : colors.accent, 2));
    painter.setBrush(isAway ? QBrush(Qt::NoBrush) : QBrush(colors.accent));
    painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
}

void MemberDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = m_appearance.colors;
    const bool isAway = index.data(MemberRole::IsAway).toBool();
    const QString name = index.data(MemberRole::Name).toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect tile = option.rect.adjusted(Space::Small, 1, -Space::Small, -1);
    if (option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.hover);
        painter->drawRoundedRect(tile, Space::Radius, Space::Radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 7, 7);
    }
    const QRect inner = tile.adjusted(Space::Small, 0, -Space::Small, 0);
    const QRect avatar(inner.left(), inner.center().y() - 13, 28, 28);
    painter->setOpacity(isAway ? 0.6 : 1.0);
    paintAvatar(*painter, avatar, index.data(MemberRole::Person).toByteArray(), name, m_appearance);
    painter->setOpacity(1.0);
    paintPresence(*painter, avatar, isAway);
    QStringList notes;
    if (index.data(MemberRole::IsSelf).toBool()) {
        notes += tr("you");
    }
    if (index.data(MemberRole::IsGuest).toBool()) {
        notes += tr("guest");
    }
    const QString note = notes.join(QStringLiteral(" · "));
    const QRect words = inner.adjusted(28 + Space::Medium, 0, 0, 0);
    const QFontMetrics metrics(m_appearance.fonts.body);
    const int noteWidth = QFontMetrics(m_appearance.fonts.caption).horizontalAdvance(note);
    const QString shown =
        metrics.elidedText(name, Qt::ElideRight, words.width() - noteWidth - Space::Small);
    const int baseline = words.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 1;
    painter->setFont(m_appearance.fonts.body);
    painter->setPen(isAway ? colors.textMuted : colors.text);
    painter->drawText(QPoint(words.left(), baseline), shown);
    painter->setFont(m_appearance.fonts.caption);
    painter->setPen(colors.textMuted);
    painter->drawText(
        QPoint(words.left() + metrics.horizontalAdvance(shown) + Space::Small, baseline), note);
    painter->restore();
}

} // namespace app
