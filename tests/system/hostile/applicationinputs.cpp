#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/peer.h"

#include <algorithm>

// The chat, and what is written about it (stomp.md 4.8).
namespace hostile {
namespace {

using namespace Qt::StringLiterals;
using wire::Carrier;

// A log has lines of plain text, whatever was sent, and never a passcode.
QByteArray writeIntoTheLog(WatchedServer &server)
{
    const QByteArray evil = "\x1b[31mred\x1b[0m\r\\nforged: everything is fine\\r\\n";
    for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
        const auto attack = [&](const QByteArray &bytes, const QByteArray &headerLines) {
            Peer peer(server, carrier);
            peer.connect(headerLines);
            peer.send(bytes);
            peer.close();
            peer.expectEnd();
        };
        const QByteArray right = "passcode:swordfish\n";
        attack({}, right + "login:\x1b[31mred\\nforged: everything is fine\n");
        attack(frame("SEND\ndestination:/topic/" + evil + "\n\n"), right);
        attack(frame("SUBSCRIBE\nid:" + evil + "\ndestination:/nowhere\n\n"), right);
        attack(frame("\x1b[31mforged\n\n"), right);
        attack({}, "passcode:swordfisk\n");
        Peer page(server, carrier);
        page.sendBelow("GET /\x1b[31mforged HTTP/1.1\r\nHost: \x1b[31m\r\n\r\n");
        page.expectEnd();
    }
    const QByteArray log = server.log();
    const bool isPlain = std::all_of(log.begin(), log.end(),
        [](char letter) { return letter == '\n' || static_cast<unsigned char>(letter) >= 0x20; });
    if (log.isEmpty() || !isPlain)
        return "the log is empty, or holds control characters";
    if (log.startsWith("forged") || log.contains("\nforged"))
        return "a line of the log was forged";
    return log.contains("swordfis") ? QByteArray("the log holds a passcode") : QByteArray();
}

// Of a thousand in a moment as many are taken as a minute has, and each of the others is answered.
QByteArray sayTooMuch(WatchedServer &server)
{
    constexpr int all = 1000;
    constexpr int mostInAMinute = 600;
    Peer peer(server, Carrier::Tcp);
    QByteArray wrong = peer.connect();
    peer.send(frame("SUBSCRIBE\nid:e\ndestination:/user/queue/errors\n\n"));
    QByteArray frames;
    for (int number = 0; number < all; ++number) {
        frames += frame("SEND\ndestination:/publish/chat/loud\nreceipt:"
            + QByteArray::number(number) + "\n\nhello");
    }
    peer.send(frames);
    int receipts = 0;
    int problems = 0;
    while (wrong.isEmpty() && receipts + problems < all) {
        const QByteArray came = wire::describe(peer.next());
        if (came.startsWith("RECEIPT"))
            ++receipts;
        else if (came.startsWith("MESSAGE") && came.contains("\"code\":\"too-fast\""))
            ++problems;
        else
            wrong = "there came: " + came;
    }
    const bool isRight = receipts >= mostInAMinute && receipts <= mostInAMinute + 100;
    return firstOf({wrong, peer.fence(),
        isRight ? QByteArray() : QByteArray::number(receipts) + " were taken"});
}

} // namespace

std::vector<HostileInput> applicationInputs()
{
    const wire::ServerSettings logging{{u"--log-level"_s, u"debug"_s}, {}, "swordfish"};
    const wire::ServerSettings measured{{}, "messages-per-minute = 600\n", {}};
    return {
        {"M-117 line ends and colours for the log", logging, writeIntoTheLog},
        {"M-119 a thousand messages at once by one person", measured, sayTooMuch},
    };
}

} // namespace hostile
