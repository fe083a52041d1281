#pragma once

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
    // What is being composed becomes text.
    void commitComposition();
    QSize sizeHint() const override;

Q_SIGNALS:
    void sendPressed();
    void upPressed(); // in an empty field
    void escapePressed();
    void focusChanged(bool hasFocus);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitHeight();
    int lineCount() const;

    QString m_preedit;
};

} // namespace app
