#pragma once

#include <QFrame>

class QToolButton;

namespace app {

class Theme;

// What can be done with the message under the pointer: a small bar over its top right corner, which
// takes no room and no keys.
class HoverActions : public QFrame {
    Q_OBJECT

public:
    HoverActions(const Theme *theme, QWidget *viewport);

    // `row` in the viewport; one that continues a group has no line of its own above the text.
    void showFor(const QRect &row, bool continuesGroup, bool isOwn);
    QToolButton *react() const { return m_react; }
    QToolButton *reply() const { return m_reply; }
    QToolButton *edit() const { return m_edit; }
    QToolButton *more() const { return m_more; }

Q_SIGNALS:
    void reactClicked(const QPoint &globalPoint);
    void replyClicked();
    void editClicked();
    void moreClicked(const QPoint &globalPoint);

private:
    QToolButton *makeButton(const QString &name, const QString &tip);
    void applyTheme();

    const Theme *m_theme;
    QToolButton *m_react;
    QToolButton *m_reply;
    QToolButton *m_edit;
    QToolButton *m_more;
};

} // namespace app
