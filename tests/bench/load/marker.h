#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

// What each body begins with: who sent it, as its how many-th in this room, and when. Letters and
// digits, so that it survives inside JSON.
struct Marker {
    std::uint32_t publisher = 0;
    std::uint32_t sequence = 0;
    std::uint64_t sentAt = 0; // nanoseconds
};

constexpr std::size_t markerSize = 34;

namespace detail {

inline void appendHex(std::string &text, std::uint64_t value, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        text += "0123456789abcdef"[value >> shift & 15U];
}

inline std::uint64_t readHex(std::string_view text)
{
    std::uint64_t value = 0;
    for (const char digit : text)
        value = value << 4 | std::uint64_t(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    return value;
}

} // namespace detail

inline void append(std::string &text, const Marker &marker)
{
    text += "@~";
    detail::appendHex(text, marker.publisher, 8);
    detail::appendHex(text, marker.sequence, 8);
    detail::appendHex(text, marker.sentAt, 16);
}

// `hint` is where the last one stood: mostly it stands there again.
inline std::optional<Marker> findMarker(std::string_view frame, std::size_t &hint)
{
    std::size_t at = hint;
    if (frame.size() < hint + markerSize || frame[hint] != '@' || frame[hint + 1] != '~')
        at = frame.find("@~");
    if (at == std::string_view::npos || frame.size() < at + markerSize)
        return std::nullopt;
    hint = at;
    return Marker{std::uint32_t(detail::readHex(frame.substr(at + 2, 8))),
        std::uint32_t(detail::readHex(frame.substr(at + 10, 8))),
        detail::readHex(frame.substr(at + 18, 16))};
}

} // namespace bench
