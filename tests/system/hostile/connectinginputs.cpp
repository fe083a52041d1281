#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/peer.h"
#include "tests/wire/socket.h"

#include <thread>

// Who connects, and how often (stomp.md 4.2).
namespace hostile {
namespace {

using namespace std::chrono_literals;
using wire::Carrier;

int beatsWithin(wire::Transport &connection, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    int beats = 0;
    while (!deadline.hasExpired()) {
        if (std::holds_alternative<wire::HeartBeat>(connection.next(deadline)))
            ++beats;
    }
    return beats;
}

// A thousand beats a second for each of them is not what they get: the smallest beat is 100 ms.
QByteArray wishForManyBeats(WatchedServer &server)
{
    std::vector<std::unique_ptr<wire::Transport>> all;
    for (int number = 0; number < 200; ++number) {
        all.push_back(wire::makeTcpTransport(server.port(Carrier::Tcp)));
        all.back()->send(frame("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,1\n\n"),
            wire::MessageKind::Binary);
    }
    for (const auto &connection : all) {
        if (!std::holds_alternative<wire::RawFrame>(connection->next(QDeadlineTimer(15000))))
            return "one was not let in";
    }
    const int beats = beatsWithin(*all.back(), 1000);
    return beats >= 1 && beats <= 12 ? QByteArray() : QByteArray::number(beats) + " in a second";
}

// Each of them hears it once and is gone, and who knows the passcode is let in meanwhile.
QByteArray guessTogether(WatchedServer &server)
{
    std::vector<std::unique_ptr<Peer>> guessing;
    for (int number = 0; number < 100; ++number) {
        guessing.push_back(
            std::make_unique<Peer>(server, number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket));
        guessing.back()->send(frame("CONNECT\naccept-version:1.2\nhost:localhost\npasscode:"
            + QByteArray::number(number) + "\n\n"));
    }
    Peer honest(server, Carrier::Tcp);
    QByteArray wrong = honest.connect("passcode:right\n");
    for (const auto &peer : guessing)
        wrong = firstOf({wrong, peer->expectError("maru.session.authentication")});
    return firstOf({wrong, honest.fence()});
}

// Whether somebody from another address than all others here, who knows the passcode, is let in.
QByteArray comeFromElsewhere(WatchedServer &server, const QByteArray &passcode)
{
    wire::Socket socket(server.port(Carrier::Tcp), 0x7f000002);
    socket.write(frame("CONNECT\naccept-version:1.2\nhost:localhost\n" + passcode + "\n"));
    const QDeadlineTimer deadline(10000);
    QByteArray came;
    while (!came.contains('\0') && socket.read(came, deadline) == wire::Socket::Reading::Bytes) { }
    return came.startsWith("CONNECTED\n") ? QByteArray() : "from elsewhere there came: " + came;
}

// One after the other, over both carriers: so many may fail, and the address is refused whatever
// it says; nobody from another address is. The passcode is the server's, not a person's, so that
// nobody can be locked out by somebody who uses their name.
QByteArray guessOften(WatchedServer &server)
{
    constexpr int allowed = 10;
    int answered = 0;
    int refused = 0;
    for (int number = 0; number < 60; ++number) {
        Peer peer(server, number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket);
        peer.send(frame("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:Ann\npasscode:"
            + QByteArray::number(number) + "\n\n"));
        const QByteArray came = peer.isOpen() ? wire::describe(peer.next()) : QByteArray();
        came.contains("maru.session.authentication") ? ++answered : ++refused;
        if (came.startsWith("CONNECTED"))
            return "one was let in";
    }
    Peer right(server, Carrier::Tcp);
    const QByteArray wrong = right.connect("passcode:right\n");
    if (wrong.isEmpty())
        return "the address is not refused";
    // The last of them may be counted a moment after it is answered.
    const bool isRight = answered >= allowed && answered <= allowed + 2;
    return firstOf({isRight ? QByteArray() : QByteArray::number(answered) + " were answered",
        comeFromElsewhere(server, "passcode:right\n")});
}

// Whether its peer has ended it by then.
bool endsBy(wire::Socket &socket, QDeadlineTimer deadline)
{
    for (QByteArray dropped;;) {
        const wire::Socket::Reading reading = socket.read(dropped, deadline);
        if (reading != wire::Socket::Reading::Bytes)
            return reading != wire::Socket::Reading::TimeUp;
    }
}

// The time to log in is one second here, and no byte prolongs it.
QByteArray connectAndDawdle(WatchedServer &server)
{
    std::vector<std::unique_ptr<wire::Socket>> all;
    for (int number = 0; number < 400; ++number) {
        const Carrier carrier = number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket;
        all.push_back(std::make_unique<wire::Socket>(server.port(carrier)));
        if (!all.back()->isOpen())
            return "number " + QByteArray::number(number) + " cannot connect";
    }
    const QByteArray slowly = "GET ";
    for (const char letter : slowly) {
        for (std::size_t number = 0; number < all.size(); ++number)
            all[number]->write(QByteArray(1, number % 2 == 0 ? '\n' : letter));
        std::this_thread::sleep_for(100ms);
    }
    const QDeadlineTimer deadline(10000);
    for (const auto &socket : all) {
        if (!endsBy(*socket, deadline))
            return "one is still there";
    }
    return firstOf({server.expectFewDescriptors(),
        server.longestRound() < 5s ? QByteArray() : QByteArray("the neighbours had to wait")});
}

void connectAndReset(WatchedServer &server, int number)
{
    const Carrier carrier = number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket;
    if (number % 4 < 2) {
        wire::Socket(server.port(carrier)).reset();
        return;
    }
    Peer peer(server, carrier);
    if (number % 3 > 0)
        peer.send(frame("CONNECT\naccept-version:1.2\nhost:localhost\n\n"));
    if (number % 3 > 1)
        peer.send(frame("SUBSCRIBE\nid:1\ndestination:/topic/storm\n\n") + "SEND\ndestina");
    peer.reset();
}

QByteArray storm(WatchedServer &server)
{
    for (int number = 0; number < 1500; ++number)
        connectAndReset(server, number);
    Peer peer(server, Carrier::Tcp);
    const QByteArray wrong = firstOf({peer.connect(), peer.fence()});
    peer.reset();
    return firstOf({wrong, server.expectFewDescriptors()});
}

} // namespace

std::vector<HostileInput> connectingInputs()
{
    const wire::ServerSettings guarded{{}, {}, "right"};
    const wire::ServerSettings counting{{}, "failed-logins = 10\ncount-loopback = 1\n", "right"};
    const wire::ServerSettings hurried{{}, "login-time = 1000\nhandshake-time = 1000\n", {}};
    return {
        {"M-034 two hundred who want a beat each millisecond", {}, wishForManyBeats},
        {"M-037 a hundred wrong passcodes at once", guarded, guessTogether},
        {"M-037 sixty wrong passcodes from one address", counting, guessOften},
        {"M-039 four hundred who connect and dawdle", hurried, connectAndDawdle},
        {"M-041 fifteen hundred who connect and reset", {}, storm},
    };
}

} // namespace hostile
