#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace app {

// A word about what was just done, above the page for a while, with a way to undo it.
class Toast : public QFrame {
    Q_OBJECT

public:
    explicit Toast(QWidget *page);

    // What was told before goes.
    void tell(const QString &text, const QString &action, std::function<void()> carryOut);
    QString text() const;
    QPushButton *button() const { return m_button; }
    void setDuration(int milliseconds) { m_timer.setInterval(milliseconds); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    QLabel *m_text;
    QPushButton *m_button;
    QTimer m_timer;
    std::function<void()> m_action;
};

} // namespace app
