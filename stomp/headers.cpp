#include "stomp/headers.h"

#include <algorithm>

namespace stomp {

Headers::Headers(std::initializer_list<Entry> entries)
    : m_entries(entries)
{
}

void Headers::append(QByteArray name, QByteArray value)
{
    m_entries.emplace_back(std::move(name), std::move(value));
}

void Headers::set(QByteArrayView name, QByteArray value)
{
    const auto isNamed = [name](const Entry &entry) { return entry.first == name; };
    const auto first = std::find_if(m_entries.begin(), m_entries.end(), isNamed);
    if (first == m_entries.end()) {
        append(name.toByteArray(), std::move(value));
        return;
    }
    first->second = std::move(value);
    m_entries.erase(std::remove_if(std::next(first), m_entries.end(), isNamed), m_entries.end());
}

void Headers::remove(QByteArrayView name)
{
    std::erase_if(m_entries, [name](const Entry &entry) { return entry.first == name; });
}

void Headers::reserve(std::size_t count)
{
    m_entries.reserve(count);
}

bool Headers::contains(QByteArrayView name) const
{
    return entry(name) != nullptr;
}

std::optional<QByteArray> Headers::find(QByteArrayView name) const
{
    const Entry *found = entry(name);
    return found ? std::optional(found->second) : std::nullopt;
}

QByteArray Headers::value(QByteArrayView name) const
{
    const Entry *found = entry(name);
    return found ? found->second : QByteArray();
}

const Headers::Entry *Headers::entry(QByteArrayView name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
        [name](const Entry &entry) { return entry.first == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

namespace {

Error notRepresentable(const char *what)
{
    return {ErrorCode::NotRepresentable, what};
}

// How 1.2 writes a character that cannot stand for itself; nothing of NUL, nullptr for the others.
const char *escapeOf(char character)
{
    switch (character) {
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case ':':
        return "\\c";
    case '\r':
        return "\\r";
    case '\0':
        return "";
    default:
        return nullptr;
    }
}

Result<void> appendPlain(QByteArray &out, QByteArrayView text, bool isName)
{
    if (text.contains('\n') || text.contains('\r') || text.contains('\0'))
        return notRepresentable("STOMP 1.0 cannot carry a line break or NUL in a header");
    if (isName && text.contains(':'))
        return notRepresentable("STOMP 1.0 cannot carry a colon in a header name");
    out.append(text);
    return {};
}

} // namespace

// What needs no escape is copied in runs: almost always all of it.
Result<void> appendEscaped(QByteArray &out, QByteArrayView text, Version version, bool isName)
{
    if (version == Version::V10)
        return appendPlain(out, text, isName);
    const auto isSpecial = [](char character) { return escapeOf(character) != nullptr; };
    while (!text.isEmpty()) {
        const auto special = std::find_if(text.begin(), text.end(), isSpecial);
        out.append(text.first(special - text.begin()));
        if (special == text.end())
            break;
        if (*special == '\0')
            return notRepresentable("a header cannot carry NUL");
        if (*special == '\r' && version == Version::V11)
            return notRepresentable("STOMP 1.1 cannot carry a carriage return in a header");
        out.append(escapeOf(*special));
        text = text.sliced(special - text.begin() + 1);
    }
    return {};
}

namespace {

std::optional<char> unescaped(char escape, Version version)
{
    switch (escape) {
    case 'n':
        return '\n';
    case 'c':
        return ':';
    case '\\':
        return '\\';
    case 'r':
        return version == Version::V12 ? std::optional('\r') : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

Result<QByteArray> unescape(QByteArrayView text, Version version)
{
    if (version == Version::V10 || !text.contains('\\'))
        return text.toByteArray();
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.append(text[i]);
            continue;
        }
        const std::optional<char> character =
            i + 1 < text.size() ? unescaped(text[i + 1], version) : std::nullopt;
        if (!character)
            return Error{ErrorCode::InvalidEscape, "undefined escape sequence in a header"};
        out.append(*character);
        ++i;
    }
    return out;
}

} // namespace stomp
