#include "app/delegates/names.h"

namespace app {

namespace {

// "@Ann", not "@Anna"; but "@민수야" calls 민수: a particle follows without a blank.
bool endsName(const QString &text, qsizetype at)
{
    if (at == text.size() || !text.at(at).isLetterOrNumber())
        return true;
    const QChar::Script script = text.at(at).script();
    return script == QChar::Script_Hangul || script == QChar::Script_Han
        || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

bool isCalled(const QString &text, qsizetype at, const QString &name)
{
    return !name.isEmpty()
        && QStringView(text).mid(at, name.size()).compare(name, Qt::CaseInsensitive) == 0
        && endsName(text, at + name.size());
}

} // namespace

std::vector<CalledName> findNames(const QString &text, const KnownNames &names)
{
    std::vector<CalledName> found;
    for (qsizetype at = text.indexOf(u'@'); at >= 0; at = text.indexOf(u'@', at + 1)) {
        if (at > 0 && text.at(at - 1).isLetterOrNumber() && text.at(at - 1).unicode() < 128)
            continue; // an address of mail
        CalledName longest{static_cast<int>(at), 0, false};
        for (const QString &name : names.people + QStringList(names.self)) {
            const int length = static_cast<int>(name.size()) + 1;
            if (length > longest.length && isCalled(text, at + 1, name)) {
                longest.length = length;
                longest.isSelf = name == names.self;
            }
        }
        if (longest.length > 0)
            found.push_back(longest);
    }
    return found;
}

} // namespace app
