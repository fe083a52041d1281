#include "app/views/composercompletion.h"

#include "app/client/emojicatalogue.h"
#include "app/views/completionpopup.h"
#include "app/views/composeredit.h"

#include <QInputMethodEvent>
#include <QKeyEvent>

namespace app {

ComposerCompletion::ComposerCompletion(const Theme *theme, ComposerEdit *edit, QWidget *field)
    : QObject(edit)
    , m_edit(edit)
    , m_popup(new CompletionPopup(theme, field))
{
    edit->installEventFilter(this);
    connect(edit, &ComposerEdit::textChanged, this, &ComposerCompletion::update);
    connect(edit, &ComposerEdit::cursorPositionChanged, this, [this] {
        if (!m_popup->isHidden()) {
            update();
        }
    });
    connect(m_popup, &CompletionPopup::chosen, this, &ComposerCompletion::complete);
    connect(m_popup, &CompletionPopup::currentChanged, this, &ComposerCompletion::currentChanged);
}

bool ComposerCompletion::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (!m_edit->isComposing() && key->modifiers() == Qt::NoModifier
            && m_popup->handleKey(key->key())) {
            return true;
        }
        const bool changesText = !key->text().isEmpty() && key->text().at(0).isPrint();
        m_isTyping = changesText || key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Delete;
        m_isComposed = false;
    } else if (event->type() == QEvent::InputMethod) {
        m_isTyping = true;
        m_isComposed = true;
        if (!static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty()) {
            m_popup->hide();
        }
    } else if (event->type() == QEvent::FocusOut && m_popup) {
        m_popup->hide();
    }
    return false;
}

void ComposerCompletion::update()
{
    if (m_isCompleting) {
        return;
    }
    std::vector<Completion> completions;
    if (m_isTyping && m_edit->hasFocus() && !m_edit->isComposing() && m_sources
        && !m_edit->textCursor().hasSelection()) {
        const auto query =
            CompletionQuery::at(m_edit->toPlainText(), m_edit->textCursor().position());
        if (query.kind != CompletionQuery::Kind::None) {
            CompletionSources sources = m_sources();
            const bool isEmoji = query.kind == CompletionQuery::Kind::Emoji;
            sources.emojis = isEmoji ? &EmojiCatalogue::standard() : nullptr;
            completions = completionsFor(query, sources);
        }
        if (query.isClosed && !completions.empty()) {
            complete(completions.front());
            return;
        }
    }
    m_popup->offer(completions, !m_isComposed);
}

void ComposerCompletion::complete(const Completion &completion)
{
    QTextCursor cursor = m_edit->textCursor();
    const auto query = CompletionQuery::at(m_edit->toPlainText(), cursor.position());
    if (query.kind == CompletionQuery::Kind::None || m_edit->isComposing()) {
        return;
    }
    m_isCompleting = true;
    cursor.setPosition(query.start);
    cursor.setPosition(query.start + query.length, QTextCursor::KeepAnchor);
    cursor.insertText(completion.insertion);
    m_edit->setTextCursor(cursor);
    m_isCompleting = false;
    m_popup->hide();
}

} // namespace app
