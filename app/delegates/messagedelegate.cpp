#include "app/delegates/messagedelegate.h"

#include "app/delegates/avatar.h"
#include "app/delegates/icons.h"
#include "app/delegates/messagewords.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionViewItem>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace app {

MessageDelegate::MessageDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{
}

void MessageDelegate::setAppearance(const Appearance &appearance)
{
    m_appearance = appearance;
    m_texts.clear();
    const int body = QFontMetrics(appearance.fonts.strong).height();
    const int caption = QFontMetrics(appearance.fonts.caption).height();
    m_metrics.headerHeight = body + 1;
    m_metrics.captionHeight = caption + 2;
    m_metrics.actionHeight = caption + Space::Small;
    m_metrics.systemHeight = caption + Space::Medium;
    m_metrics.unreadLineHeight = std::max(28, caption + Space::Small);
}

void MessageDelegate::setNames(const KnownNames &names)
{
    if (m_names != names) {
        m_names = names;
        m_texts.clear();
    }
}

const MessageText &MessageDelegate::textOf(const MessageRow &row, int rowWidth) const
{
    // A pending message and its confirmed form share the id, so the key stays right.
    const QByteArray key = row.messageId.isEmpty() ? QByteArray::number(row.seq) : row.messageId;
    return m_texts.text(
        key, row.text, MessageLayout::textWidth(m_metrics, rowWidth), m_appearance, m_names);
}

int MessageDelegate::actionWidth(MessageAction action) const
{
    return QFontMetrics(m_appearance.fonts.captionStrong)
               .horizontalAdvance(MessageWords::action(action))
        + 2 * Space::Small;
}

MessageLayout MessageDelegate::layoutOf(const MessageRow &row, int rowWidth) const
{
    MessageContent content{row.kind, false, MessageState::Sent, QSize(), 0, {}, false, false};
    if (row.kind == TimelineRowKind::Message) {
        const MessageText &text = textOf(row, rowWidth);
        content = {row.kind, row.continuesGroup, row.state, text.size(), text.lastLineWidth(), {},
            row.isReply, row.isEdited || row.isPinned || !row.reactions.isEmpty()};
    }
    if (content.state == MessageState::Failed) {
        std::transform(messageActions.begin(), messageActions.end(), content.actionWidths.begin(),
            [this](MessageAction action) { return actionWidth(action); });
    }
    return MessageLayout::of(m_metrics, rowWidth, content);
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = option.rect.width();
    return {width, layoutOf(MessageRow::from(index), width).height};
}

MessageDelegate::Hit MessageDelegate::hitTest(
    const QModelIndex &index, const QRect &rowRect, const QPoint &point) const
{
    const MessageRow row = MessageRow::from(index);
    const QPoint inRow = point - rowRect.topLeft();
    if (row.kind != TimelineRowKind::Message) {
        return hitTestBand(row, rowRect.size(), inRow);
    }
    const MessageLayout layout = layoutOf(row, rowRect.width());
    if (layout.caption.contains(inRow) && row.state == MessageState::Failed) {
        return {Part::Caption, 0, {}, {}};
    }
    for (const MessageAction action : messageActions) {
        if (layout.actions[static_cast<std::size_t>(action)].contains(inRow)) {
            return {Part::Action, 0, {}, action};
        }
    }
    if (const Part part = hitTestLines(row, layout, inRow); part != Part::Nothing) {
        return {part, 0, {}, {}};
    }
    const MessageText &text = textOf(row, rowRect.width());
    const QPointF inText = inRow - layout.text.topLeft();
    if (const QUrl *url = text.linkAt(inText)) {
        return {Part::Link, text.characterAt(inText), *url, {}};
    }
    if (const QString code = text.copyableAt(inText); !code.isEmpty()) {
        return {Part::Code, text.characterAt(inText), {}, {}, code};
    }
    const Part part =
        layout.text.adjusted(-4, 0, 4, 0).contains(inRow) ? Part::Text : Part::Nothing;
    return {part, text.characterAt(inText), {}, {}};
}

// The quote above the text, and "(edited)" below it: as wide as their words.
MessageDelegate::Part MessageDelegate::hitTestLines(
    const MessageRow &row, const MessageLayout &layout, const QPoint &inRow) const
{
    const QFontMetrics metrics(m_appearance.fonts.caption);
    const auto isOn = [&](const QRect &line, const QString &words) {
        const int width = std::min(line.width(), metrics.horizontalAdvance(words));
        return QRect(line.topLeft(), QSize(width, line.height())).contains(inRow);
    };
    if (!layout.quote.isEmpty() && isOn(layout.quote, MessageWords::quote(row))) {
        return Part::Quote;
    }
    return row.isEdited && isOn(layout.marks, MessageWords::edited()) ? Part::Edited
                                                                      : Part::Nothing;
}

void MessageDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const MessageRow row = MessageRow::from(index);
    painter->save();
    switch (row.kind) {
    case TimelineRowKind::Message:
        paintMessage(*painter, option, index, row);
        break;
    case TimelineRowKind::DayLine:
        paintDayLine(*painter, option.rect, row);
        break;
    case TimelineRowKind::UnreadLine:
        paintUnreadLine(*painter, option.rect, row);
        break;
    case TimelineRowKind::Hole:
        paintHole(*painter, option.rect, row);
        break;
    case TimelineRowKind::System:
        paintSystem(*painter, option.rect, row);
        break;
    case TimelineRowKind::Start:
        paintStart(*painter, option.rect, row);
        break;
    }
    painter->restore();
}

