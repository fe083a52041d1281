#include "tests/wire/framepattern.h"

#include "tests/wire/text.h"

#include <algorithm>

namespace wire {
namespace {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

struct Lines {
    QList<QByteArray> header; // the command first
    std::optional<QByteArray> body;
};

// Where the next line end \n begins; a backslash that was escaped does not begin one.
qsizetype lineEnd(const QByteArray &pattern, qsizetype from)
{
    for (qsizetype at = from; at + 1 < pattern.size(); ++at) {
        if (pattern.at(at) != '\\')
            continue;
        if (pattern.at(at + 1) == 'n')
            return at;
        ++at;
    }
    return -1;
}

Lines split(const QByteArray &pattern)
{
    Lines lines;
    for (qsizetype at = 0;;) {
        const qsizetype end = lineEnd(pattern, at);
        if (end == at && at > 0) {
            lines.body = pattern.sliced(end + 2);
            return lines;
        }
        lines.header << (end < 0 ? pattern.sliced(at) : pattern.sliced(at, end - at));
        if (end < 0)
            return lines;
        at = end + 2;
    }
}

// Takes the header that fits out of those not yet explained.
bool take(Headers &headers, const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArray name =
        unescape(line.first(std::max<qsizetype>(colon, 0))).value_or(QByteArray());
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first == name && matches(line.sliced(colon + 1), header.second);
    });
    if (colon < 0 || found == headers.end())
        return false;
    headers.erase(found);
    return true;
}

bool has(const Headers &headers, const QByteArray &name)
{
    return std::any_of(
        headers.begin(), headers.end(), [&](const auto &header) { return header.first == name; });
}

QByteArray judgeHeaders(const QList<QByteArray> &lines, const RawFrame &frame)
{
    Headers unexplained = frame.headers;
    bool mayHaveMore = false;
    for (const QByteArray &line : lines) {
        if (line == "...")
            mayHaveMore = true;
        else if (line.startsWith('!') && has(frame.headers, line.sliced(1)))
            return "a header that should be absent: " + line.sliced(1);
        else if (!line.startsWith('!') && !take(unexplained, line))
            return "no such header: " + line;
    }
    if (!mayHaveMore && !unexplained.empty())
        return "a header too many: " + unexplained.front().first;
    return {};
}

} // namespace

QByteArray mismatch(const QByteArray &pattern, const RawFrame &frame)
{
    const Lines lines = split(pattern);
    if (lines.header.front() != frame.command)
        return "another command";
    if (const QByteArray wrong = judgeHeaders(lines.header.sliced(1), frame); !wrong.isEmpty())
        return wrong;
    if (lines.body && !matches(*lines.body, frame.body))
        return "another body";
    return {};
}

} // namespace wire
