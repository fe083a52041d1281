#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

namespace stomp {

// What to do with a header that the version cannot say (S-046).
enum class Unrepresentable { Refuse, Drop };

// Whether the length of a body is told.
enum class ContentLength { Write, Omit };

// The bytes of a frame, NUL included; `content-length` is written for every body that is not empty,
// whatever the headers say. With Omit it is not, and a body with NUL is an error (S-066). A body of
// a command that has none is an error. The frame is not changed.
Result<QByteArray> encode(const Frame &frame, Version version,
    Unrepresentable policy = Unrepresentable::Refuse, ContentLength length = ContentLength::Write);

// Appends "name:value\n" in the escaping of the version; false (and nothing appended) when the
// version cannot say it, the name is blank or has control characters, or either is not UTF-8.
bool appendHeader(QByteArray &out, QByteArrayView name, QByteArrayView value, Version version);

} // namespace stomp
