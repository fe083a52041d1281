#include "app/client/namematch.h"

#include <algorithm>

namespace app {

namespace {

constexpr char16_t firstSyllable = 0xAC00;
constexpr char16_t lastSyllable = 0xD7A3;
constexpr int finals = 28;
constexpr int vowelsAndFinals = 21 * finals;
// The letters of the keyboard in the order of a syllable's first consonants.
constexpr QStringView initials = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

bool isSyllable(QChar c)
{
    return c.unicode() >= firstSyllable && c.unicode() <= lastSyllable;
}

bool fits(QChar typed, QChar here, bool isLast)
{
    if (typed == here)
        return true;
    if (!isSyllable(here))
        return false;
    const int syllable = here.unicode() - firstSyllable;
    if (initials.contains(typed))
        return initials.at(syllable / vowelsAndFinals) == typed;
    const bool isOpen = isSyllable(typed) && (typed.unicode() - firstSyllable) % finals == 0;
    return isLast && isOpen && syllable / finals == (typed.unicode() - firstSyllable) / finals;
}

bool fitsAt(QStringView typed, QStringView name, qsizetype at)
{
    if (at + typed.size() > name.size())
        return false;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        if (!fits(typed.at(i), name.at(at + i), i + 1 == typed.size()))
            return false;
    }
    return true;
}

} // namespace

int nameMatch(const QString &typed, const QString &name)
{
    const QString query = typed.trimmed().toCaseFolded();
    const QString words = name.toCaseFolded();
    if (query.isEmpty())
        return 1;
    int best = 0;
    for (qsizetype at = 0; at < words.size(); ++at) {
        if (!fitsAt(query, words, at))
            continue;
        const bool startsWord = at == 0 || !words.at(at - 1).isLetterOrNumber();
        const int value = at == 0 ? 4 : startsWord ? 3 : 2;
        best = std::max(best, at == 0 && query.size() == words.size() ? 5 : value);
    }
    return best;
}

} // namespace app
