#pragma once

#include "stomp/decoder.h"

#include <QByteArray>

#include <optional>
#include <vector>

// Writing and reading bytes of STOMP in tests.
namespace test {

// The text with NUL for each ^@.
inline QByteArray wire(const char *text)
{
    return QByteArray(text).replace("^@", QByteArray(1, '\0'));
}

using Items = std::vector<stomp::Decoder::Item>;

// What the decoder has complete now; ends with the error if there is one.
inline void takeAll(stomp::Decoder &decoder, Items &items)
{
    const bool hasFailed = !items.empty() && std::holds_alternative<stomp::Error>(items.back());
    while (!hasFailed) {
        stomp::Decoder::Item item = decoder.next();
        if (std::holds_alternative<stomp::Decoder::NeedMoreBytes>(item))
            return;
        items.push_back(item);
        if (std::holds_alternative<stomp::Error>(item))
            return;
    }
}

// The bytes given to a decoder in pieces.
inline Items decodePieces(stomp::Decoder decoder, const std::vector<QByteArray> &pieces)
{
    Items items;
    for (const QByteArray &piece : pieces) {
        decoder.append(piece);
        takeAll(decoder, items);
    }
    return items;
}

inline std::vector<stomp::Frame> framesOf(const Items &items)
{
    std::vector<stomp::Frame> frames;
    for (const auto &item : items) {
        if (const auto *frame = std::get_if<stomp::Frame>(&item))
            frames.push_back(*frame);
    }
    return frames;
}

inline std::optional<stomp::ErrorCode> errorOf(const Items &items)
{
    if (items.empty())
        return std::nullopt;
    const auto *error = std::get_if<stomp::Error>(&items.back());
    return error ? std::optional(error->code) : std::nullopt;
}

inline std::size_t endsOfLineIn(const Items &items)
{
    std::size_t count = 0;
    for (const auto &item : items)
        count += std::holds_alternative<stomp::Decoder::EndOfLine>(item);
    return count;
}

} // namespace test
