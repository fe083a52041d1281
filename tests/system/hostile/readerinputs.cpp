#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/mutepeer.h"
#include "tests/system/hostile/peer.h"

#include <thread>

// Who does not read, or hardly (stomp.md 4.5).
namespace hostile {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using wire::Carrier;

constexpr qint64 someMemory = 64 * 1024; // kB
const QByteArray body(64 * 1024, 'x');
const QByteArray cut = "ends: slow-reader-"; // in the log

QByteArray sendToTopic(
    const QByteArray &topic, const QByteArray &headerLines, const QByteArray &text)
{
    return frame("SEND\ndestination:/topic/" + topic + '\n' + headerLines + '\n' + text);
}

// It is not read from any more, what waits for it is bounded, and then it is cut.
QByteArray askForReceipts(WatchedServer &server)
{
    for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
        forgetPeak(server.processId());
        MutePeer mute(server, carrier);
        if (!mute.isOpen())
            return "it cannot connect";
        const QByteArray frames =
            sendToTopic("flood", "receipt:" + QByteArray(200, 'r') + '\n', {}).repeated(100);
        qint64 sent = 0;
        while (sent < 400'000'000 && mute.send(frames))
            sent += frames.size();
        if (sent >= 400'000'000)
            return "all its receipts were taken in";
        if (const QByteArray wrong = server.expectPeak(someMemory); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QByteArray subscribe(MutePeer &mute, const QByteArray &topic)
{
    const bool isIn =
        mute.isOpen() && mute.send(frame("SUBSCRIBE\nid:1\ndestination:/topic/" + topic + "\n\n"));
    return isIn ? QByteArray() : QByteArray("it cannot connect");
}

QByteArray publish(WatchedServer &server, const QByteArray &topic, int count)
{
    Peer publisher(server, Carrier::Tcp);
    const QByteArray wrong = firstOf({publisher.connect(), publisher.fence()});
    for (int number = 0; number < count; ++number)
        publisher.send(sendToTopic(topic, {}, body));
    return firstOf({wrong, publisher.fence()});
}

// That the server has let go of it shows in the server; here the end would come behind all that the
// systems hold.
QByteArray neverRead(WatchedServer &server)
{
    for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
        forgetPeak(server.processId());
        const qsizetype before = server.log().count(cut);
        MutePeer mute(server, carrier);
        const QByteArray wrong = firstOf({subscribe(mute, "mute"), publish(server, "mute", 300),
            server.expectLogged(cut, before + 1), server.expectPeak(someMemory)});
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

// Less waits for it than may, and it does take something: that is not enough.
QByteArray readSlowly(WatchedServer &server)
{
    const qsizetype before = server.log().count(cut);
    MutePeer mute(server, Carrier::Tcp);
    const QByteArray wrong = firstOf({subscribe(mute, "slow"), publish(server, "slow", 100)});
    for (int byte = 0; byte < 40; ++byte) {
        mute.read(1, 0);
        std::this_thread::sleep_for(50ms);
    }
    return firstOf({wrong, server.expectLogged(cut, before + 1)});
}

// Over WebSocket pings ask whether somebody is there who promised no beats.
QByteArray vanish(WatchedServer &server)
{
    MutePeer silent(server, Carrier::WebSocket);
    if (!silent.isOpen())
        return "it cannot connect";
    return silent.expectEnd(15000);
}

QByteArray publishTooFast(WatchedServer &server)
{
    forgetPeak(server.processId());
    MutePeer slow(server, Carrier::Tcp);
    Peer publisher(server, Carrier::WebSocket);
    Peer other(server, Carrier::Tcp);
    QByteArray wrong = firstOf({subscribe(slow, "fast"), publisher.connect(), other.connect()});
    other.send(frame("SUBSCRIBE\nid:1\ndestination:/topic/fast\n\n"));
    wrong = firstOf({wrong, other.fence()});
    for (int number = 0; number < 400; ++number) {
        publisher.send(sendToTopic("fast", {}, body));
        if (number % 10 == 0)
            slow.read(65536, 0);
        wrong = firstOf({wrong, other.expectFrame("MESSAGE\nsubscription:1\n")});
    }
    return firstOf({wrong, publisher.fence(), server.expectPeak(someMemory)});
}

// Each body stands once in memory, however many subscriptions it goes to.
QByteArray amplify(WatchedServer &server)
{
    forgetPeak(server.processId());
    MutePeer peer(server, Carrier::Tcp);
    QByteArray wrong = peer.isOpen() ? QByteArray() : QByteArray("it cannot connect");
    for (int number = 0; number < 1000; ++number) {
        peer.send(frame(
            "SUBSCRIBE\nid:" + QByteArray::number(number) + "\ndestination:/topic/amplified\n\n"));
    }
    Peer publisher(server, Carrier::Tcp);
    wrong = firstOf({wrong, publisher.connect()});
    for (int number = 0; number < 3; ++number) {
        peer.send(sendToTopic("amplified", {}, body.repeated(16)));
        publisher.send(sendToTopic("amplified", {}, body.repeated(16)));
    }
    return firstOf(
        {wrong, publisher.fence(), peer.expectEnd(10000), server.expectPeak(someMemory)});
}

} // namespace

std::vector<HostileInput> readerInputs()
{
    const QStringList options{u"--log-level"_s, u"debug"_s};
    const wire::ServerSettings strict{options,
        "waiting-bytes = 1048576\nwaiting-time = 1000\nwaiting-rate = 65536\n"
        "waiting-stops-reading = 262144\nping-interval = 300\nping-time = 4000\n",
        {}};
    const wire::ServerSettings generous{options,
        "waiting-bytes = 33554432\nwaiting-time = 1000\nwaiting-rate = 65536\n"
        "waiting-stops-reading = 16777216\n",
        {}};
    return {
        {"M-072 endless SENDs with receipts that nobody reads", strict, askForReceipts},
        {"M-076 a subscriber that never reads", strict, neverRead},
        {"M-077 a subscriber that reads a byte now and then", generous, readSlowly},
        {"M-078 a peer that is no more", strict, vanish},
        {"M-079 a publisher that is too fast for one of two", strict, publishTooFast},
        {"M-080 a thousand subscriptions to one topic, and a mebibyte sent there", strict, amplify},
    };
}

} // namespace hostile
