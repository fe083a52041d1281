// How MessageDelegate paints the rows between messages: days, the unread line, holes, the start.
#include "app/delegates/icons.h"
#include "app/delegates/messagedelegate.h"
#include "app/delegates/messagewords.h"

#include <QFontMetrics>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

namespace app {

// The cross at the end of the unread line, relative to its row.
static QRect crossIn(const MessageMetrics &metrics, const QSize &row)
{
    constexpr int side = 20;
    return {row.width() - metrics.margin - side, (row.height() - side) / 2, side, side};
}

MessageDelegate::Hit MessageDelegate::hitTestBand(
    const MessageRow &row, const QSize &size, const QPoint &inRow) const
{
    if (row.kind == TimelineRowKind::Hole) {
        return {Part::Hole, 0, {}, {}};
    }
    if (row.kind == TimelineRowKind::UnreadLine && crossIn(m_metrics, size).contains(inRow)) {
        return {Part::Close, 0, {}, {}};
    }
    const int width = QFontMetrics(m_appearance.fonts.captionStrong)
                          .horizontalAdvance(MessageWords::day(row.sentAt));
    const bool isOnDay = row.kind == TimelineRowKind::DayLine
        && std::abs(inRow.x() - size.width() / 2) <= width / 2 + Space::Medium;
    return {isOnDay ? Part::Day : Part::Nothing, 0, {}, {}};
}

void MessageDelegate::paintRule(QPainter &painter, const QRect &rect, const QString &label,
    const QFont &font, const QColor &line, const QColor &text) const
{
    const int width = QFontMetrics(font).horizontalAdvance(label);
    const int middle = rect.center().y();
    const int left = rect.center().x() - width / 2 - Space::Medium;
    const int right = rect.center().x() + width / 2 + Space::Medium;
    painter.fillRect(QRect(rect.left(), middle, std::max(0, left - rect.left()), 1), line);
    painter.fillRect(QRect(right, middle, std::max(0, rect.right() - right), 1), line);
    painter.setFont(font);
    painter.setPen(text);
    painter.drawText(rect, Qt::AlignCenter, label);
}

void MessageDelegate::paintDayLine(
    QPainter &painter, const QRect &rect, const MessageRow &row) const
{
    const Colors &colors = m_appearance.colors;
    paintRule(painter, rect.adjusted(m_metrics.margin, 0, -m_metrics.margin, 0),
        MessageWords::day(row.sentAt), m_appearance.fonts.captionStrong, colors.line,
        colors.textMuted);
}

void MessageDelegate::paintUnreadLine(
    QPainter &painter, const QRect &rect, const MessageRow &row) const
{
    const Colors &colors = m_appearance.colors;
    const QString words = row.text.isEmpty() ? tr("New messages") : row.text;
    const QRect cross = crossIn(m_metrics, rect.size()).translated(rect.topLeft());
    const int aside = m_metrics.margin + cross.width() + Space::Tiny;
    paintRule(painter, rect.adjusted(aside, 0, -aside, 0), words, m_appearance.fonts.captionStrong,
        colors.accent, colors.accent);
    painter.fillRect(
        QRect(rect.left() + m_metrics.margin, rect.center().y(), aside - m_metrics.margin, 1),
        colors.accent);
    painter.drawPixmap(cross.topLeft() + QPoint(2, 2),
        iconPixmap(QStringLiteral("x"), colors.accent, cross.width() - 4,
            painter.device()->devicePixelRatioF()));
}

void MessageDelegate::paintHole(QPainter &painter, const QRect &rect, const MessageRow &row) const
{
    const QString words = MessageWords::hole(row);
    const QFont &font = m_appearance.fonts.captionStrong;
    const int width = QFontMetrics(font).horizontalAdvance(words) + 2 * Space::Large;
    QRectF pill(0, 0, std::clamp(rect.width() - 2 * m_metrics.margin, 24, std::max(24, width)), 32);
    pill.moveCenter(QRectF(rect).center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_appearance.colors.lineStrong, 1));
    painter.setBrush(m_appearance.colors.raised);
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 16, 16);
    painter.setFont(font);
    painter.setPen(m_appearance.colors.textMuted);
    painter.drawText(pill, Qt::AlignCenter, words);
}

void MessageDelegate::paintSystem(QPainter &painter, const QRect &rect, const MessageRow &row) const
{
    const int left = m_metrics.margin + m_metrics.avatar + m_metrics.gap;
    const QRect place = rect.adjusted(left, 0, -m_metrics.margin, 0);
    painter.setFont(m_appearance.fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_appearance.fonts.caption)
            .elidedText(row.text, Qt::ElideRight, place.width()));
}

void MessageDelegate::paintStart(QPainter &painter, const QRect &rect, const MessageRow &row) const
{
    const QString words = row.text.isEmpty() ? tr("The room begins here") : row.text;
    painter.setFont(m_appearance.fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    painter.drawText(rect, Qt::AlignCenter, words);
}

} // namespace app
