#pragma once

#include "tests/bench/load/options.h"

#include <string>
#include <string_view>

namespace bench {

inline std::string withRoom(std::string destination, int room)
{
    const std::size_t place = destination.find("{}");
    return place == std::string::npos ? destination
                                      : destination.replace(place, 2, std::to_string(room));
}

// `name` with the end of line before it and the colon behind it.
inline std::string_view headerOf(std::string_view frame, std::string_view name)
{
    const std::size_t at = frame.find(name);
    if (at == std::string_view::npos)
        return {};
    frame.remove_prefix(at + name.size());
    return frame.substr(0, frame.find('\n'));
}

inline std::string connectFrame(const Target &target)
{
    return "CONNECT\naccept-version:1.2\nhost:"
        + (target.virtualHost.empty() ? target.host : target.virtualHost)
        + "\nheart-beat:0,0\nlogin:guest\npasscode:guest\n\n" + '\0';
}

} // namespace bench
