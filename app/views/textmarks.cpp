#include "app/views/textmarks.h"

#include <algorithm>

namespace app {

namespace {

int length(const QString &text)
{
    return static_cast<int>(text.size());
}

// How many of the mark's signs stand there in a row.
int runBefore(const QString &text, int at, QChar sign)
{
    int count = 0;
    while (at - count > 0 && text.at(at - count - 1) == sign)
        ++count;
    return count;
}

int runBehind(const QString &text, int at, QChar sign)
{
    int count = 0;
    while (at + count < length(text) && text.at(at + count) == sign)
        ++count;
    return count;
}

// "***" is both: bold is there from two on, italics are with one or three.
bool isMarkedBy(int run, const QString &mark)
{
    return mark.size() == 2 ? run >= 2 : run % 2 == 1;
}

TextChange makeBlock(const QString &text, int from, int to)
{
    const bool startsLine = from == 0 || text.at(from - 1) == u'\n';
    const QString before = startsLine ? QStringLiteral("```\n") : QStringLiteral("\n```\n");
    const int first = from + length(before);
    return {from, to, before + text.mid(from, to - from) + QStringLiteral("\n```"), first,
        first + to - from};
}

} // namespace

TextChange toggleMark(const QString &text, int from, int to, const QString &mark)
{
    // Marks stand at words, not at blanks.
    while (from < to && text.at(from).isSpace())
        ++from;
    while (to > from && text.at(to - 1).isSpace())
        --to;
    const QString inside = text.mid(from, to - from);
    if (mark == u"`" && inside.contains(u'\n'))
        return makeBlock(text, from, to);
    const int width = length(mark);
    const QChar sign = mark.at(0);
    const int run = std::min(runBefore(text, from, sign), runBehind(text, to, sign));
    if (isMarkedBy(run, mark))
        return {from - width, to + width, inside, from - width, to - width};
    const int within =
        std::min(runBehind(inside, 0, sign), runBefore(inside, length(inside), sign));
    if (length(inside) > 2 * width && isMarkedBy(within, mark)) {
        const QString bare = inside.mid(width, inside.size() - 2 * width);
        return {from, to, bare, from, from + length(bare)};
    }
    return {from, to, mark + inside + mark, from + width, to + width};
}

TextChange makeLink(const QString &text, int from, int to)
{
    const QString inside = text.mid(from, to - from);
    const bool isAddress = inside.startsWith(u"https://") || inside.startsWith(u"http://")
        || inside.startsWith(u"www.");
    if (isAddress)
        return {from, to, QStringLiteral("[](%1)").arg(inside), from + 1, from + 1};
    const QString address = QStringLiteral("https://");
    const int place = from + length(inside) + 3;
    return {from, to, QStringLiteral("[%1](%2)").arg(inside, address),
        inside.isEmpty() ? from + 1 : place, inside.isEmpty() ? from + 1 : place + length(address)};
}

} // namespace app
