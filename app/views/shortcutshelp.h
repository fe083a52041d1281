#pragma once

#include "app/views/shortcuts.h"

#include <QDialog>

class QGridLayout;
class QVBoxLayout;

namespace app {

class Theme;

// All keys and what they do, in two columns.
class ShortcutsHelp : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsHelp(const Theme *theme, QWidget *parent = nullptr);

    // "Ctrl+K", "Alt+1 … Alt+9", as this system writes them.
    static QString keysText(const QList<QKeySequence> &keys);

private:
    void addSection(
        QVBoxLayout *column, const QString &title, const std::vector<ShortcutWords::Part> &parts);

    const Theme *m_theme;
};

} // namespace app
