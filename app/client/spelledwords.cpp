#include "app/client/spelledwords.h"

#include <algorithm>

namespace app {

namespace {

bool isApostrophe(QChar sign)
{
    return sign == u'\'' || sign == u'’';
}

bool isBlank(const QString &text, int at)
{
    return text.at(at).isSpace();
}

// What is no language, as a whole: "https://…", "@Ann", "#room", ":smile:", "/topic", "a@b.org".
bool isPlain(QStringView token)
{
    const QChar first = token.front();
    const bool isSign = first == u'@' || first == u'#' || first == u':' || first == u'/';
    return !isSign && !token.contains(u"://") && !token.startsWith(u"www.") && !token.contains(u'@')
        && !token.contains(u'\\');
}

// Letters of one script; "KBS" and "x" are no words.
bool isWord(QStringView word)
{
    const QChar::Script script = word.front().script();
    const bool isOneScript = std::all_of(word.begin(), word.end(),
        [script](QChar sign) { return isApostrophe(sign) || sign.script() == script; });
    const bool isAbbreviation =
        std::all_of(word.begin(), word.end(), [](QChar sign) { return sign.isUpper(); });
    return word.size() > 1 && isOneScript && !isAbbreviation;
}

void addWords(const QString &text, int start, int end, std::vector<SpelledWord> &words)
{
    for (int at = start; at < end;) {
        if (!text.at(at).isLetterOrNumber() && text.at(at) != u'_') {
            ++at;
            continue;
        }
        int last = at;
        bool isLetters = true;
        for (; last < end; ++last) {
            const QChar sign = text.at(last);
            const bool isInside =
                isApostrophe(sign) && last + 1 < end && text.at(last + 1).isLetter();
            if (!sign.isLetterOrNumber() && !sign.isMark() && sign != u'_' && !isInside)
                break;
            isLetters = isLetters && (sign.isLetter() || sign.isMark() || isInside);
        }
        if (isLetters && isWord(QStringView(text).mid(at, last - at)))
            words.push_back({at, last - at});
        at = last;
    }
}

} // namespace

std::vector<SpelledWord> spelledWords(const QString &text)
{
    std::vector<SpelledWord> words;
    const auto size = static_cast<int>(text.size());
    bool isCode = false; // between backticks
    for (int at = 0; at < size;) {
        if (isBlank(text, at)) {
            ++at;
            continue;
        }
        int end = at;
        while (end < size && !isBlank(text, end))
            ++end;
        const QStringView token = QStringView(text).mid(at, end - at);
        const auto ticks = static_cast<int>(token.count(u'`'));
        if (!isCode && ticks == 0 && isPlain(token))
            addWords(text, at, end, words);
        isCode = isCode != (ticks % 2 == 1);
        at = end;
    }
    return words;
}

} // namespace app
