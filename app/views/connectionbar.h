#pragma once

#include "app/client/connectionstatus.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace app {

class ElidedLabel;
class Theme;

// Says what is the matter with the connection, counts down to the next try, and how many messages
// wait. Where it is narrow, what matters least gives way first. Hidden while all is well.
class ConnectionBar : public QWidget {
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; // milliseconds since 1970 UTC

    explicit ConnectionBar(const Theme *theme, QWidget *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); }
    // What can be done about it has the keys.
    void focusButton();
    void setStatus(const ConnectionStatus &status);
    // All it has to say, whether there is room for it or not.
    QString text() const;
    // "Next try in 7 s", or nothing when no try is to come.
    static QString countdown(const ConnectionStatus &status, qint64 now);
    static QString waiting(int messages);

Q_SIGNALS:
    void tryNowRequested();
    void passcodeRequested();
    void certificateRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // The words beside the reason.
    struct Words {
        QString countdown;
        QString waiting;
    };
    Words wholeWords() const;
    Words shortWords() const;
    bool fits(const Words &words) const;
    void fit();
    void applyTheme();

    const Theme *m_theme;
    Clock m_clock;
    ConnectionStatus m_status;
    QTimer m_timer;
    QLabel *m_icon;
    ElidedLabel *m_reason;
    QLabel *m_countdown;
    QLabel *m_waiting;
    QPushButton *m_tryNow;
    QPushButton *m_passcode;
    QPushButton *m_certificate;
};

} // namespace app
