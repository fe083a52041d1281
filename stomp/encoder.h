#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

namespace stomp {

// What to do with a header that the version cannot say (S-046).
enum class Unrepresentable { Refuse, Drop };

// The bytes of a frame, NUL included; `content-length` is written for every body, and whenever the
// command may have one and the body is not empty. The frame is not changed.
Result<QByteArray> encode(
    const Frame &frame, Version version, Unrepresentable policy = Unrepresentable::Refuse);

// Appends "name:value\n" in the escaping of the version; false (and nothing appended) when the version
// cannot say it.
bool appendHeader(QByteArray &out, QByteArrayView name, QByteArrayView value, Version version);

} // namespace stomp
