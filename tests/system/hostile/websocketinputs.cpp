#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/mutepeer.h"
#include "tests/system/hostile/peer.h"

#include <thread>

// Floods below STOMP (stomp.md 4.6).
namespace hostile {
namespace {

using namespace std::chrono_literals;
using wire::Carrier;
using wire::webSocketFrame;

constexpr qint64 someMemory = 64 * 1024; // kB

enum Opcode { Continuation = 0, BinaryMessage = 2, Ping = 9 };

QByteArray pingEndlessly(WatchedServer &server)
{
    forgetPeak(server.processId());
    MutePeer mute(server, Carrier::WebSocket);
    if (!mute.isOpen())
        return "it cannot connect";
    const QByteArray pings = webSocketFrame(Ping, true, QByteArray(125, 'p')).repeated(1000);
    int thousands = 0;
    while (thousands < 3000 && mute.sendBelow(pings))
        ++thousands;
    if (thousands >= 3000)
        return "three million pings were answered";
    return server.expectPeak(someMemory);
}

// One message in more fragments than a message may have bytes.
QByteArray sendSingleBytes(WatchedServer &server)
{
    forgetPeak(server.processId());
    Peer peer(server, Carrier::WebSocket);
    QByteArray wrong = peer.connect();
    peer.sendBelow(webSocketFrame(BinaryMessage, false, "S"));
    const QByteArray pieces = webSocketFrame(Continuation, false, "x").repeated(10000);
    int sent = 0;
    while (sent < 150 && peer.sendBelow(pieces))
        ++sent;
    return firstOf({wrong, peer.expectEnd(), server.expectPeak(someMemory)});
}

// A message that never ends, in fragments of nothing, is a frame that is not completed.
QByteArray sendNothingForEver(WatchedServer &server)
{
    Peer peer(server, Carrier::WebSocket);
    const QByteArray wrong = peer.connect();
    peer.sendBelow(webSocketFrame(BinaryMessage, false, "SEND\n"));
    for (int piece = 0; piece < 100; ++piece) {
        const bool isTaken = peer.sendBelow(
            webSocketFrame(Continuation, false, {}) + webSocketFrame(Ping, true, {}));
        if (!isTaken)
            break;
        std::this_thread::sleep_for(20ms);
    }
    for (;;) {
        const wire::Arrival arrival = peer.next(3000);
        if (std::holds_alternative<wire::Pong>(arrival))
            continue;
        const bool isRight = wire::describe(arrival).contains("code:maru.connection.timeout");
        return firstOf({wrong, isRight ? QByteArray() : "there came: " + wire::describe(arrival)});
    }
}

} // namespace

std::vector<HostileInput> webSocketInputs()
{
    const wire::ServerSettings strict{{},
        "waiting-bytes = 1048576\nwaiting-time = 1000\nwaiting-rate = 65536\n"
        "waiting-stops-reading = 262144\nping-interval = 300\nping-time = 4000\n",
        {}};
    const wire::ServerSettings hurried{{}, "frame-time = 500\n", {}};
    return {
        {"M-095 millions of pings whose pongs nobody reads", strict, pingEndlessly},
        {"M-097 a message of a million fragments of one byte", {}, sendSingleBytes},
        {"M-097 fragments of nothing for ever, and pings between", hurried, sendNothingForEver},
    };
}

} // namespace hostile
