#include "app/views/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace app {

// LANGUAGE is a list, "ko:en", and outranks the rest, for which uiLanguages() is no help: it also
// names languages we do not speak before those we do.
QLocale Translations::systemLocale()
{
    const QString first = qEnvironmentVariable("LANGUAGE").section(u':', 0, 0);
    return first.isEmpty() ? QLocale::system() : QLocale(first);
}

bool Translations::install(const QLocale &locale)
{
    QLocale::setDefault(locale);
    const bool isKnown = m_program.load(
        locale, QStringLiteral("maru"), QStringLiteral("_"), QStringLiteral(":/translations"));
    // What we have no words for is English, with right plurals.
    const bool isLoaded = isKnown || m_program.load(QStringLiteral(":/translations/maru_en.qm"));
    QCoreApplication::installTranslator(&m_program);
    if (isKnown
        && m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
    return isLoaded;
}

void Translations::remove()
{
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
}

} // namespace app
