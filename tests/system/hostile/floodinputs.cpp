#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/peer.h"

// Too much of what each frame alone may do (stomp.md 4.3 and 4.4).
namespace hostile {
namespace {

using wire::Carrier;

QByteArray valueOf(const wire::RawFrame &frame, QByteArrayView name)
{
    for (const auto &[key, value] : frame.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray subscribeEndlessly(WatchedServer &server)
{
    for (const Carrier carrier : {Carrier::Tcp, Carrier::WebSocket}) {
        Peer peer(server, carrier);
        QByteArray wrong = peer.connect();
        for (int piece = 0; piece < 200; ++piece) {
            QByteArray frames;
            for (int number = 0; number < 500; ++number) {
                frames += frame("SUBSCRIBE\nid:" + QByteArray::number(piece * 500 + number)
                    + "\ndestination:/topic/flood\n\n");
            }
            if (!peer.send(frames))
                break;
        }
        wrong = firstOf({wrong, peer.expectError("maru.limit.subscriptions")});
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

// Takes what came up to this receipt; bodies are numbers that rise.
QByteArray expectRisingUntil(Peer &peer, const QByteArray &receipt)
{
    for (qint64 last = -1;;) {
        const wire::Arrival arrival = peer.next();
        const auto *came = std::get_if<wire::RawFrame>(&arrival);
        if (!came || (came->command != "MESSAGE" && came->command != "RECEIPT"))
            return "there came: " + wire::describe(arrival);
        if (came->command == "RECEIPT" && valueOf(*came, "receipt-id") == receipt)
            return {};
        if (came->command == "MESSAGE"
            && came->body.toLongLong() <= std::exchange(last, came->body.toLongLong()))
            return came->body + " came behind a later one";
    }
}

QByteArray comeAndGo(WatchedServer &server)
{
    Peer speaker(server, Carrier::Tcp);
    Peer restless(server, Carrier::WebSocket);
    QByteArray wrong = firstOf({speaker.connect(), restless.connect()});
    const QByteArray there = "destination:/topic/restless\n\n";
    for (int number = 0; number < 5000 && wrong.isEmpty(); ++number) {
        restless.send(frame("SUBSCRIBE\nid:1\n" + there) + frame("UNSUBSCRIBE\nid:1\n\n"));
        speaker.send(frame("SEND\n" + there + QByteArray::number(number)));
        if (number % 500 == 0) {
            const QByteArray receipt = "r" + QByteArray::number(number);
            restless.send(frame("BEGIN\ntransaction:" + receipt + "\nreceipt:" + receipt + "\n\n")
                + frame("ABORT\ntransaction:" + receipt + "\n\n"));
            wrong = expectRisingUntil(restless, receipt);
        }
    }
    restless.send(frame("BEGIN\ntransaction:last\nreceipt:last\n\n"));
    wrong = firstOf({wrong, expectRisingUntil(restless, "last"), speaker.fence()});
    speaker.send(frame("SEND\n" + there + "to nobody"));
    return firstOf({wrong, speaker.fence(), restless.fence()});
}

QByteArray matchForever(WatchedServer &server)
{
    Peer peer(server, Carrier::Tcp);
    QByteArray wrong = peer.connect();
    for (int number = 0; number < 50; ++number) {
        peer.send(frame("SUBSCRIBE\nid:" + QByteArray::number(number) + "\ndestination:/topic"
            + QByteArray("/**/a").repeated(20) + "/**/b" + QByteArray::number(number) + "\n\n"));
        peer.send(frame("SUBSCRIBE\nid:s" + QByteArray::number(number) + "\ndestination:/topic/"
            + QByteArray("*a").repeated(30) + QByteArray::number(number) + "\n\n"));
    }
    wrong = firstOf({wrong, peer.fence()});
    const qint64 before = server.figures().processorTime.count();
    for (int number = 0; number < 20; ++number) {
        peer.send(frame("SEND\ndestination:/topic" + QByteArray("/a").repeated(200) + "\n\nhello"));
        peer.send(frame("SEND\ndestination:/topic/" + QByteArray("a").repeated(500) + "\n\nhello"));
    }
    wrong = firstOf({wrong, peer.fence()});
    const qint64 spent = server.figures().processorTime.count() - before;
    return firstOf({wrong,
        spent < 5000 ? QByteArray()
                     : QByteArray::number(spent) + " ms to find that nothing matches"});
}

// Refuses whatever comes, until nothing comes any more.
QByteArray refuseAll(Peer &peer, int &deliveries)
{
    for (;;) {
        const wire::Arrival arrival = peer.next(1000);
        if (std::holds_alternative<wire::Silence>(arrival))
            return {};
        const auto *came = std::get_if<wire::RawFrame>(&arrival);
        if (!came || came->command != "MESSAGE")
            return "there came: " + wire::describe(arrival);
        ++deliveries;
        peer.send(frame("NACK\nid:" + valueOf(*came, "ack") + "\n\n"));
    }
}

QByteArray refuseForever(WatchedServer &server)
{
    constexpr int messages = 5;
    Peer peer(server, Carrier::Tcp);
    QByteArray wrong = peer.connect();
    peer.send(frame("SUBSCRIBE\nid:1\ndestination:/queue/refused\nack:client-individual\n\n"));
    for (int number = 0; number < messages; ++number)
        peer.send(frame("SEND\ndestination:/queue/refused\n\nhello"));
    int deliveries = 0;
    wrong = firstOf({wrong, refuseAll(peer, deliveries)});
    if (deliveries != messages * 17)
        wrong = firstOf({wrong, QByteArray::number(deliveries) + " deliveries"});
    peer.send(frame("SUBSCRIBE\nid:2\ndestination:/queue/dead-letters\n\n"));
    for (int number = 0; number < messages; ++number)
        wrong = firstOf({wrong, peer.expectFrame("MESSAGE\nsubscription:2\n")});
    return firstOf({wrong, peer.fence()});
}

QByteArray acknowledgeNothing(WatchedServer &server)
{
    Peer peer(server, Carrier::Tcp);
    Peer honest(server, Carrier::WebSocket);
    QByteArray wrong = firstOf({peer.connect(), honest.connect()});
    peer.send(frame("SUBSCRIBE\nid:1\ndestination:/queue/hoard\nack:client-individual\n"
                    "prefetch-count:1000000\nreceipt:in\n\n"));
    wrong = firstOf({wrong, peer.expectFrame("RECEIPT\nreceipt-id:in\n")});
    for (int number = 0; number < 200; ++number)
        honest.send(frame("SEND\ndestination:/queue/hoard\n\n" + QByteArray::number(number)));
    wrong = firstOf({wrong, honest.fence()});
    for (int number = 0; number < 50; ++number)
        wrong = firstOf({wrong, peer.expectFrame("MESSAGE\nsubscription:1\n")});
    wrong = firstOf({wrong, peer.fence()}); // nothing came before it
    honest.send(frame("SUBSCRIBE\nid:1\ndestination:/queue/hoard\n\n"));
    for (int number = 0; number < 150; ++number)
        wrong = firstOf({wrong, honest.expectFrame("MESSAGE\nsubscription:1\n")});
    return firstOf({wrong, honest.fence()});
}

} // namespace

std::vector<HostileInput> floodInputs()
{
    const wire::ServerSettings impatient{
        {}, "redelivery-delay = 1\nlongest-redelivery-delay = 2\nlargest-prefetch = 50\n", {}};
    return {
        {"M-045 a hundred thousand subscriptions", {}, subscribeEndlessly},
        {"M-047 SUBSCRIBE and UNSUBSCRIBE five thousand times while others speak", {}, comeAndGo},
        {"M-054 patterns that could be matched in ever so many ways", {}, matchForever},
        {"M-065 NACK at once, for ever", impatient, refuseForever},
        {"M-066 no ACK, and a prefetch of a million", impatient, acknowledgeNothing},
    };
}

} // namespace hostile
