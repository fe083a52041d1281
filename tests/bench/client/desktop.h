#pragma once

#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "app/views/chatpage.h"
#include "app/views/conversation.h"
#include "app/views/theme.h"

#include <QElapsedTimer>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

namespace bench {

// Turns the event loop until it is so; false after a minute.
bool waitUntil(const std::function<bool()> &isSo);

// The desktop client without its program: connection, window, and what joins them.
struct Desktop {
    Desktop(const QString &profile, const QString &url);

    app::Settings settings;
    app::Theme theme;
    app::ChatClient client;
    app::ChatPage page;
    app::Conversation conversation;
};

// How long the window could not answer, at worst: a timer that is late was kept waiting by whatever
// the UI thread did meanwhile.
class Pulse : public QObject {
public:
    Pulse();
    double longestMilliseconds() const { return m_longest; }

private:
    void beat();

    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    double m_longest = 0;
};

// When a widget was painted first.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget *widget);
    // Also once there is something to be seen.
    std::function<bool()> counts;
    double milliseconds() const { return m_milliseconds; } // 0: not yet

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QElapsedTimer m_clock;
    double m_milliseconds = 0;
};

} // namespace bench
