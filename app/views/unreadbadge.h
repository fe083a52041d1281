#pragma once

#include <QIcon>
#include <QString>
#include <QtGlobal>

namespace app {

// How a window says that something is unread, when only its title or its icon is in view.
class UnreadBadge {
public:
    static QString title(qint64 count);
    // The icon with the number in its corner; without one when nothing is unread.
    static QIcon icon(const QIcon &plain, qint64 count);
    // "99+" from a hundred on.
    static QString number(qint64 count);
};

} // namespace app
