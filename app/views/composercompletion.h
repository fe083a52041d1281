#pragma once

#include "app/client/completion.h"
#include "app/views/completionpopup.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace app {

class ComposerEdit;
class Theme;

// Offers people, rooms, emojis and commands while one writes. Nothing is offered and nothing is put
// in while an input method composes; what an input method has written is completed by Tab or after
// an arrow key only, so that the Enter that follows a syllable sends.
class ComposerCompletion : public QObject {
    Q_OBJECT

public:
    ComposerCompletion(const Theme *theme, ComposerEdit *edit, QWidget *field);

    void setSources(std::function<CompletionSources()> sources) { m_sources = std::move(sources); }
    CompletionPopup *popup() const { return m_popup; }

Q_SIGNALS:
    void currentChanged(const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();
    void complete(const Completion &completion);

    ComposerEdit *m_edit;
    QPointer<CompletionPopup> m_popup; // the window's
    std::function<CompletionSources()> m_sources;
    bool m_isTyping = false; // not set by the program
    bool m_isComposed = false; // written by an input method
    bool m_isCompleting = false;
};

} // namespace app
