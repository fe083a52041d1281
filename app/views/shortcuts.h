#pragma once

#include <QCoreApplication>
#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace app {

// What keys do wherever the focus is.
enum class Shortcut {
    SwitchRoom,
    PreviousRoom,
    NextRoom,
    PreviousUnread,
    NextUnread,
    NumberedRoom,
    Back,
    Forward,
    FindRoom,
    MarkAllRead,
    FirstUnread,
    Search,
    SearchEverywhere,
    Members,
    NextRegion,
    PreviousRegion,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Help,
};

// The keys of the window in one table: they are made from it, and the help shows it.
struct ShortcutKeys {
    enum class Where { Chat, Everywhere }; // Everywhere: on the start page, too

    Shortcut shortcut;
    Where where = Where::Chat;
    QList<QKeySequence> keys;

    static const std::vector<ShortcutKeys> &table();
};

// What keys do, for the help; those of parts of the chat, too, which have them of their own.
class ShortcutWords {
    Q_DECLARE_TR_FUNCTIONS(app::ShortcutWords)

public:
    struct Part {
        QList<QKeySequence> keys;
        QString text;
    };

    static QString of(Shortcut shortcut);
    static std::vector<Part> composer();
    static std::vector<Part> timeline();

private:
    static QString ofRooms(Shortcut shortcut);
};

// Makes the keys of the table work in the window of `owner`, while it is shown. `index`: which of
// the keys it was, from 0 on.
void makeShortcuts(QWidget *owner, ShortcutKeys::Where where,
    const std::function<void(Shortcut shortcut, int index)> &carryOut);

} // namespace app
