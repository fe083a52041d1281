#include "stomp/chat/jsonwriter.h"

#include <algorithm>
#include <utility>

namespace chat {

namespace {

bool isSpecial(char character)
{
    return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

void appendEscape(QByteArray &json, char character)
{
    constexpr QByteArrayView escaped = "\"\\\b\f\n\r\t";
    constexpr QByteArrayView letters = "\"\\bfnrt";
    json.append('\\');
    if (const qsizetype at = escaped.indexOf(character); at >= 0) {
        json.append(letters[at]);
        return;
    }
    constexpr QByteArrayView digits = "0123456789abcdef";
    json.append("u00").append(digits[character >> 4]).append(digits[character & 15]);
}

void appendText(QByteArray &json, QByteArrayView text)
{
    json.append('"');
    while (true) {
        const auto special = std::find_if(text.begin(), text.end(), isSpecial);
        json.append(text.first(special - text.begin()));
        if (special == text.end())
            break;
        appendEscape(json, *special);
        text = text.sliced(special - text.begin() + 1);
    }
    json.append('"');
}

} // namespace

JsonWriter::JsonWriter(qsizetype reserved)
{
    m_json.reserve(reserved);
    m_json.append('{');
}

void JsonWriter::begin(QByteArrayView name)
{
    if (!m_json.endsWith('{'))
        m_json.append(',');
    m_json.append('"').append(name).append("\":");
}

void JsonWriter::text(QByteArrayView name, QByteArrayView value)
{
    begin(name);
    appendText(m_json, value);
}

void JsonWriter::number(QByteArrayView name, qint64 value)
{
    begin(name);
    m_json.append(QByteArray::number(value));
}

void JsonWriter::truth(QByteArrayView name, bool value)
{
    begin(name);
    m_json.append(value ? "true" : "false");
}

void JsonWriter::null(QByteArrayView name)
{
    begin(name);
    m_json.append("null");
}

void JsonWriter::beginObject(QByteArrayView name)
{
    begin(name);
    m_json.append('{');
}

void JsonWriter::endObject()
{
    m_json.append('}');
}

QByteArray JsonWriter::take()
{
    m_json.append('}');
    return std::exchange(m_json, {});
}

} // namespace chat
