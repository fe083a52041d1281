#include "server/storage/searchtext.h"

#include "stomp/chat/scripts.h"

#include <QChar>

#include <utility>

namespace server {

namespace {

// The rest of longer words does not count; nobody types it.
constexpr qsizetype longestWord = 64;

enum class Sort { Word, Pair, Ignored, Separator };

bool hasAccents(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
        return true;
    default:
        return false;
    }
}

bool isSkinTone(char32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

Sort sortOfLetter(char32_t c)
{
    constexpr char32_t longVowelMark = 0x30FC; // of Kana, but common to several scripts
    return c == longVowelMark || chat::isWrittenWithoutBlanks(c) ? Sort::Pair : Sort::Word;
}

Sort sortOf(char32_t c)
{
    if (isSkinTone(c))
        return Sort::Ignored;
    if (c == QChar::ReplacementCharacter)
        return Sort::Separator;
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return QChar::script(c) == QChar::Script_Inherited ? Sort::Ignored : sortOfLetter(c);
    case QChar::Other_Format:
        return Sort::Ignored;
    case QChar::Symbol_Other: // emoji
        return Sort::Pair;
    default:
        return QChar::isLetterOrNumber(c) ? sortOfLetter(c) : Sort::Separator;
    }
}

// Calls visit(character, from, to) for each code point; a lone surrogate is one, too.
template<typename Visit>
void forEachCharacter(const QString &text, const Visit &visit)
{
    for (qsizetype from = 0, to = 0; from < text.size(); from = to) {
        const QChar first = text[from];
        to = from + 1;
        if (first.isHighSurrogate() && to < text.size() && text[to].isLowSurrogate())
            visit(QChar::surrogateToUcs4(first, text[to++]), from, from + 2);
        else
            visit(char32_t(first.unicode()), from, to);
    }
}

// Hangul and Han count for what they are.
bool isUnfoldable(char32_t c)
{
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF);
}

char32_t lowerAscii(char32_t c)
{
    return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

// One character of the text as what it counts for, which may be several.
QString folded(char32_t c)
{
    return QString::fromUcs4(&c, 1)
        .normalized(hasAccents(c) ? QString::NormalizationForm_KD : QString::NormalizationForm_KC)
        .toUpper() // only that makes "SS" of a sharp s
        .toCaseFolded();
}

// Takes the characters of a text one after the other.
class GramMaker {
public:
    void take(char32_t c, qsizetype from, qsizetype to)
    {
        switch (sortOf(c)) {
        case Sort::Word:
            endPairs();
            extendWord(c, from, to);
            break;
        case Sort::Pair:
            endWord();
            addPaired(c, from, to);
            break;
        case Sort::Ignored:
            break;
        case Sort::Separator:
            end();
            break;
        }
    }

    std::vector<SearchGram> finish()
    {
        end();
        return std::move(m_grams);
    }

private:
    void end()
    {
        endWord();
        endPairs();
    }

    void extendWord(char32_t c, qsizetype from, qsizetype to)
    {
        if (m_word.text.isEmpty())
            m_word = {{}, SearchGram::Kind::Word, from, to, to};
        m_word.to = to;
        if (m_word.text.size() < longestWord)
            m_word.text += QChar::fromUcs4(c);
    }

    void endWord()
    {
        if (!m_word.text.isEmpty())
            m_grams.push_back(std::exchange(m_word, {}));
    }

    void addPaired(char32_t c, qsizetype from, qsizetype to)
    {
        const QString text = QString::fromUcs4(&c, 1);
        if (!m_last.text.isEmpty()) {
            m_last.text += text;
            m_last.kind = SearchGram::Kind::Pair;
            m_last.to = to;
            m_grams.push_back(std::move(m_last));
        }
        m_last = {text, SearchGram::Kind::Last, from, to, to};
    }

    void endPairs()
    {
        if (!m_last.text.isEmpty())
            m_grams.push_back(std::exchange(m_last, {}));
    }

    std::vector<SearchGram> m_grams;
    SearchGram m_word;
    SearchGram m_last; // of the run of pairs
};

} // namespace

QString composedText(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C);
}

std::vector<SearchGram> searchGrams(const QString &composed)
{
    GramMaker maker;
    forEachCharacter(composed, [&](char32_t c, qsizetype from, qsizetype to) {
        if (isUnfoldable(c) || c < 0x80)
            return maker.take(lowerAscii(c), from, to);
        forEachCharacter(
            folded(c), [&](char32_t part, qsizetype, qsizetype) { maker.take(part, from, to); });
    });
    return maker.finish();
}

QString searchName(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).simplified().toCaseFolded();
}

} // namespace server
