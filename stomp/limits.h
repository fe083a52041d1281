#pragma once

#include <QtGlobal>

namespace stomp {

// What a decoder accepts at most, in bytes unless a name says count.
struct Limits {
    qsizetype command = 32;
    int headerCount = 100;
    qsizetype headerLine = 8 * 1024;
    qsizetype headers = 64 * 1024;
    qsizetype body = 1024 * 1024;

    friend bool operator==(const Limits &, const Limits &) = default;
};

} // namespace stomp
