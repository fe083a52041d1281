#pragma once

#include <QString>

namespace app {

// A change of a text: what is from `start` to `end` becomes `text`, and in the whole then
// `selectFrom` to `selectTo` is selected.
struct TextChange {
    int start = 0;
    int end = 0;
    QString text;
    int selectFrom = 0;
    int selectTo = 0;

    friend bool operator==(const TextChange &, const TextChange &) = default;
};

// Puts a mark of Markdown ("**", "*", "`") around what is selected, or takes it away; with nothing
// selected, a pair to write between. Code of several lines becomes a block.
TextChange toggleMark(const QString &text, int from, int to, const QString &mark);
// Makes what is selected the words of a link, or the address of one.
TextChange makeLink(const QString &text, int from, int to);

} // namespace app
