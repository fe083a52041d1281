#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

// What fuzz targets share: an input is one byte that says how the rest is cut, and the rest.
namespace fuzz {

struct Input {
    unsigned plan = 0;
    QByteArrayView bytes;
};

inline Input readInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return {};
    return {data[0],
        QByteArrayView(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1))};
}

// Plan 0 is one piece, an odd one single bytes, others pieces of random sizes.
inline std::vector<QByteArrayView> cut(const Input &input)
{
    std::vector<QByteArrayView> pieces;
    std::minstd_rand random(input.plan + 1);
    for (qsizetype at = 0; at < input.bytes.size();) {
        const qsizetype left = input.bytes.size() - at;
        qsizetype size = input.plan == 0 ? left : 1;
        if (input.plan > 0 && input.plan % 2 == 0)
            size =
                std::min<qsizetype>(left, static_cast<qsizetype>(random() % (input.plan + 2)) + 1);
        pieces.push_back(input.bytes.sliced(at, size));
        at += size;
    }
    return pieces;
}

// A broken promise ends the run, so that the input is kept.
inline void require(bool isKept, const char *promise)
{
    if (isKept)
        return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

} // namespace fuzz
