#pragma once

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;

namespace app {

class ComposerCompletion;
class ComposerEdit;
class ElidedLabel;
class Theme;

// Where messages are written: the field, a send button, and how much room is left near the limit.
class Composer : public QWidget {
    Q_OBJECT

public:
    explicit Composer(const Theme *theme, QWidget *parent = nullptr);

    void setRoomName(const QString &name);
    // Nothing can be said in the room, and that is said instead.
    void setArchived(bool isArchived);
    // Characters; 0: no limit known.
    void setMaximumLength(qint64 characters);
    // What is written, with what an input method composes committed first.
    QString takeDraft();
    void setDraft(const QString &text);
    QString text() const;
    // What the next message will be: "Reply to Ann: …", above the field, with a cross. Empty: none.
    void setContext(const QString &text);
    // Who is writing, below the field.
    void setTyping(const QString &text);
    ComposerEdit *edit() const { return m_edit; }
    ComposerCompletion *completion() const { return m_completion; }
    // At the cursor, as if it had been typed.
    void insert(const QString &text);
    // Unicode characters, the way the server counts.
    static qint64 characterCount(const QString &text);

Q_SIGNALS:
    void sendRequested(const QString &text);
    void textChanged();
    void contextDismissed();
    void upPressed(); // in the empty field
    void replyToLastPressed(); // Shift+Up in the empty field
    void sentTextWanted(bool isOlder);
    void emojiRequested(const QPoint &globalPoint); // a picker, near this point of the screen

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updatePlaceholder();
    void send();
    void refresh();
    void applyTheme();
    void setFocused(bool hasFocus);

    const Theme *m_theme;
    QFrame *m_field;
    ComposerEdit *m_edit;
    QLabel *m_counter;
    ElidedLabel *m_context;
    ElidedLabel *m_typing;
    QPushButton *m_dismiss;
    QToolButton *m_send;
    QToolButton *m_emoji;
    ComposerCompletion *m_completion;
    QString m_roomName;
    qint64 m_maximum = 0;
    bool m_isArchived = false;
};

} // namespace app
