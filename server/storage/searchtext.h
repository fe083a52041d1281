#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

// How texts are cut up for searching. Words of scripts that write blanks between them are one gram
// each. Of scripts that do not, or that hang endings on words (Hangul, Han, Kana, Thai, …), every
// pair of neighbouring characters is one, so that "회의" is found in "회의실에서"; a run of them
// ends with its last character alone. Case, width and Latin accents do not count.
namespace server {

struct SearchGram {
    enum class Kind { Word, Pair, Last };

    QString text; // letters and digits alone
    Kind kind = Kind::Word;
    // Where it stands in the text that was given.
    qsizetype from = 0;
    qsizetype to = 0;
    qsizetype firstTo = 0; // where its first character ends

    friend bool operator==(const SearchGram &, const SearchGram &) = default;
};

// The text as searchGrams() wants it, and as places in it are given: composed.
QString composedText(const QString &text);
std::vector<SearchGram> searchGrams(const QString &composed);

// Names are the same when nobody sees a difference but in case.
QString searchName(const QString &name);

} // namespace server