void MessageDelegate::paintBackground(
    QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const
{
    const Colors &colors = m_appearance.colors;
    // As much above the avatar as below it.
    const int above = row.continuesGroup ? 0 : m_metrics.groupSpace - 2 * m_metrics.lineSpace;
    const QRect rect = option.rect.adjusted(0, above, 0, 0);
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(rect, colors.warningSoft);
        painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), colors.warning);
    } else if (row.isMention) {
        painter.fillRect(rect, colors.accentSoft);
        painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), colors.accent);
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(rect, colors.hover);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(5, 1, -5, -1), 6, 6);
    }
}

void MessageDelegate::paintMessage(QPainter &painter, const QStyleOptionViewItem &option,
    const QModelIndex &index, const MessageRow &row) const
{
    paintBackground(painter, option, row);
    painter.translate(option.rect.topLeft());
    const MessageLayout layout = layoutOf(row, option.rect.width());
    if (row.continuesGroup) {
        if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
            paintGutter(painter, layout, row);
        }
    } else {
        paintAvatar(painter, layout.avatar, row.authorId, row.authorName, m_appearance);
        paintHeader(painter, layout, row);
    }
    const TimelineSelection::Range range =
        m_selection ? m_selection->rangeIn(index) : TimelineSelection::Range{};
    const bool isSent = row.state == MessageState::Sent && !row.isDeleted;
    textOf(row, option.rect.width())
        .draw(painter, layout.text.topLeft(),
            isSent ? m_appearance.colors.text : m_appearance.colors.textMuted, m_appearance,
            {range.start, range.length});
    paintChanges(painter, layout, row);
    paintState(painter, layout, row);
}

void MessageDelegate::paintChanges(
    QPainter &painter, const MessageLayout &layout, const MessageRow &row) const
{
    painter.setFont(m_appearance.fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    const QFontMetrics metrics(m_appearance.fonts.caption);
    const std::pair<QRect, QString> lines[] = {
        {layout.quote, MessageWords::quote(row)}, {layout.marks, MessageWords::marks(row)}};
    for (const auto &[rect, words] : lines) {
        if (!rect.isEmpty()) {
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(words, Qt::ElideRight, rect.width()));
        }
    }
}

void MessageDelegate::paintHeader(
    QPainter &painter, const MessageLayout &layout, const MessageRow &row) const
{
    const Fonts &fonts = m_appearance.fonts;
    const QString time = MessageWords::time(row.sentAt);
    const QFontMetrics nameMetrics(fonts.strong);
    const int timeWidth = QFontMetrics(fonts.caption).horizontalAdvance(time);
    const int free = layout.header.width() - timeWidth - Space::Small;
    const QString name = nameMetrics.elidedText(row.authorName, Qt::ElideRight, free);
    painter.setFont(fonts.strong);
    painter.setPen(identityColor(row.authorId, m_appearance.colors.base));
    const int baseline = layout.header.top() + nameMetrics.ascent();
    painter.drawText(QPoint(layout.header.left(), baseline), name);
    painter.setFont(fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    const int left = layout.header.left() + nameMetrics.horizontalAdvance(name) + Space::Small;
    painter.drawText(QPoint(left, baseline), time);
}

void MessageDelegate::paintGutter(
    QPainter &painter, const MessageLayout &layout, const MessageRow &row) const
{
    const QFontMetrics body(m_appearance.fonts.body);
    painter.setFont(m_appearance.fonts.caption);
    painter.setPen(m_appearance.colors.textMuted);
    const QString time = row.sentAt.toString(QStringLiteral("HH:mm"));
    const int width = QFontMetrics(m_appearance.fonts.caption).horizontalAdvance(time);
    painter.drawText(
        QPoint(layout.gutter.right() + 1 - width, layout.gutter.top() + body.ascent()), time);
}

void MessageDelegate::paintState(
    QPainter &painter, const MessageLayout &layout, const MessageRow &row) const
{
    if (row.state == MessageState::Sent || row.state == MessageState::Writing) {
        return;
    }
    const bool hasFailed = row.state == MessageState::Failed;
    const QColor color = hasFailed ? m_appearance.colors.danger : m_appearance.colors.textMuted;
    const QString icon = hasFailed ? QStringLiteral("circle-alert") : QStringLiteral("clock");
    painter.drawPixmap(layout.state.topLeft(),
        iconPixmap(icon, color, layout.state.width(), painter.device()->devicePixelRatioF()));
    if (!layout.caption.isEmpty()) {
        painter.setFont(m_appearance.fonts.caption);
        painter.setPen(color);
        const QString words =
            QFontMetrics(m_appearance.fonts.caption)
                .elidedText(MessageWords::state(row), Qt::ElideRight, layout.caption.width());
        painter.drawText(layout.caption, Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    if (hasFailed) {
        paintActions(painter, layout);
    }
}

void MessageDelegate::paintActions(QPainter &painter, const MessageLayout &layout) const
{
    const QFontMetrics metrics(m_appearance.fonts.captionStrong);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_appearance.fonts.captionStrong);
    for (const MessageAction action : messageActions) {
        const QRect &rect = layout.actions[static_cast<std::size_t>(action)];
        painter.setPen(QPen(m_appearance.colors.lineStrong, 1));
        painter.setBrush(m_appearance.colors.raised);
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(m_appearance.colors.text);
        painter.drawText(rect, Qt::AlignCenter,
            metrics.elidedText(MessageWords::action(action), Qt::ElideRight, rect.width()));
    }
}

QString MessageDelegate::spokenText(const QModelIndex &index)
{
    return MessageWords::spoken(MessageRow::from(index));
}

} // namespace app
