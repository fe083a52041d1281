#pragma once

#include <QLocale>
#include <QTranslator>

namespace app {

// The texts of the program and of Qt's own dialogs in the language of a locale; English has plurals
// of its own. Stays installed as long as it lives.
class Translations {
public:
    // LANGUAGE and LC_ALL decide, in the system's way.
    static QLocale systemLocale();

    bool install(const QLocale &locale);
    void remove();

private:
    QTranslator m_program;
    QTranslator m_qt;
};

} // namespace app
