#pragma once

#include "stomp/decoder.h"
#include "stomp/encoder.h"
#include "tests/fuzz/pieces.h"

#include <algorithm>

// The decoder against its promises: the same however cut, within its limits, final errors, and
// what it read can be written and read again.
namespace fuzz {

inline constexpr stomp::Limits smallLimits{
    .command = 32, .headerCount = 10, .headerLine = 256, .headers = 1024, .body = 2048};

inline std::optional<stomp::Version> agreedIn(const stomp::Frame &frame)
{
    if (frame.command == stomp::Command::Connected)
        return stomp::parseVersion(frame.header("version"));
    if (frame.command == stomp::Command::Connect || frame.command == stomp::Command::Stomp)
        return stomp::negotiateVersion(frame.headers.find("accept-version"));
    return std::nullopt;
}

inline void checkRoundTrip(const stomp::Frame &frame, stomp::Version version, stomp::Reads reads)
{
    const auto written = stomp::encode(frame, version);
    if (!written)
        return;
    stomp::Decoder decoder(reads, stomp::Limits{32, 1000, 65536, 1 << 20, 1 << 20});
    decoder.setVersion(version);
    decoder.append(*written);
    const auto item = decoder.next();
    const auto *again = std::get_if<stomp::Frame>(&item);
    require(again && again->command == frame.command && again->body == frame.body,
        "what was written is read as the same frame");
    for (const auto &[name, value] : frame.headers) {
        require(name == "content-length" || again->header(name) == frame.header(name),
            "what was written has the same headers");
    }
}

inline std::vector<stomp::Decoder::Item> decode(
    const std::vector<QByteArrayView> &pieces, stomp::Reads reads)
{
    using stomp::Decoder;
    Decoder decoder(reads, smallLimits);
    stomp::Version version = stomp::Version::V12;
    std::vector<Decoder::Item> items;
    for (const QByteArrayView piece : pieces) {
        decoder.append(piece);
        for (;;) {
            Decoder::Item item = decoder.next();
            if (std::holds_alternative<Decoder::NeedMoreBytes>(item))
                break;
            items.push_back(item);
            if (std::holds_alternative<stomp::Error>(item)) {
                require(decoder.next() == item, "an error is final");
                return items;
            }
            if (const auto *frame = std::get_if<stomp::Frame>(&item)) {
                require(frame->headers.size() <= std::size_t(smallLimits.headerCount)
                        && frame->body.size() <= smallLimits.body,
                    "a frame keeps the limits");
                if (const auto agreed = agreedIn(*frame)) {
                    version = *agreed;
                    decoder.setVersion(version);
                }
                checkRoundTrip(*frame, version, reads);
            }
        }
        require(
            decoder.bufferedBytes() <= std::max(smallLimits.headerLine + 2, smallLimits.body + 1),
            "what waits is bounded");
    }
    return items;
}

inline int decodeBothWays(const std::uint8_t *data, std::size_t size, stomp::Reads reads)
{
    const Input input = readInput(data, size);
    const auto whole = decode(cut({0, input.bytes}), reads);
    require(decode(cut(input), reads) == whole, "the same however cut");
    return 0;
}

} // namespace fuzz
