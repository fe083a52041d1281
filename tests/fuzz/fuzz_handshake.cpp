// The judge of HTTP requests: what it said of a beginning stays true of the whole.
#include "server/net/handshake.h"
#include "tests/fuzz/pieces.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const server::HandshakeRules rules{.endpoint = "/ws-connect",
        .origin = {},
        .longestRequest = 1024,
        .mostHeaders = 10,
        .countConnections = {},
        .longestLine = 256};
    const fuzz::Input input = fuzz::readInput(data, size);
    const server::HandshakeVerdict whole = server::judgeHandshake(input.bytes, rules);
    fuzz::require(input.bytes.size() < rules.longestRequest
            || !std::holds_alternative<server::HandshakeIncomplete>(whole),
        "nobody waits for more than the longest request");
    qsizetype had = 0;
    for (const QByteArrayView piece : fuzz::cut(input)) {
        had += piece.size();
        const auto verdict = server::judgeHandshake(input.bytes.first(had), rules);
        if (std::holds_alternative<server::HandshakeIncomplete>(verdict))
            continue;
        fuzz::require(verdict == whole, "the same however cut");
        break;
    }
    if (const auto *answer = std::get_if<server::HandshakeAnswer>(&whole)) {
        fuzz::require(answer->status >= 400 && answer->status < 600
                && answer->bytes.startsWith("HTTP/1.1 " + QByteArray::number(answer->status)),
            "an answer is an HTTP answer");
    }
    return 0;
}
