#include "tests/system/hostile/hostileinput.h"
#include "tests/system/hostile/peer.h"
#include "tests/wire/socket.h"

#include <sys/resource.h>

#include <thread>

// Connections and descriptors (stomp.md 4.5 and 4.6).
namespace hostile {
namespace {

using namespace std::chrono_literals;
using wire::Carrier;

using Sockets = std::vector<std::unique_ptr<wire::Socket>>;

Sockets connectMany(WatchedServer &server, int count)
{
    Sockets sockets;
    for (int number = 0; number < count; ++number) {
        sockets.push_back(std::make_unique<wire::Socket>(
            server.port(number % 2 == 0 ? Carrier::Tcp : Carrier::WebSocket)));
    }
    return sockets;
}

// Lets the process have so many descriptors; back when this goes.
class DescriptorLimit {
public:
    DescriptorLimit(qint64 process, rlim_t most)
        : m_process(static_cast<pid_t>(process))
    {
        ::prlimit(m_process, RLIMIT_NOFILE, nullptr, &m_before);
        const rlimit limit{most, m_before.rlim_max};
        ::prlimit(m_process, RLIMIT_NOFILE, &limit, nullptr);
    }
    ~DescriptorLimit() { ::prlimit(m_process, RLIMIT_NOFILE, &m_before, nullptr); }
    DescriptorLimit(const DescriptorLimit &) = delete;
    DescriptorLimit &operator=(const DescriptorLimit &) = delete;

private:
    pid_t m_process;
    rlimit m_before{};
};

std::chrono::milliseconds processorTimeOfASecond(WatchedServer &server)
{
    const auto before = server.figures().processorTime;
    std::this_thread::sleep_for(1s);
    return server.figures().processorTime - before;
}

QByteArray useUpDescriptors(WatchedServer &server)
{
    const auto usual = processorTimeOfASecond(server);
    {
        const auto open = static_cast<rlim_t>(server.figures().descriptors);
        const DescriptorLimit limit(server.processId(), open + 6);
        const Sockets tooMany = connectMany(server, 40);
        std::this_thread::sleep_for(200ms);
        const auto spent = processorTimeOfASecond(server) - usual;
        if (spent > 600ms)
            return QByteArray::number(qint64(spent.count())) + " ms more of a second than usual";
        if (const QByteArray wrong = server.expectPeace(); !wrong.isEmpty())
            return wrong;
    }
    Peer afterwards(server, Carrier::Tcp);
    Peer too(server, Carrier::WebSocket);
    return firstOf({afterwards.connect(), too.connect()});
}

// All of them have subscriptions, and all end within a moment.
QByteArray endTogether(WatchedServer &server)
{
    constexpr int sessions = 500;
    std::vector<std::unique_ptr<Peer>> all;
    for (int number = 0; number < sessions; ++number) {
        all.push_back(std::make_unique<Peer>(server, Carrier::Tcp));
        QByteArray frames = frame("CONNECT\naccept-version:1.2\nhost:localhost\n\n");
        for (int id = 0; id < 10; ++id) {
            frames += frame("SUBSCRIBE\nid:" + QByteArray::number(id) + "\ndestination:/topic/"
                + QByteArray::number(id) + "\n\n");
        }
        all.back()->send(frames);
    }
    for (const auto &peer : all) {
        const QByteArray wrong = firstOf({peer->expectFrame("CONNECTED\n"), peer->fence()});
        if (!wrong.isEmpty())
            return wrong;
    }
    const auto before = server.figures().processorTime;
    for (const auto &peer : all)
        peer->reset();
    const QByteArray wrong = server.expectFewDescriptors();
    const auto spent = server.figures().processorTime - before;
    return firstOf({wrong,
        spent < 3s ? QByteArray() : QByteArray::number(qint64(spent.count())) + " ms to end them"});
}

QByteArray openManyTabs(WatchedServer &server)
{
    {
        const Sockets tabs = connectMany(server, 60);
        const QDeadlineTimer deadline(1000);
        int refused = 0;
        for (const auto &tab : tabs) {
            QByteArray dropped;
            const auto reading = tab->read(dropped, deadline);
            refused += reading == wire::Socket::Reading::TimeUp ? 0 : 1;
        }
        if (refused < 32)
            return "only " + QByteArray::number(refused) + " were refused";
    }
    if (const QByteArray left = server.expectFewDescriptors(); !left.isEmpty())
        return left;
    Peer afterwards(server, Carrier::WebSocket);
    return afterwards.connect();
}

// A page that connects again and again: what is too much for its address is answered by HTTP,
// and somebody at another address is let in.
QByteArray openTabsAtOneAddress(WatchedServer &server)
{
    constexpr int most = 20; // two of them are the neighbours'
    std::vector<std::unique_ptr<Peer>> tabs;
    int refused = 0;
    for (int number = 0; number < 3 * most; ++number) {
        tabs.push_back(std::make_unique<Peer>(server, Carrier::WebSocket));
        const bool isIn = tabs.back()->isOpen() && tabs.back()->connect().isEmpty();
        refused += isIn ? 0 : 1;
    }
    wire::Socket elsewhere(server.port(Carrier::WebSocket), 0x7f000002);
    elsewhere.write("GET /ws-connect HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QByteArray answer;
    elsewhere.read(answer, QDeadlineTimer(10000));
    if (!answer.startsWith("HTTP/1.1 101"))
        return "elsewhere there came: " + answer;
    if (refused != 3 * most - (most - 2))
        return QByteArray::number(refused) + " were refused";
    tabs.clear();
    elsewhere.close();
    return server.expectFewDescriptors();
}

// A person is as many connections as the server allows, from wherever; others are not fewer for it.
QByteArray openTabsOfOnePerson(WatchedServer &server)
{
    const QByteArray secret = "person-secret:" + QByteArray(42, 'A') + "E\n";
    std::vector<std::unique_ptr<Peer>> tabs;
    for (int number = 0; number < 12; ++number) {
        tabs.push_back(
            std::make_unique<Peer>(server, number % 2 == 0 ? Carrier::WebSocket : Carrier::Tcp));
        const QByteArray came = number < 5 ? tabs.back()->connect(secret) : [&] {
            tabs.back()->send(
                frame("CONNECT\naccept-version:1.2\nhost:localhost\n" + secret + "\n"));
            return tabs.back()->expectError("too-many-connections");
        }();
        if (!came.isEmpty())
            return "number " + QByteArray::number(number) + ": " + came;
    }
    Peer other(server, Carrier::WebSocket);
    if (const QByteArray wrong = other.connect(); !wrong.isEmpty())
        return wrong;
    tabs.clear();
    other.close();
    return server.expectFewDescriptors();
}

} // namespace

std::vector<HostileInput> resourceInputs()
{
    const wire::ServerSettings byAddress{
        {}, "connections-per-address = 20\ncount-loopback = 1\n", {}};
    const wire::ServerSettings byPerson{{}, "connections-per-person = 5\n", {}};
    const wire::ServerSettings small{{}, "connections = 30\n", {}};
    return {
        {"M-081 no descriptor is left", {}, useUpDescriptors},
        {"M-084 five hundred sessions that end in one moment", {}, endTogether},
        {"M-108 more connections than the server wants", small, openManyTabs},
        {"M-108 more connections than an address may have", byAddress, openTabsAtOneAddress},
        {"M-108 more connections than a person may have", byPerson, openTabsOfOnePerson},
    };
}

} // namespace hostile
