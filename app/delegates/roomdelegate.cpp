#include "app/delegates/roomdelegate.h"

#include "app/delegates/icons.h"
#include "app/models/roles.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionViewItem>

#include <algorithm>

namespace app {

static constexpr int normalHeight = 48;
static constexpr int denseHeight = 32;
static constexpr int badgeHeight = 18;
static constexpr int usualSign = 18;
static constexpr int usualSmallSign = 14;

RoomDelegate::RoomDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{
}

int RoomDelegate::roomHeight() const
{
    const int name = QFontMetrics(m_appearance.fonts.body).height();
    const int second = QFontMetrics(m_appearance.fonts.caption).height();
    return m_appearance.isDense ? std::max(denseHeight, name + Space::Small)
                                : std::max(normalHeight, name + second + Space::Small);
}

int RoomDelegate::headerHeight() const
{
    return QFontMetrics(m_appearance.fonts.captionStrong).height() + Space::Medium;
}

static RoomRowKind kindOf(const QModelIndex &index)
{
    return index.data(RoomRole::Kind).value<RoomRowKind>();
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {
        option.rect.width(), kindOf(index) == RoomRowKind::Header ? headerHeight() : roomHeight()};
}

QString RoomDelegate::badgeText(int unread)
{
    return unread > 99 ? QStringLiteral("99+") : QString::number(unread);
}

bool RoomDelegate::isStressed(const QModelIndex &index)
{
    return index.data(RoomRole::Mentions).toInt() > 0
        || (index.data(RoomRole::Unread).toInt() > 0 && !index.data(RoomRole::IsMuted).toBool());
}

QRect RoomDelegate::paintBadge(
    QPainter &painter, const QRect &rect, const QString &words, bool isMention) const
{
    const Colors &colors = m_appearance.colors;
    const QFontMetrics metrics(m_appearance.fonts.captionStrong);
    const int height = std::max(badgeHeight, metrics.height() + 2);
    const int width = std::max(height, metrics.horizontalAdvance(words) + 10);
    const QRect badge(rect.right() + 1 - width, rect.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isMention ? colors.accent : colors.textMuted);
    painter.drawRoundedRect(badge, height / 2.0, height / 2.0);
    painter.setPen(isMention ? colors.onAccent : colors.window);
    painter.setFont(m_appearance.fonts.captionStrong);
    painter.drawText(badge, Qt::AlignCenter, words);
    return rect.adjusted(0, 0, -width - Space::Tiny, 0);
}

QRect RoomDelegate::paintSign(QPainter &painter, const QRect &rect, const QString &icon) const
{
    const int smallSign = m_appearance.scaled(usualSmallSign);
    painter.drawPixmap(QPoint(rect.right() + 1 - smallSign, rect.center().y() - smallSign / 2),
        iconPixmap(
            icon, m_appearance.colors.textMuted, smallSign, painter.device()->devicePixelRatioF()));
    return rect.adjusted(0, 0, -smallSign - Space::Tiny, 0);
}

QRect RoomDelegate::paintBadges(QPainter &painter, QRect rect, const QModelIndex &index) const
{
    const int whole = rect.width();
    const int mentions = index.data(RoomRole::Mentions).toInt();
    const int unread = index.data(RoomRole::Unread).toInt();
    const bool isMuted = index.data(RoomRole::IsMuted).toBool();
    if (mentions > 0) {
        rect = paintBadge(painter, rect, u'@' + badgeText(mentions), true);
    }
    if (unread > 0 && !isMuted) {
        rect = paintBadge(painter, rect, badgeText(unread), false);
    }
    if (isMuted) {
        rect = paintSign(painter, rect, QStringLiteral("bell-off"));
    }
    if (m_appearance.isDense && !index.data(RoomRole::Draft).toString().isEmpty()) {
        rect = paintSign(painter, rect, QStringLiteral("pencil"));
    }
    return rect.width() < whole ? rect.adjusted(0, 0, -Space::Tiny, 0) : rect;
}

void RoomDelegate::paintTile(
    QPainter &painter, const QRect &tile, bool isOpen, QStyle::State state) const
{
    const Colors &colors = m_appearance.colors;
    if (isOpen || state & QStyle::State_MouseOver) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isOpen ? colors.active : colors.hover);
        painter.drawRoundedRect(tile, Space::Radius, Space::Radius);
    }
    if (state & QStyle::State_HasFocus) {
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 7, 7);
    }
}

