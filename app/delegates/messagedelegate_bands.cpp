// How MessageDelegate paints the rows between messages: days, the unread line, holes, the start.
#include "app/delegates/messagedelegate.h"
#include "app/delegates/messagewords.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace app {

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
    paintRule(painter, rect.adjusted(m_metrics.margin, 0, -m_metrics.margin, 0), words,
        m_appearance.fonts.captionStrong, colors.accent, colors.accent);
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
