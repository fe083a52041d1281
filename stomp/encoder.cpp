#include "stomp/encoder.h"

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

} // namespace

bool appendHeader(QByteArray &out, QByteArrayView name, QByteArrayView value, Version version)
{
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

Result<QByteArray> encode(const Frame &frame, Version version, Unrepresentable policy)
{
    const bool escapes = hasEscapedHeaders(frame.command);
    const bool writesLength = mayHaveBody(frame.command) && !frame.body.isEmpty();
    QByteArray out;
    out.reserve(128 + frame.body.size());
    out.append(toBytes(frame.command)).append('\n');
    for (const auto &[name, value] : frame.headers) {
        if (writesLength && name == contentLength)
            continue;
        bool written = true;
        if (escapes)
            written = appendHeader(out, name, value, version);
        else if ((written = isRawSafe(name) && isRawSafe(value) && !name.contains(':')))
            appendRaw(out, name, value);
        if (!written && policy == Unrepresentable::Refuse) {
            return Error{ErrorCode::NotRepresentable,
                "header " + name.left(64).toPercentEncoding() + " cannot be written in this version"};
        }
    }
    if (writesLength)
        appendRaw(out, contentLength, QByteArray::number(frame.body.size()));
    out.append('\n').append(frame.body).append('\0');
    return out;
}

} // namespace stomp
