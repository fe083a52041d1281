#pragma once

#include <QPushButton>
#include <QString>

namespace app {

class Theme;

// Puts a text on the clipboard and says so for a moment.
class CopyButton : public QPushButton {
    Q_OBJECT

public:
    CopyButton(const Theme *theme, const QString &label, QWidget *parent = nullptr);

    void setValue(const QString &value) { m_value = value; }

private:
    void copy();
    void showState(bool isCopied);

    const Theme *m_theme;
    QString m_label;
    QString m_value;
};

} // namespace app
