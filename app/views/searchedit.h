#pragma once

#include <QLineEdit>

namespace app {

// A field that narrows a list while one types, with what an input method is composing; the keys
// that move in the list are told, the field keeps the focus.
class SearchEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchEdit(QWidget *parent = nullptr);

    // With the syllable that is being composed.
    QString typed() const;
    bool isComposing() const { return !m_preedit.isEmpty(); }

Q_SIGNALS:
    void typedChanged(const QString &typed);
    void moveRequested(int key); // up, down, page up, page down, left, right
    void chosen(); // Enter
    void cancelled(); // Esc, or the keys went elsewhere

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString m_preedit;
};

} // namespace app
