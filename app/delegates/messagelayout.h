#pragma once

#include "app/models/roles.h"

#include <QPoint>
#include <QRect>
#include <QSize>

#include <array>

namespace app {

// The measures a timeline row is laid out with, in pixels; heights of lines come from the fonts.
struct MessageMetrics {
    int margin = 20; // left and right of everything
    int avatar = 36;
    int gap = 12; // between avatar and text
    int groupSpace = 12; // above a message with a header
    int lineSpace = 2; // above and below a message's text
    int textMaximum = 720;
    int stateWidth = 24; // kept free to the right of the text
    int headerHeight = 20;
    int captionHeight = 18;
    int actionHeight = 24;
    int dayLineHeight = 44;
    int unreadLineHeight = 28;
    int holeHeight = 48;
    int systemHeight = 28;
    int startHeight = 72;
};

// What can be done with a message that has failed, in this order on the screen.
enum class MessageAction { TryAgain, Edit, Discard };
inline constexpr std::array messageActions{
    MessageAction::TryAgain, MessageAction::Edit, MessageAction::Discard};

// What decides where the parts of one row go.
struct MessageContent {
    TimelineRowKind kind = TimelineRowKind::Message;
    bool continuesGroup = false;
    MessageState state = MessageState::Sent;
    QSize text; // of the laid out text
    int lastLineWidth = 0;
    std::array<int, messageActions.size()> actionWidths{}; // of a failed message
    bool hasQuote = false;
    bool hasMarks = false;
};

// Where the parts of one row go: arithmetic alone, relative to the row's top left corner.
struct MessageLayout {
    QRect avatar; // empty in a row that continues a group
    QRect gutter; // the time of a row that continues a group
    QRect header;
    QRect quote; // what it answers, in one line above the text
    QRect text;
    QRect marks; // "edited", "pinned", reactions, in one line below the text
    QRect state; // the icon of a message that is not sent
    QRect caption; // why it is not sent
    std::array<QRect, messageActions.size()> actions; // below it
    int height = 0;

    static int textWidth(const MessageMetrics &metrics, int rowWidth);
    static MessageLayout of(
        const MessageMetrics &metrics, int rowWidth, const MessageContent &content);

    friend bool operator==(const MessageLayout &, const MessageLayout &) = default;
};

} // namespace app
