#pragma once

#include <QString>

#include <vector>

namespace app {

// A word of a text that is to be spelt rightly.
struct SpelledWord {
    int start = 0;
    int length = 0;

    friend bool operator==(const SpelledWord &, const SpelledWord &) = default;
};

// The words of what somebody writes: no addresses, names that are called, emojis by name, commands,
// code, abbreviations, nor what has digits in it.
std::vector<SpelledWord> spelledWords(const QString &text);

} // namespace app
