#pragma once

#include "stomp/command.h"
#include "stomp/headers.h"

#include <QByteArray>

namespace stomp {

// One STOMP frame as the program sees it: unescaped headers, the body as it came.
struct Frame {
    Command command = Command::Send;
    Headers headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const { return headers.value(name); }

    friend bool operator==(const Frame &, const Frame &) = default;
};

} // namespace stomp
