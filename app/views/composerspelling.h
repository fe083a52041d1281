#pragma once

#include "app/client/spelledwords.h"
#include "app/client/spelling.h"

#include <QColor>
#include <QObject>
#include <QTimer>

class QMenu;
class QTextCursor;

namespace app {

class ComposerEdit;
class Settings;
class Theme;

// Underlines misspelt words in the composer's field and offers others in its menu. Changes nothing
// by itself, and does not look while an input method composes, nor at the word that is being
// written.
class ComposerSpelling : public QObject {
    Q_OBJECT

public:
    // All outlive it. `folders`: see Spelling.
    ComposerSpelling(const Theme *theme, Settings *settings, ComposerEdit *edit,
        const QStringList &folders = {});

    void setEnabled(bool isEnabled); // and so from the next start on
    bool isEnabled() const { return m_isEnabled; }
    // What is underlined.
    QStringList marked() const;

private:
    void update();
    void addToMenu(QMenu *menu, const QTextCursor &place);
    void addSuggestions(QMenu *menu, const SpelledWord &word);
    void replace(const SpelledWord &word, const QString &text);

    const Theme *m_theme;
    Settings *m_settings;
    ComposerEdit *m_edit;
    Spelling m_spelling;
    QTimer m_timer;
    bool m_isEnabled = true;
};

} // namespace app
