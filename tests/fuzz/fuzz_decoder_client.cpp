// What a server may send, as the client reads it.
#include "tests/fuzz/decoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return fuzz::decodeBothWays(data, size, stomp::Reads::ServerFrames);
}