void RoomDelegate::paintHeader(QPainter &painter, const QRect &rect, const QString &name) const
{
    const QFontMetrics metrics(m_appearance.fonts.captionStrong);
    const QRect words = rect.adjusted(Space::Large + Space::Tiny, 0, -Space::Large, -Space::Tiny);
    painter.setPen(m_appearance.colors.textMuted);
    painter.setFont(m_appearance.fonts.captionStrong);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
        metrics.elidedText(name, Qt::ElideRight, words.width()));
}

// A draft in the place of the last word: it waits for the person, not for the others.
void RoomDelegate::paintSecondLine(
    QPainter &painter, const QPoint &baseline, int width, const QModelIndex &index) const
{
    const QFontMetrics metrics(m_appearance.fonts.caption);
    const QString draft = index.data(RoomRole::Draft).toString().simplified();
    QPoint place = baseline;
    painter.setFont(m_appearance.fonts.caption);
    if (!draft.isEmpty()) {
        const QString label = tr("Draft:") + u' ';
        painter.setPen(m_appearance.colors.accent);
        painter.drawText(place, label);
        place.rx() += metrics.horizontalAdvance(label);
        width -= metrics.horizontalAdvance(label);
    }
    const QString text =
        draft.isEmpty() ? index.data(RoomRole::LastText).toString().simplified() : draft;
    painter.setPen(m_appearance.colors.textMuted);
    painter.drawText(place, metrics.elidedText(text, Qt::ElideRight, width));
}

void RoomDelegate::paintWords(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const Fonts &fonts = m_appearance.fonts;
    const bool isStrong = isStressed(index);
    const bool isQuiet = index.data(RoomRole::IsArchived).toBool()
        || (index.data(RoomRole::IsMuted).toBool() && !isStrong);
    const bool hasSecond = !m_appearance.isDense
        && !(index.data(RoomRole::LastText).toString().isEmpty()
            && index.data(RoomRole::Draft).toString().isEmpty());
    const QFontMetrics name(isStrong ? fonts.strong : fonts.body);
    const QFontMetrics second(fonts.caption);
    const int height = name.height() + (hasSecond ? second.height() : 0);
    const int top = rect.center().y() + 1 - height / 2;
    painter.setFont(isStrong ? fonts.strong : fonts.body);
    painter.setPen(isQuiet ? m_appearance.colors.textMuted : m_appearance.colors.text);
    painter.drawText(QPoint(rect.left(), top + name.ascent()),
        name.elidedText(index.data(RoomRole::Name).toString(), Qt::ElideRight, rect.width()));
    if (hasSecond) {
        paintSecondLine(painter, QPoint(rect.left(), top + name.height() + second.ascent()),
            rect.width(), index);
    }
}

void RoomDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RoomRowKind kind = kindOf(index);
    if (kind == RoomRowKind::Gone) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kind == RoomRowKind::Header) {
        paintHeader(*painter, option.rect, index.data(RoomRole::Name).toString());
        painter->restore();
        return;
    }
    const Colors &colors = m_appearance.colors;
    const bool isOpen = index.data(RoomRole::IsOpen).toBool();
    const int sign = m_appearance.scaled(usualSign);
    const QRect tile = option.rect.adjusted(Space::Small, 1, -Space::Small, -1);
    paintTile(*painter, tile, isOpen, option.state);
    const QRect inner = tile.adjusted(Space::Medium, 0, -Space::Medium, 0);
    const QRect left = paintBadges(*painter, inner, index);
    const QColor plain = isStressed(index) ? colors.text : colors.textMuted;
    painter->drawPixmap(QPoint(inner.left(), inner.center().y() + 1 - sign / 2),
        iconPixmap(QStringLiteral("hash"), isOpen ? colors.accent : plain, sign,
            painter->device()->devicePixelRatioF()));
    paintWords(*painter, left.adjusted(sign + Space::Medium, 0, 0, 0), index);
    painter->restore();
}

} // namespace app
