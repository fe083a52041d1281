#pragma once

#include "server/broker/messagesearch.h"
#include "server/storage/searchtext.h"

#include <QString>

#include <vector>

// Whether and where a text has what is looked for.
namespace server {

// A phrase as grams that must follow each other; with `isPrefix` the last may be longer.
struct GramPhrase {
    std::vector<QString> grams;
    bool isPrefix = false;

    friend bool operator==(const GramPhrase &, const GramPhrase &) = default;
};

// Phrases without letters and digits ask for nothing and are left out.
std::vector<GramPhrase> gramPhrases(const std::vector<SearchPhrase> &phrases);

bool hasAll(const std::vector<SearchGram> &text, const std::vector<GramPhrase> &phrases);

// An excerpt of the text from around the first hit, cut where hits begin and end.
std::vector<TextPiece> excerpt(const QString &text, const std::vector<GramPhrase> &phrases);

// The same question to the `words` of SQLite's full-text index; empty without phrases.
QString fullTextExpression(const std::vector<GramPhrase> &phrases);

} // namespace server
