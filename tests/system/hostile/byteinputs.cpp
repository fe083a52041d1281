#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/peer.h"

#include <random>

// Bytes that are no STOMP, or strange STOMP (stomp.md 4.1).
namespace hostile {
namespace {

using wire::Carrier;

constexpr qint64 littleMemory = 48 * 1024; // kB

QByteArray noise(std::minstd_rand &random, qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(random() >> 8);
    return bytes;
}

// Until the end there is at most one ERROR.
QByteArray expectOneErrorAtMost(Peer &peer)
{
    int errors = 0;
    for (;;) {
        const wire::Arrival arrival = peer.next();
        if (const auto *frame = std::get_if<wire::RawFrame>(&arrival))
            errors += frame->command == "ERROR" ? 1 : 0;
        else if (std::holds_alternative<wire::Silence>(arrival))
            return "the connection was not ended";
        else
            return errors <= 1 ? QByteArray() : QByteArray("several ERRORs");
    }
}

QByteArray throwBytes(
    WatchedServer &server, Carrier carrier, bool connects, const QByteArray &bytes)
{
    Peer peer(server, carrier);
    const QByteArray wrong = connects ? peer.connect() : QByteArray();
    for (qsizetype at = 0; at < bytes.size() && peer.send(bytes.mid(at, 60000)); at += 60000) { }
    peer.close();
    return firstOf({wrong, expectOneErrorAtMost(peer)});
}

QByteArray throwNoise(WatchedServer &server)
{
    forgetPeak(server.processId());
    std::minstd_rand random(1);
    for (int kilobytes = 1; kilobytes <= 1024; kilobytes *= 2) {
        for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
            const QByteArray wrong =
                firstOf({throwBytes(server, carrier, false, noise(random, kilobytes * 1024)),
                    throwBytes(server, carrier, true, noise(random, kilobytes * 1024))});
            if (!wrong.isEmpty())
                return QByteArray::number(kilobytes) + " KiB: " + wrong;
        }
    }
    return server.expectPeak(littleMemory);
}

QByteArray wholeSession()
{
    return frame("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n")
        + frame("SUBSCRIBE\nid:1\ndestination:/topic/session\nack:client\nreceipt:a\n\n")
        + frame("BEGIN\ntransaction:t\n\n")
        + frame(
            "SEND\ndestination:/topic/session\ntransaction:t\nx:a\\nb\ncontent-length:5\n\nhello")
        + frame("COMMIT\ntransaction:t\n\n") + frame("UNSUBSCRIBE\nid:1\nreceipt:b\n\n")
        + frame("DISCONNECT\nreceipt:c\n\n");
}

QByteArray mutated(QByteArray bytes, std::minstd_rand &random)
{
    for (int change = 0; change < 3; ++change) {
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
        const auto length = std::min<qsizetype>(1 + random() % 20, bytes.size() - at);
        switch (random() % 4) {
        case 0:
            bytes[at] = static_cast<char>(random() >> 8);
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.mid(at, length));
            break;
        default:
            bytes.insert(at, noise(random, length));
        }
    }
    return bytes;
}

QByteArray throwMutations(WatchedServer &server)
{
    std::minstd_rand random(2);
    for (int number = 0; number < 300; ++number) {
        const Carrier carrier = number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket;
        const QByteArray bytes = mutated(wholeSession(), random);
        if (const QByteArray wrong = throwBytes(server, carrier, false, bytes); !wrong.isEmpty())
            return "number " + QByteArray::number(number) + ": " + wrong;
    }
    return {};
}

QByteArray answersTo(WatchedServer &server, Carrier carrier, qsizetype cut)
{
    const QByteArray bytes = wholeSession();
    Peer peer(server, carrier);
    peer.send(bytes.first(cut));
    peer.send(bytes.sliced(cut));
    QByteArray answers;
    for (;;) {
        const wire::Arrival arrival = peer.next();
        const auto *frame = std::get_if<wire::RawFrame>(&arrival);
        answers += (frame ? frame->command + frame->body : wire::describe(arrival).left(8)) + ' ';
        if (!frame)
            return answers;
    }
}

QByteArray cutEverywhere(WatchedServer &server)
{
    const QByteArray wanted = "CONNECTED RECEIPT MESSAGEhello RECEIPT RECEIPT ";
    const auto size = wholeSession().size();
    for (qsizetype cut = 1; cut < size; ++cut) {
        for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
            const QByteArray answers = answersTo(server, carrier, cut);
            if (!answers.startsWith(wanted + "close"))
                return "cut behind " + QByteArray::number(cut) + ": " + answers;
        }
    }
    return {};
}

// Many names of one length, of the letters Aa and BB in the place of which the hash of Java's
// strings, and everything that multiplies by 31, sees no difference.
QByteArray headersNamed(bool areAlike)
{
    QByteArray headers;
    for (int number = 0; number < 90; ++number) {
        for (int bit = 0; bit < 7; ++bit)
            headers += areAlike ? ((number >> bit) % 2 == 0 ? "Aa" : "BB") : "xy";
        headers += (areAlike ? QByteArray() : QByteArray::number(number)) + ":1\n";
    }
    return headers;
}

qint64 timeFor(WatchedServer &server, const QByteArray &headers, QByteArray &wrong)
{
    Peer peer(server, Carrier::Tcp);
    wrong = firstOf({wrong, peer.connect()});
    const qint64 before = server.figures().processorTime.count();
    for (int number = 0; number < 1000; ++number)
        peer.send(frame("SEND\ndestination:/topic/alike\n" + headers + '\n'));
    wrong = firstOf({wrong, peer.fence()});
    return server.figures().processorTime.count() - before;
}

QByteArray collide(WatchedServer &server)
{
    QByteArray wrong;
    const qint64 ordinary = timeFor(server, headersNamed(false), wrong);
    const qint64 colliding = timeFor(server, headersNamed(true), wrong);
    if (colliding > 5 * std::max<qint64>(ordinary, 100))
        return QByteArray::number(colliding) + " ms instead of " + QByteArray::number(ordinary);
    Peer peer(server, Carrier::Tcp);
    wrong = firstOf({wrong, peer.connect()});
    peer.send("SEND\ndestination:/topic/alike\n" + headersNamed(true) + headersNamed(true));
    return firstOf({wrong, peer.expectError("maru.limit.header-count")});
}

} // namespace

std::vector<HostileInput> byteInputs()
{
    return {
        {"M-001 noise of up to a mebibyte, before and behind CONNECT", {}, throwNoise},
        {"M-001 a session with some bytes changed, in three hundred ways", {}, throwMutations},
        {"M-002 a session cut in two at every byte", {}, cutEverywhere},
        {"M-007 names of headers that have one hash", {}, collide},
    };
}

} // namespace hostile
