#pragma once

#include "app/views/textmarks.h"

#include <QPlainTextEdit>

namespace app {

// The text field of the composer: as tall as its text, 1 to 8 lines. While an input method composes
// (Korean, Japanese, Chinese …) no key sends anything; leaving and sending commit what is composed
// first.
class ComposerEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    static constexpr int maximumLines = 8;

    explicit ComposerEdit(QWidget *parent = nullptr);

    bool isComposing() const { return !m_preedit.isEmpty(); }
    // Esc has something to leave here; else it is the window's.
    void setTakesEscape(bool takes) { m_takesEscape = takes; }
    // What is being composed becomes text.
    void commitComposition();
    QSize sizeHint() const override;

Q_SIGNALS:
    void sendPressed();
    void upPressed(); // in an empty field
    void replyToLastPressed(); // Shift+Up in an empty field
    void sentTextWanted(bool isOlder); // Ctrl+Up, Ctrl+Down
    // What belongs to the text at that place may be put in.
    void menuAboutToShow(QMenu *menu, const QTextCursor &place);
    void escapePressed();
    void focusChanged(bool hasFocus);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool handleCommand(const QKeyEvent &event);
    bool formatByKey(const QKeyEvent &event);
    void apply(const TextChange &change);
    void fitHeight();
    int lineCount() const;

    QString m_preedit;
    bool m_takesEscape = false;
};

} // namespace app
