// What it costs to write and to read one MESSAGE of a room, beside copying the same bytes. The
// ratio to the copy is what can be compared between machines.

#include "stomp/decoder.h"
#include "stomp/encoder.h"
#include "tests/bench/benchmark.h"

#include <cstdio>
#include <cstring>
#include <vector>

namespace {

stomp::Frame roomMessage(int bodySize)
{
    return {stomp::Command::Message,
        {{"subscription", "room-general"}, {"destination", "/subscribe/chat/general"},
            {"message-id", "01JD9Z3M7Q8K2V4N6P0R5T1W3Y"}, {"seq", "123456"},
            {"content-type", "application/json"}},
        QByteArray(bodySize, 'x')};
}

double copying(const QByteArray &wire)
{
    std::vector<char> target(static_cast<std::size_t>(wire.size()));
    return bench::nanosecondsPerCall([&] {
        std::memcpy(target.data(), wire.constData(), target.size());
        bench::keep(target);
    });
}

double encoding(const stomp::Frame &frame)
{
    return bench::nanosecondsPerCall(
        [&] { bench::keep(stomp::encode(frame, stomp::Version::V12)); });
}

// One decoder for all frames, as a connection has it; the bytes come in pieces of this size.
double decoding(const QByteArray &wire, qsizetype piece)
{
    stomp::Decoder decoder(stomp::Reads::ServerFrames, {});
    decoder.setVersion(stomp::Version::V12);
    return bench::nanosecondsPerCall([&] {
        for (qsizetype at = 0; at < wire.size(); at += piece) {
            decoder.append(QByteArrayView(wire).sliced(at, std::min(piece, wire.size() - at)));
            bench::keep(decoder.next());
        }
    });
}

void print(const char *name, int bodySize, double nanoseconds, double copyNanoseconds)
{
    std::printf("%-24s body %6d   %10.1f ns   %7.1f x copy\n", name, bodySize, nanoseconds,
        nanoseconds / copyNanoseconds);
}

} // namespace

int main()
{
    for (const int bodySize : {16, 128, 1024, 16 * 1024}) {
        const stomp::Frame frame = roomMessage(bodySize);
        const QByteArray wire = *stomp::encode(frame, stomp::Version::V12);
        const double copy = copying(wire);
        print("copy", bodySize, copy, copy);
        print("encode", bodySize, encoding(frame), copy);
        print("decode/whole", bodySize, decoding(wire, wire.size()), copy);
        print("decode/pieces of 64", bodySize, decoding(wire, 64), copy);
    }
}
