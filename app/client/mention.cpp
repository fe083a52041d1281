#include "app/client/mention.h"

namespace app {

namespace {

// Scripts in which a particle follows a name without a blank.
bool isWrittenWithoutBlanks(QChar::Script script)
{
    return script == QChar::Script_Hangul || script == QChar::Script_Han
        || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

bool endsName(QChar next)
{
    return !next.isLetterOrNumber() || isWrittenWithoutBlanks(next.script());
}

} // namespace

bool namesPerson(const QString &text, const QString &name)
{
    if (name.isEmpty())
        return false;
    const QString called = u'@' + name;
    qsizetype at = text.indexOf(called, 0, Qt::CaseInsensitive);
    while (at >= 0) {
        const qsizetype end = at + called.size();
        if (end == text.size() || endsName(text.at(end)))
            return true;
        at = text.indexOf(called, at + 1, Qt::CaseInsensitive);
    }
    return false;
}

} // namespace app
