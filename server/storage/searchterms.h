#pragma once

#include "server/broker/messagesearch.h"

#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <vector>

namespace server {

// What somebody wrote into the search field, taken apart. Whatever was written means something: a
// word that is no operator is looked for, what is too much is left out.
struct SearchTerms {
    static constexpr qsizetype longestText = 1000; // UTF-16 units; the rest does not count
    static constexpr std::size_t mostOfEach = 20; // phrases, authors, rooms

    std::vector<SearchPhrase> phrases;
    std::vector<QString> authors; // from:
    std::vector<QString> rooms; // in:
    qint64 since = 0; // after: the first moment behind that day
    qint64 until = SearchQuery::always; // before: the first moment of that day

    friend bool operator==(const SearchTerms &, const SearchTerms &) = default;
};

// Words, "phrases", from:NAME, in:ROOM, before:DATE, after:DATE; values with blanks stand in
// quotes. A date is 2026-11-22, 2026-11 or 2026, as people have it who are so far from UTC.
SearchTerms parseSearch(const QString &text, int secondsFromUtc = 0);

} // namespace server
