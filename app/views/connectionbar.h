#pragma once

#include "app/client/connectionstatus.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace app {

class Theme;

// Says what is the matter with the connection, counts down to the next try, and how many messages
// wait. Hidden while all is well.
class ConnectionBar : public QWidget {
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; // milliseconds since 1970 UTC

    explicit ConnectionBar(const Theme *theme, QWidget *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); }
    void setStatus(const ConnectionStatus &status);
    QString text() const;
    // "Next try in 7 s", or nothing when no try is to come.
    static QString countdown(const ConnectionStatus &status, qint64 now);
    static QString waiting(int messages);

Q_SIGNALS:
    void tryNowRequested();
    void passcodeRequested();

private:
    void tick();
    void applyTheme();

    const Theme *m_theme;
    Clock m_clock;
    ConnectionStatus m_status;
    QTimer m_timer;
    QLabel *m_icon;
    QLabel *m_reason;
    QLabel *m_countdown;
    QLabel *m_waiting;
    QPushButton *m_tryNow;
    QPushButton *m_passcode;
};

} // namespace app
