#pragma once

#include "app/client/completion.h"

#include <QFrame>

#include <vector>

class QListWidget;

namespace app {

class ChoiceDelegate;
class Theme;

// What can be put in place of what is being typed, above the field that it is typed in; that field
// keeps the keys.
class CompletionPopup : public QFrame {
    Q_OBJECT

public:
    // A child of the window, so that it may stand above its neighbours.
    CompletionPopup(const Theme *theme, QWidget *field);

    // Nothing hides it. `isChosen`: Enter takes the first.
    void offer(const std::vector<Completion> &completions, bool isChosen);
    // Does what the key means in a list; false: nothing.
    bool handleKey(int key);
    int count() const { return static_cast<int>(m_completions.size()); }
    int current() const;

Q_SIGNALS:
    void chosen(const app::Completion &completion);
    void currentChanged(const QString &words); // for screen readers

private:
    void place();
    void applyTheme();
    void choose(int row);

    const Theme *m_theme;
    QWidget *m_field;
    QListWidget *m_list;
    ChoiceDelegate *m_delegate;
    std::vector<Completion> m_completions;
};

} // namespace app
