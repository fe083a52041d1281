#include "stomp/encoder.h"

#include <algorithm>

namespace stomp {

namespace {

constexpr QByteArrayView contentLength = "content-length";

void appendRaw(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(':').append(value).append('\n');
}

bool isRawSafe(QByteArrayView text)
{
    return !text.contains('\n') && !text.contains('\r') && !text.contains('\0');
}

// What every reader of ours refuses (S-021, S-030, S-033).
bool isReadable(QByteArrayView name, QByteArrayView value)
{
    const bool hasControl = std::any_of(name.begin(), name.end(), [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return (byte < 0x20 && character != '\n' && character != '\r') || byte == 0x7f;
    });
    return !hasControl && !name.trimmed().isEmpty() && name.isValidUtf8() && value.isValidUtf8();
}

bool appendUnescaped(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    const bool isWritable =
        isReadable(name, value) && isRawSafe(name) && isRawSafe(value) && !name.contains(':');
    if (isWritable)
        appendRaw(out, name, value);
    return isWritable;
}

} // namespace

bool appendHeader(QByteArray &out, QByteArrayView name, QByteArrayView value, Version version)
{
    if (!isReadable(name, value))
        return false;
    const qsizetype before = out.size();
    if (!appendEscaped(out, name, version, true)) {
        out.truncate(before);
        return false;
    }
    out.append(':');
    if (!appendEscaped(out, value, version, false)) {
        out.truncate(before);
        return false;
    }
    out.append('\n');
    return true;
}

Result<QByteArray> encode(
    const Frame &frame, Version version, Unrepresentable policy, ContentLength length)
{
    if (!frame.body.isEmpty() && !mayHaveBody(frame.command))
        return Error{ErrorCode::UnexpectedBody, toBytes(frame.command) + " has no body"};
    if (length == ContentLength::Omit && frame.body.contains('\0'))
        return Error{ErrorCode::NotRepresentable, "a body with NUL needs its content-length"};
    const bool escapes = hasEscapedHeaders(frame.command);
    QByteArray out;
    out.reserve(128 + frame.body.size());
    out.append(toBytes(frame.command)).append('\n');
    for (const auto &[name, value] : frame.headers) {
        if (name == contentLength)
            continue; // what is written is what is true
        const bool written =
            escapes ? appendHeader(out, name, value, version) : appendUnescaped(out, name, value);
        if (!written && policy == Unrepresentable::Refuse) {
            return Error{ErrorCode::NotRepresentable,
                "header " + name.left(64).toPercentEncoding()
                    + " cannot be written in this version"};
        }
    }
    if (!frame.body.isEmpty() && length == ContentLength::Write)
        appendRaw(out, contentLength, QByteArray::number(frame.body.size()));
    out.append('\n').append(frame.body).append('\0');
    return out;
}

} // namespace stomp
