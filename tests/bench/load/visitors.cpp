#include "tests/bench/load/visitors.h"

#include "tests/bench/load/words.h"

namespace bench {

namespace {

constexpr std::uint64_t second = 1'000'000'000;

} // namespace

Visitors::Visitors(const Options &options, const sockaddr_in &address, int epoll)
    : m_options(options)
    , m_address(address)
    , m_epoll(epoll)
    , m_visitors(std::size_t(options.visitors))
{
}

void Visitors::keepUp(std::uint64_t time)
{
    for (Visitor &visitor : m_visitors) {
        const bool isOver = visitor.connection && time >= visitor.leavesAt;
        if (isOver && !visitor.connection->isClosed())
            leave(visitor, time);
        if (!visitor.connection || visitor.connection->isClosed()) {
            visitor = makeVisitor(time);
            visitor.connection = std::make_unique<Connection>(static_cast<ConnectionOwner &>(*this),
                m_options.target, Connection::Role::Idle, int(&visitor - m_visitors.data()),
                m_epoll);
            visitor.connection->open(m_address);
            ++m_count;
        }
    }
}

Visitors::Visitor Visitors::makeVisitor(std::uint64_t time)
{
    std::uniform_real_distribution<double> stay(0.05, 1.95);
    Visitor visitor;
    visitor.leavesAt = time + std::uint64_t(m_options.stay * stay(m_random) * double(second));
    visitor.saysGoodbye = m_random() % 2 == 0;
    return visitor;
}

// Who says goodbye is closed by the server, within a second.
void Visitors::leave(Visitor &visitor, std::uint64_t time)
{
    if (!visitor.saysGoodbye || visitor.isLeaving) {
        visitor.connection.reset();
        return;
    }
    visitor.isLeaving = true;
    visitor.leavesAt = time + second;
    visitor.connection->send(std::string_view("DISCONNECT\nreceipt:bye\n\n\0", 25));
    visitor.connection->flush();
}

void Visitors::opened(Connection &connection)
{
    connection.send(connectFrame(m_options.target));
    connection.flush();
}

void Visitors::received(Connection &connection, std::string_view frame)
{
    if (frame.starts_with("CONNECTED")) {
        const int room = connection.index() % m_options.rooms;
        connection.send("SUBSCRIBE\nid:v\ndestination:" + withRoom(m_options.subscribeTo, room)
            + "\n\n" + '\0');
        connection.flush();
    } else if (frame.starts_with("ERROR") && m_failure.empty()) {
        m_failure = "ERROR " + std::string(headerOf(frame, "\nmessage:"));
    }
}

void Visitors::closed(Connection &connection, const std::string &reason)
{
    if (!m_visitors[std::size_t(connection.index())].isLeaving && m_failure.empty())
        m_failure = "a visitor was sent away: " + reason;
}

} // namespace bench
