// What a client may send, as the server reads it.
#include "tests/fuzz/decoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return fuzz::decodeBothWays(data, size, stomp::Reads::ClientFrames);
}
