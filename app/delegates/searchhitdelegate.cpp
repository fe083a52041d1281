#include "app/delegates/searchhitdelegate.h"

#include "app/delegates/avatar.h"
#include "app/models/roles.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QPoint>
#include <QStyleOptionViewItem>
#include <QTextLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int mostLines = 4;
constexpr int sideSpace = Space::Small + Space::Medium; // of the words, left and right
constexpr int edgeSpace = Space::Small; // above and below them

int rowWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

// Line breaks would cost lines that words need.
QString shownText(const QModelIndex &index)
{
    QString text = index.data(SearchRole::Text).toString();
    return text.replace(u'\n', u' ').replace(u'\r', u' ').replace(u'\t', u' ');
}

} // namespace

SearchHitDelegate::SearchHitDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{
}

QString SearchHitDelegate::when(const QDateTime &sentAt, const QDate &today)
{
    const QLocale locale;
    if (sentAt.date() == today) {
        return locale.toString(sentAt.time(), QLocale::ShortFormat);
    }
    return locale.toString(sentAt.date(), QLocale::ShortFormat);
}

int SearchHitDelegate::headerHeight(const QModelIndex &index) const
{
    const bool hasRoom = !index.data(SearchRole::RoomName).toString().isEmpty();
    return QFontMetrics(m_appearance.fonts.strong).height()
        + (hasRoom ? QFontMetrics(m_appearance.fonts.caption).height() : 0);
}

int SearchHitDelegate::layOut(QTextLayout &layout, const QModelIndex &index, int width) const
{
    QTextCharFormat hit;
    hit.setBackground(m_appearance.colors.warningSoft);
    hit.setForeground(m_appearance.colors.text);
    hit.setFontWeight(QFont::DemiBold);
    QList<QTextLayout::FormatRange> formats;
    for (const QVariant &range : index.data(SearchRole::Hits).toList()) {
        formats.append({range.toPoint().x(), range.toPoint().y(), hit});
    }
    QTextOption breaks;
    breaks.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setFont(m_appearance.fonts.body);
    layout.setTextOption(breaks);
    layout.setFormats(formats);
    layout.beginLayout();
    qreal height = 0;
    for (int i = 0; i < mostLines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    const bool isCut = layout.createLine().isValid();
    layout.endLayout();
    const QTextLine last = layout.lineAt(std::min(layout.lineCount(), mostLines) - 1);
    if (isCut && last.isValid() && last.textLength() > 2) {
        const QString text = layout.text().left(last.textStart() + last.textLength() - 2);
        layout.setText(text.trimmed() + u'…');
        return layOut(layout, index, width);
    }
    return static_cast<int>(height + 0.5);
}

QSize SearchHitDelegate::sizeHint(
    const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = rowWidth(option);
    QTextLayout layout(shownText(index));
    const int text = layOut(layout, index, std::max(40, width - 2 * sideSpace));
    return {width, headerHeight(index) + text + 2 * edgeSpace + 2};
}

void SearchHitDelegate::paintTile(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const QRect tile = option.rect.adjusted(Space::Small, 1, -Space::Small, -1);
    if (option.state & QStyle::State_MouseOver) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_appearance.colors.hover);
        painter.drawRoundedRect(tile, Space::Radius, Space::Radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter.setPen(QPen(m_appearance.colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 7, 7);
    }
}

int SearchHitDelegate::paintHeader(
    QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const Fonts &fonts = m_appearance.fonts;
    const QFontMetrics strong(fonts.strong);
    const QFontMetrics caption(fonts.caption);
    const QString time = when(index.data(SearchRole::SentAt).toDateTime(), QDate::currentDate());
    const int timeWidth = caption.horizontalAdvance(time);
    const int baseline = rect.top() + strong.ascent();
    painter.setFont(fonts.strong);
    painter.setPen(
        identityColor(index.data(SearchRole::AuthorId).toByteArray(), m_appearance.colors.window));
    painter.drawText(QPoint(rect.left(), baseline),
        strong.elidedText(index.data(SearchRole::AuthorName).toString(), Qt::ElideRight,
            rect.width() - timeWidth - Space::Small));
    painter.setFont(fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    painter.drawText(QPoint(rect.right() + 1 - timeWidth, baseline), time);
    const QString room = index.data(SearchRole::RoomName).toString();
    if (room.isEmpty()) {
        return strong.height();
    }
    painter.drawText(QPoint(rect.left(), rect.top() + strong.height() + caption.ascent()),
        caption.elidedText(u'#' + room, Qt::ElideRight, rect.width()));
    return strong.height() + caption.height();
}

void SearchHitDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintTile(*painter, option);
    const QRect words = option.rect.adjusted(sideSpace, edgeSpace + 1, -sideSpace, -edgeSpace);
    const int header = paintHeader(*painter, words, index);
    QTextLayout layout(shownText(index));
    layOut(layout, index, std::max(40, words.width()));
    painter->setPen(m_appearance.colors.text);
    layout.draw(painter, QPointF(words.left(), words.top() + header));
    painter->restore();
}

} // namespace app
