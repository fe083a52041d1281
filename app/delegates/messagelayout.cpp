#include "app/delegates/messagelayout.h"

#include <algorithm>

namespace app {

static int textLeft(const MessageMetrics &metrics)
{
    return metrics.margin + metrics.avatar + metrics.gap;
}

int MessageLayout::textWidth(const MessageMetrics &metrics, int rowWidth)
{
    const int free = rowWidth - textLeft(metrics) - metrics.stateWidth - metrics.margin;
    return std::clamp(free, 40, metrics.textMaximum);
}

static int bandHeight(const MessageMetrics &metrics, TimelineRowKind kind)
{
    switch (kind) {
    case TimelineRowKind::DayLine:
        return metrics.dayLineHeight;
    case TimelineRowKind::UnreadLine:
        return metrics.unreadLineHeight;
    case TimelineRowKind::Hole:
        return metrics.holeHeight;
    case TimelineRowKind::Start:
        return metrics.startHeight;
    case TimelineRowKind::System:
    case TimelineRowKind::Message:
        break;
    }
    return metrics.systemHeight;
}

static MessageLayout bandLayout(const MessageMetrics &metrics, int rowWidth, TimelineRowKind kind)
{
    MessageLayout layout;
    layout.height = bandHeight(metrics, kind);
    layout.text =
        QRect(metrics.margin, 0, std::max(0, rowWidth - 2 * metrics.margin), layout.height);
    return layout;
}

// Side by side, or one below the other where it is too narrow for that.
static void placeActions(
    MessageLayout &layout, const MessageMetrics &metrics, const MessageContent &content, int width)
{
    constexpr int space = 8;
    if (content.actionWidths.front() == 0) {
        return;
    }
    QPoint at(layout.text.left(), layout.caption.bottom() + 1 + 2);
    for (std::size_t i = 0; i < layout.actions.size(); ++i) {
        const int wanted = std::min(content.actionWidths[i], width);
        if (i > 0 && at.x() + wanted > layout.text.left() + width) {
            at = QPoint(layout.text.left(), at.y() + metrics.actionHeight + 2);
        }
        layout.actions[i] = QRect(at, QSize(wanted, metrics.actionHeight));
        at.rx() += wanted + space;
    }
    layout.height = layout.actions.back().bottom() + 1 + 2 * metrics.lineSpace;
}

// The caption of a message that is late or has failed stands below its text.
static void placeState(
    MessageLayout &layout, const MessageMetrics &metrics, const MessageContent &content, int width)
{
    constexpr int icon = 16;
    if (content.state == MessageState::Waiting) {
        const int lineHeight = std::min(layout.text.height(), metrics.headerHeight);
        layout.state = QRect(layout.text.left() + content.lastLineWidth + 8,
            layout.text.bottom() + 1 - lineHeight + (lineHeight - icon) / 2, icon, icon);
    } else if (content.state == MessageState::Late || content.state == MessageState::Failed) {
        const int top = std::max(layout.text.bottom(), layout.marks.bottom()) + 1 + 2;
        layout.state =
            QRect(layout.text.left(), top + (metrics.captionHeight - icon) / 2, icon, icon);
        layout.caption =
            QRect(layout.text.left() + icon + 6, top, width - icon - 6, metrics.captionHeight);
        layout.height += 2 + metrics.captionHeight;
        placeActions(layout, metrics, content, width);
    }
}

MessageLayout MessageLayout::of(
    const MessageMetrics &metrics, int rowWidth, const MessageContent &content)
{
    if (content.kind != TimelineRowKind::Message) {
        return bandLayout(metrics, rowWidth, content.kind);
    }
    const int left = textLeft(metrics);
    const int width = textWidth(metrics, rowWidth);
    MessageLayout layout;
    int top = metrics.lineSpace;
    if (!content.continuesGroup) {
        top = metrics.groupSpace;
        layout.avatar = QRect(metrics.margin, top, metrics.avatar, metrics.avatar);
        layout.header = QRect(left, top, width, metrics.headerHeight);
        top += metrics.headerHeight;
    } else {
        layout.gutter = QRect(0, top, left - metrics.gap, metrics.headerHeight);
    }
    if (content.hasQuote) {
        layout.quote = QRect(left, top, width, metrics.captionHeight);
        top += metrics.captionHeight;
    }
    layout.text = QRect(left, top, std::min(width, content.text.width()), content.text.height());
    layout.height = top + content.text.height() + metrics.lineSpace;
    if (content.hasMarks) {
        layout.marks = QRect(left, layout.text.bottom() + 1, width, metrics.captionHeight);
        layout.height += metrics.captionHeight;
    }
    placeState(layout, metrics, content, width);
    if (!content.continuesGroup) {
        layout.height = std::max(layout.height, layout.avatar.bottom() + 1 + 2 * metrics.lineSpace);
    }
    return layout;
}

} // namespace app
