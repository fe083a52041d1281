#include "app/views/shortcuts.h"

#include <QShortcut>
#include <QWidget>

namespace app {

static QList<QKeySequence> numbers()
{
    QList<QKeySequence> keys;
    for (int key = Qt::Key_1; key <= Qt::Key_9; ++key) {
        keys += QKeySequence(QKeyCombination(Qt::ALT, static_cast<Qt::Key>(key)));
    }
    return keys;
}

const std::vector<ShortcutKeys> &ShortcutKeys::table()
{
    using enum Where;
    constexpr auto altShift = Qt::ALT | Qt::SHIFT;
    static const std::vector<ShortcutKeys> keys{
        {Shortcut::SwitchRoom, Chat, {Qt::CTRL | Qt::Key_K}},
        {Shortcut::FindRoom, Chat, {Qt::CTRL | Qt::SHIFT | Qt::Key_K}},
        {Shortcut::PreviousRoom, Chat, {Qt::ALT | Qt::Key_Up, Qt::CTRL | Qt::Key_PageUp}},
        {Shortcut::NextRoom, Chat, {Qt::ALT | Qt::Key_Down, Qt::CTRL | Qt::Key_PageDown}},
        {Shortcut::PreviousUnread, Chat, {altShift | Qt::Key_Up}},
        {Shortcut::NextUnread, Chat, {altShift | Qt::Key_Down}},
        {Shortcut::NumberedRoom, Chat, numbers()},
        {Shortcut::Back, Chat, {Qt::ALT | Qt::Key_Left}},
        {Shortcut::Forward, Chat, {Qt::ALT | Qt::Key_Right}},
        {Shortcut::FirstUnread, Chat, {Qt::SHIFT | Qt::Key_PageUp}},
        {Shortcut::MarkAllRead, Chat, {Qt::SHIFT | Qt::Key_Escape}},
        {Shortcut::Search, Chat, {Qt::CTRL | Qt::Key_F}},
        {Shortcut::SearchEverywhere, Chat, {Qt::CTRL | Qt::SHIFT | Qt::Key_F}},
        {Shortcut::Members, Chat, {Qt::CTRL | Qt::Key_Period}},
        {Shortcut::NextRegion, Chat, {Qt::Key_F6}},
        {Shortcut::PreviousRegion, Chat, {Qt::SHIFT | Qt::Key_F6}},
        {Shortcut::ZoomIn, Everywhere, {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}},
        {Shortcut::ZoomOut, Everywhere, {Qt::CTRL | Qt::Key_Minus}},
        {Shortcut::ZoomReset, Everywhere, {Qt::CTRL | Qt::Key_0}},
        {Shortcut::Help, Everywhere, {Qt::CTRL | Qt::Key_Slash, Qt::Key_F1}},
    };
    return keys;
}

QString ShortcutWords::ofRooms(Shortcut shortcut)
{
    switch (shortcut) {
    case Shortcut::SwitchRoom:
        return tr("Go to a room, or name a person");
    case Shortcut::FindRoom:
        return tr("Show only some of the rooms");
    case Shortcut::PreviousRoom:
        return tr("Room above");
    case Shortcut::NextRoom:
        return tr("Room below");
    case Shortcut::PreviousUnread:
        return tr("Unread room above");
    case Shortcut::NextUnread:
        return tr("Unread room below");
    case Shortcut::NumberedRoom:
        return tr("First to ninth room of the list");
    case Shortcut::Back:
        return tr("Back to where one was");
    case Shortcut::Forward:
        return tr("Forward again");
    case Shortcut::MarkAllRead:
        return tr("Mark all rooms as read");
    default:
        return {};
    }
}

QString ShortcutWords::of(Shortcut shortcut)
{
    switch (shortcut) {
    case Shortcut::FirstUnread:
        return tr("First unread message");
    case Shortcut::Search:
        return tr("Search in the room");
    case Shortcut::SearchEverywhere:
        return tr("Search everywhere");
    case Shortcut::Members:
        return tr("Show or hide the people");
    case Shortcut::NextRegion:
        return tr("Next part of the window");
    case Shortcut::PreviousRegion:
        return tr("Part of the window before");
    case Shortcut::ZoomIn:
        return tr("Larger");
    case Shortcut::ZoomOut:
        return tr("Smaller");
    case Shortcut::ZoomReset:
        return tr("Usual size");
    case Shortcut::Help:
        return tr("These keys");
    default:
        return ofRooms(shortcut);
    }
}

std::vector<ShortcutWords::Part> ShortcutWords::composer()
{
    return {
        {{Qt::Key_Return}, tr("Send")},
        {{Qt::SHIFT | Qt::Key_Return}, tr("New line")},
        {{Qt::Key_Up}, tr("Edit the last message, while nothing is written")},
        {{Qt::SHIFT | Qt::Key_Up}, tr("Answer the newest message")},
        {{Qt::CTRL | Qt::Key_Up, Qt::CTRL | Qt::Key_Down}, tr("What was sent before")},
        {{Qt::Key_Escape}, tr("Give up an answer or an edit; mark the room as read")},
    };
}

std::vector<ShortcutWords::Part> ShortcutWords::timeline()
{
    return {
        {{Qt::Key_PageUp, Qt::Key_PageDown}, tr("Scroll")},
        {{Qt::Key_Home, Qt::Key_End}, tr("First and newest message")},
        {{Qt::Key_R}, tr("Answer")},
        {{Qt::Key_E}, tr("Edit")},
        {{Qt::Key_Plus}, tr("React")},
        {{Qt::Key_Delete}, tr("Delete")},
        {{QKeySequence(QKeySequence::Copy)}, tr("Copy what is selected")},
    };
}

void makeShortcuts(QWidget *owner, ShortcutKeys::Where where,
    const std::function<void(Shortcut shortcut, int index)> &carryOut)
{
    for (const ShortcutKeys &row : ShortcutKeys::table()) {
        for (int index = 0; row.where == where && index < row.keys.size(); ++index) {
            auto *key = new QShortcut(row.keys.at(index), owner);
            QObject::connect(key, &QShortcut::activated, owner,
                [carryOut, shortcut = row.shortcut, index] { carryOut(shortcut, index); });
        }
    }
}

} // namespace app
