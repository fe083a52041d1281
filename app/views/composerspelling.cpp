#include "app/views/composerspelling.h"

#include "app/client/settings.h"
#include "app/views/composeredit.h"
#include "app/views/theme.h"

#include <QMenu>
#include <QTextCursor>
#include <QTextEdit>

#include <algorithm>

namespace app {

constexpr int restLasts = 300; // milliseconds without a key before words are looked at

ComposerSpelling::ComposerSpelling(
    const Theme *theme, Settings *settings, ComposerEdit *edit, const QStringList &folders)
    : QObject(edit)
    , m_theme(theme)
    , m_settings(settings)
    , m_edit(edit)
    , m_spelling(folders)
    , m_isEnabled(settings->checksSpelling())
{
    m_spelling.accept(settings->acceptedWords());
    m_timer.setSingleShot(true);
    m_timer.setInterval(restLasts);
    connect(&m_timer, &QTimer::timeout, this, &ComposerSpelling::update);
    connect(edit, &ComposerEdit::textChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(edit, &ComposerEdit::cursorPositionChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(&m_spelling, &Spelling::changed, this, &ComposerSpelling::update);
    connect(theme, &Theme::changed, this, &ComposerSpelling::update);
    connect(edit, &ComposerEdit::menuAboutToShow, this, &ComposerSpelling::addToMenu);
}

void ComposerSpelling::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    m_settings->setChecksSpelling(isEnabled);
    update();
}

void ComposerSpelling::update()
{
    if (m_edit->isComposing()) {
        m_timer.start();
        return;
    }
    QList<QTextEdit::ExtraSelection> selections;
    const QString text = m_edit->toPlainText();
    const int cursor = m_edit->hasFocus() ? m_edit->textCursor().position() : -1;
    for (const SpelledWord &word : m_isEnabled ? spelledWords(text) : std::vector<SpelledWord>()) {
        const bool isBeingWritten = word.start + word.length == cursor;
        if (isBeingWritten || !m_spelling.isWrong(text.mid(word.start, word.length))) {
            continue;
        }
        QTextEdit::ExtraSelection selection;
        selection.cursor = m_edit->textCursor();
        selection.cursor.setPosition(word.start);
        selection.cursor.setPosition(word.start + word.length, QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
        selection.format.setUnderlineColor(m_theme->colors().danger);
        selections += selection;
    }
    m_edit->setExtraSelections(selections);
}

QStringList ComposerSpelling::marked() const
{
    QStringList words;
    for (const QTextEdit::ExtraSelection &selection : m_edit->extraSelections()) {
        words += selection.cursor.selectedText();
    }
    return words;
}

void ComposerSpelling::addToMenu(QMenu *menu, const QTextCursor &place)
{
    const QString text = m_edit->toPlainText();
    const std::vector<SpelledWord> words =
        m_isEnabled ? spelledWords(text) : std::vector<SpelledWord>();
    const auto at = std::find_if(words.begin(), words.end(), [&place](const SpelledWord &word) {
        return place.position() >= word.start && place.position() <= word.start + word.length;
    });
    if (at != words.end() && m_spelling.isWrong(text.mid(at->start, at->length))) {
        addSuggestions(menu, *at);
    }
    menu->addSeparator();
    QAction *enabled = menu->addAction(tr("Check the spelling"));
    enabled->setCheckable(true);
    enabled->setChecked(m_isEnabled);
    connect(enabled, &QAction::toggled, this, &ComposerSpelling::setEnabled);
}

// Before everything else of the menu.
void ComposerSpelling::addSuggestions(QMenu *menu, const SpelledWord &word)
{
    const QString wrong = m_edit->toPlainText().mid(word.start, word.length);
    QAction *first = menu->actions().value(0);
    const QStringList suggestions = m_spelling.suggestions(wrong);
    for (const QString &suggestion : suggestions) {
        auto *action = new QAction(suggestion, menu);
        QFont font = action->font();
        font.setBold(true);
        action->setFont(font);
        connect(action, &QAction::triggered, this,
            [this, word, suggestion] { replace(word, suggestion); });
        menu->insertAction(first, action);
    }
    if (suggestions.isEmpty()) {
        auto *nothing = new QAction(tr("No suggestions"), menu);
        nothing->setEnabled(false);
        menu->insertAction(first, nothing);
    }
    auto *accept = new QAction(tr("“%1” is right").arg(wrong), menu);
    connect(accept, &QAction::triggered, this, [this, wrong] {
        m_settings->acceptWord(wrong);
        m_spelling.accept({wrong});
    });
    menu->insertAction(first, accept);
    menu->insertSeparator(first);
}

void ComposerSpelling::replace(const SpelledWord &word, const QString &text)
{
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(word.start);
    cursor.setPosition(word.start + word.length, QTextCursor::KeepAnchor);
    cursor.insertText(text);
}

} // namespace app
