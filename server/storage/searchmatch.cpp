#include "server/storage/searchmatch.h"

#include <QStringList>

#include <algorithm>

namespace server {

namespace {

constexpr qsizetype longestExcerpt = 240; // UTF-16 units, as all places in texts
constexpr qsizetype shownBefore = 60;

struct Range {
    qsizetype from = 0;
    qsizetype to = 0;
};

GramPhrase gramPhrase(const SearchPhrase &phrase)
{
    GramPhrase result;
    const std::vector<SearchGram> grams = searchGrams(composedText(phrase.text));
    for (const SearchGram &gram : grams)
        result.grams.push_back(gram.text);
    if (grams.empty())
        return result;
    const bool isRun = grams.size() > 1 && grams[grams.size() - 2].kind == SearchGram::Kind::Pair;
    if (grams.back().kind == SearchGram::Kind::Word)
        result.isPrefix = !phrase.isWhole;
    else if (isRun)
        result.grams.pop_back(); // the pair before it says all; a longer run has no such end
    else
        result.isPrefix = true;
    return result;
}

bool standsAt(const SearchGram *place, const GramPhrase &phrase)
{
    const std::size_t last = phrase.grams.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        if (place[i].text != phrase.grams[i])
            return false;
    }
    return phrase.isPrefix ? place[last].text.startsWith(phrase.grams[last])
                           : place[last].text == phrase.grams[last];
}

// Of a pair that only begins with what is looked for, its first character is the hit.
qsizetype endOfHit(const SearchGram &last, const GramPhrase &phrase)
{
    const bool isPart = last.kind == SearchGram::Kind::Pair && last.text != phrase.grams.back();
    return isPart ? last.firstTo : last.to;
}

std::vector<Range> hitsOf(const std::vector<SearchGram> &text, const GramPhrase &phrase)
{
    std::vector<Range> hits;
    const std::size_t length = phrase.grams.size();
    for (std::size_t i = 0; i + length <= text.size(); ++i) {
        if (standsAt(&text[i], phrase))
            hits.push_back({text[i].from, endOfHit(text[i + length - 1], phrase)});
    }
    return hits;
}

// In order, and none touches the next.
std::vector<Range> merged(std::vector<Range> hits)
{
    std::sort(hits.begin(), hits.end(), [](Range a, Range b) { return a.from < b.from; });
    std::vector<Range> result;
    for (const Range &hit : hits) {
        if (!result.empty() && hit.from <= result.back().to)
            result.back().to = std::max(result.back().to, hit.to);
        else
            result.push_back(hit);
    }
    return result;
}

// What is shown of the text: not a half of a pair of surrogates at either end.
Range window(const QString &text, const std::vector<Range> &hits)
{
    if (text.size() <= longestExcerpt)
        return {0, text.size()};
    const qsizetype first = hits.empty() ? 0 : hits.front().from;
    Range shown{std::clamp<qsizetype>(first - shownBefore, 0, text.size() - longestExcerpt), 0};
    shown.to = shown.from + longestExcerpt;
    if (text[shown.from].isLowSurrogate())
        ++shown.from;
    if (text[shown.to - 1].isHighSurrogate())
        --shown.to;
    return shown;
}

} // namespace

std::vector<GramPhrase> gramPhrases(const std::vector<SearchPhrase> &phrases)
{
    std::vector<GramPhrase> result;
    for (const SearchPhrase &phrase : phrases) {
        GramPhrase made = gramPhrase(phrase);
        if (!made.grams.empty())
            result.push_back(std::move(made));
    }
    return result;
}

bool hasAll(const std::vector<SearchGram> &text, const std::vector<GramPhrase> &phrases)
{
    return std::all_of(phrases.begin(), phrases.end(),
        [&text](const GramPhrase &phrase) { return !hitsOf(text, phrase).empty(); });
}

std::vector<TextPiece> excerpt(const QString &text, const std::vector<GramPhrase> &phrases)
{
    const QString composed = composedText(text);
    const std::vector<SearchGram> grams = searchGrams(composed);
    std::vector<Range> hits;
    for (const GramPhrase &phrase : phrases) {
        const std::vector<Range> found = hitsOf(grams, phrase);
        hits.insert(hits.end(), found.begin(), found.end());
    }
    hits = merged(std::move(hits));
    const Range shown = window(composed, hits);
    std::vector<TextPiece> pieces;
    const auto add = [&](qsizetype from, qsizetype to, bool isHit) {
        from = std::max(from, shown.from);
        to = std::min(to, shown.to);
        if (from < to)
            pieces.push_back({composed.mid(from, to - from), isHit});
    };
    qsizetype position = 0;
    for (const Range &hit : hits) {
        add(position, hit.from, false);
        add(hit.from, hit.to, true);
        position = hit.to;
    }
    add(position, composed.size(), false);
    if (shown.from > 0)
        pieces.insert(pieces.begin(), {QStringLiteral("…"), false});
    if (shown.to < composed.size())
        pieces.push_back({QStringLiteral("…"), false});
    return pieces;
}

// Grams are letters and digits alone, so that in quotes they are nothing but strings.
QString fullTextExpression(const std::vector<GramPhrase> &phrases)
{
    QStringList conditions;
    for (const GramPhrase &phrase : phrases) {
        const QStringList grams(phrase.grams.begin(), phrase.grams.end());
        conditions.append(QStringLiteral("words : \"%1\"").arg(grams.join(u' '))
            + (phrase.isPrefix ? QStringLiteral(" *") : QString()));
    }
    return conditions.join(QStringLiteral(" AND "));
}

} // namespace server
