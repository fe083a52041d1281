#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace server {

// A text as a template argument, so that the compiler can read it: Path<"chatRoomId", RoomId>.
template<std::size_t Size>
struct Literal {
    consteval Literal(const char (&text)[Size]) { std::copy_n(text, Size, characters); }

    constexpr std::string_view view() const { return {characters, Size - 1}; }

    char characters[Size] = {};
};

} // namespace server
