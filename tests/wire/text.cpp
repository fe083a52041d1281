#include "tests/wire/text.h"

namespace wire {
namespace {

// What stands for `{inside}`; nothing when it stands for itself.
std::optional<QByteArray> replacement(const QByteArray &inside, const Variables &variables)
{
    if (const auto found = variables.find(inside); found != variables.end())
        return found->second;
    const qsizetype star = inside.lastIndexOf('*');
    bool isNumber = false;
    const int count = inside.mid(star + 1).toInt(&isNumber);
    if (star <= 0 || !isNumber)
        return std::nullopt;
    return inside.first(star).repeated(count);
}

struct Escape {
    char byte;
    qsizetype length; // of what was written behind the backslash
};

std::optional<Escape> readEscape(const QByteArray &text, qsizetype at)
{
    switch (at < text.size() ? text.at(at) : ' ') {
    case 'n':
        return Escape{'\n', 1};
    case 'r':
        return Escape{'\r', 1};
    case 't':
        return Escape{'\t', 1};
    case '0':
        return Escape{'\0', 1};
    case '\\':
        return Escape{'\\', 1};
    case 'x': {
        bool isNumber = false;
        const int byte = text.mid(at + 1, 2).toInt(&isNumber, 16);
        if (isNumber && at + 2 < text.size())
            return Escape{static_cast<char>(byte), 3};
        return std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

} // namespace

QByteArray expand(const QByteArray &text, const Variables &variables)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.at(at) == '{' ? text.indexOf('}', at) : -1;
        const auto instead =
            end < 0 ? std::nullopt : replacement(text.sliced(at + 1, end - at - 1), variables);
        if (instead) {
            out += *instead;
            at = end + 1;
        } else {
            out += text.at(at++);
        }
    }
    return out;
}

std::optional<QByteArray> unescape(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        if (text.at(at) != '\\') {
            out += text.at(at++);
            continue;
        }
        const std::optional<Escape> escape = readEscape(text, at + 1);
        if (!escape)
            return std::nullopt;
        out += escape->byte;
        at += 1 + escape->length;
    }
    return out;
}

QByteArray printable(const QByteArray &bytes)
{
    QByteArray out;
    for (const char byte : bytes) {
        const auto number = static_cast<unsigned char>(byte);
        if (byte == '\n')
            out += "\\n";
        else if (byte == '\r')
            out += "\\r";
        else if (byte == '\0')
            out += "\\0";
        else if (byte == '\\')
            out += "\\\\";
        else if (number < 0x20 || number >= 0x7f)
            out += "\\x" + QByteArray(1, byte).toHex();
        else
            out += byte;
    }
    return out;
}

bool matches(const QByteArray &pattern, const QByteArray &bytes)
{
    const QList<QByteArray> parts = pattern.split('*');
    qsizetype at = 0;
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const QByteArray part = unescape(parts.at(index)).value_or(parts.at(index));
        const bool isLast = index == parts.size() - 1;
        if (index == 0) {
            if (!bytes.startsWith(part))
                return false;
            at = part.size();
        } else if (isLast) {
            return bytes.size() - part.size() >= at && bytes.endsWith(part);
        } else {
            const qsizetype found = bytes.indexOf(part, at);
            if (found < 0)
                return false;
            at = found + part.size();
        }
    }
    return at == bytes.size();
}

} // namespace wire
