#include "tests/wire/arrival.h"

#include "tests/wire/text.h"

namespace wire {
namespace {

QByteArray describeFrame(const RawFrame &frame)
{
    QByteArray text = frame.command + '\n';
    for (const auto &[name, value] : frame.headers)
        text += name + ':' + value + '\n';
    text += '\n' + frame.body.left(500);
    return printable(text);
}

struct Describe {
    QByteArray operator()(const Silence &) const { return "nothing came"; }
    QByteArray operator()(const RawFrame &frame) const { return describeFrame(frame); }
    QByteArray operator()(const HeartBeat &) const { return "a heart-beat"; }
    QByteArray operator()(const HttpAnswer &answer) const
    {
        return "HTTP: " + printable(answer.text);
    }
    QByteArray operator()(const Ping &ping) const { return "ping " + printable(ping.payload); }
    QByteArray operator()(const Pong &pong) const { return "pong " + printable(pong.payload); }
    QByteArray operator()(const Closed &closed) const
    {
        return "close" + (closed.code ? ' ' + QByteArray::number(*closed.code) : QByteArray());
    }
    QByteArray operator()(const Fault &fault) const { return "a fault: " + fault.text; }
};

std::optional<qsizetype> contentLength(const RawFrame &frame)
{
    for (const auto &[name, value] : frame.headers) {
        if (name == "content-length")
            return value.toLongLong();
    }
    return std::nullopt;
}

} // namespace

QByteArray describe(const Arrival &arrival)
{
    return std::visit(Describe{}, arrival);
}

std::variant<Silence, RawFrame, Fault> takeFrame(QByteArray &bytes)
{
    const qsizetype headersEnd = bytes.indexOf("\n\n");
    if (headersEnd < 0)
        return Silence{};
    RawFrame frame;
    const QList<QByteArray> lines = bytes.first(headersEnd).split('\n');
    frame.command = lines.front();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || line.contains('\r') || line.contains('\0'))
            return Fault{"a header that is none: " + printable(line)};
        frame.headers.emplace_back(line.first(colon), line.sliced(colon + 1));
    }
    const qsizetype begin = headersEnd + 2;
    const std::optional<qsizetype> length = contentLength(frame);
    const qsizetype end = length ? begin + *length : bytes.indexOf('\0', begin);
    if (end < 0 || end >= bytes.size())
        return Silence{};
    if (bytes.at(end) != '\0')
        return Fault{"no NUL behind the body of " + describeFrame(frame)};
    frame.body = bytes.sliced(begin, end - begin);
    bytes.remove(0, end + 1);
    return frame;
}

} // namespace wire
