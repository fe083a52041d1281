#pragma once

#include "app/delegates/messagelayout.h"
#include "app/delegates/messagerow.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace app {

// What a timeline row says besides its text.
class MessageWords {
    Q_DECLARE_TR_FUNCTIONS(app::MessageWords)

public:
    static QString time(const QDateTime &at);
    static QString day(const QDateTime &at, const QDate &today = QDate::currentDate());
    static QString state(const MessageRow &row);
    // What a reply answers: "↳ Ann: see you".
    static QString quote(const MessageRow &row);
    // What has become of it: "(edited) · pinned · 👍 2".
    static QString marks(const MessageRow &row);
    static QString edited(); // its first word
    static QString action(MessageAction action);
    static QString hole(const MessageRow &row);
    static QString spoken(const MessageRow &row);
    // Of a message that has just come: "Ann: hello".
    static QString announced(const MessageRow &row);
};

} // namespace app
