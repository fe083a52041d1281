#pragma once

#include <QString>

namespace app {

// How well what was typed fits a name: 0 not at all, the more the better. The beginning of the name
// is best, then the beginning of one of its words, then any place. Korean is found by initial
// consonants too, and while its last syllable is being typed: "ㅁㅅ", "민ㅅ" and "미" fit 민수.
int nameMatch(const QString &typed, const QString &name);

} // namespace app
