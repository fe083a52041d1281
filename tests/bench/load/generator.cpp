#include "tests/bench/load/generator.h"

#include "tests/bench/load/words.h"

#include <netdb.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace bench {

namespace {

constexpr std::uint64_t second = 1'000'000'000;
constexpr int connectingAtOnce = 200;

std::uint64_t inSeconds(double seconds)
{
    return std::uint64_t(seconds * double(second));
}

sockaddr_in resolve(const Target &target)
{
    sockaddr_in address{};
    addrinfo hints{};
    hints.ai_family = AF_INET;
    addrinfo *found = nullptr;
    if (getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found) == 0) {
        address = *reinterpret_cast<sockaddr_in *>(found->ai_addr);
        freeaddrinfo(found);
    }
    return address;
}

} // namespace

Generator::Generator(const Options &options)
    : m_options(options)
    , m_server(options.serverPid)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_address(resolve(options.target))
    , m_publishers(std::size_t(options.publishers))
    , m_subscribersOf(std::size_t(options.rooms))
    , m_deliveries(options.subscribers, options.publishers)
    , m_visitors(options, m_address, m_epoll)
{
    for (Publisher &publisher : m_publishers)
        publisher.sequences.resize(std::size_t(options.rooms));
    for (int i = 0; i < options.subscribers; ++i)
        ++m_subscribersOf[std::size_t(i % options.rooms)];
}

Report Generator::run()
{
    m_report.memoryBefore = m_server.proportionalBytes();
    const std::uint64_t serverTime = m_server.processorTime();
    const std::uint64_t start = now();
    connectAll(Role::Subscriber, m_options.subscribers);
    connectAll(Role::Publisher, m_options.publishers);
    connectAll(Role::Silent, m_options.silent);
    connectAll(Role::Idle, m_options.idle);
    m_report.connectSeconds = double(now() - start) / double(second);
    m_report.serverConnectTime = m_server.processorTime() - serverTime;
    m_report.connections = m_ready;
    m_report.memoryConnected = m_server.proportionalBytes();
    prefill();
    if (!m_publishers.empty()) {
        publishUntil(now() + inSeconds(m_options.warmUp));
        measure();
        drain();
    }
    watchSilent();
    const std::uint64_t arrived = m_deliveries.count() - m_deliveries.doubled();
    m_report.lost = m_expected - std::min(m_expected, arrived);
    m_report.doubled = m_deliveries.doubled();
    m_report.visitors = m_visitors.count();
    m_isEnding = true;
    return m_report;
}

void Generator::connectAll(Role role, int count)
{
    const int wanted = m_ready + count;
    const std::uint64_t deadline = now() + 60 * second;
    for (int opened = 0; m_ready < wanted && m_report.failure.empty();) {
        while (opened < count && opened - (count - (wanted - m_ready)) < connectingAtOnce) {
            m_connections.push_back(std::make_unique<Connection>(
                static_cast<ConnectionOwner &>(*this), m_options.target, role, opened++, m_epoll));
            m_connections.back()->open(m_address);
        }
        turn(now() + second / 10);
        if (now() > deadline)
            fail("only " + std::to_string(m_ready) + " connections came about");
    }
}

void Generator::opened(Connection &connection)
{
    connection.send(connectFrame(m_options.target));
    connection.flush();
}

void Generator::received(Connection &connection, std::string_view frame)
{
    if (frame.starts_with("MESSAGE"))
        receivedMessage(connection, frame);
    else if (frame.starts_with("RECEIPT"))
        receivedReceipt(connection, frame);
    else if (frame.starts_with("CONNECTED"))
        subscribe(connection);
    else if (frame.starts_with("ERROR") && connection.role() == Role::Silent)
        m_report.silentEnd = std::string(headerOf(frame, "\nmessage:"));
    else if (frame.starts_with("ERROR"))
        fail("ERROR " + std::string(headerOf(frame, "\nmessage:")));
}

void Generator::subscribe(Connection &connection)
{
    const bool listens = connection.role() == Role::Subscriber || connection.role() == Role::Silent;
    if (connection.role() == Role::Publisher)
        m_publishers[std::size_t(connection.index())].connection = &connection;
    if (!listens)
        return becomeReady(connection);
    const auto listen = [&connection](int id, const std::string &destination) {
        connection.send("SUBSCRIBE\nid:sub-" + std::to_string(id) + "\nreceipt:s-"
            + std::to_string(id) + "\ndestination:" + destination + "\n\n" + '\0');
    };
    const int room = connection.role() == Role::Silent ? 0 : connection.index() % m_options.rooms;
    listen(0, withRoom(m_options.subscribeTo, room));
    const bool isFirst = connection.role() == Role::Subscriber && connection.index() == 0;
    const int others = isFirst ? m_options.otherRooms : 0;
    for (int i = 1; i <= others; ++i)
        listen(i, withRoom(m_options.subscribeTo, m_options.rooms + i));
    m_awaited[&connection] = 1 + others;
    connection.flush();
}

void Generator::receivedReceipt(Connection &connection, std::string_view frame)
{
    const auto awaited = m_awaited.find(&connection);
    if (awaited != m_awaited.end()) {
        if (--awaited->second > 0)
            return;
        m_awaited.erase(awaited);
        return becomeReady(connection);
    }
    const std::string id(headerOf(frame, "\nreceipt-id:"));
    Publisher &publisher = m_publishers[std::size_t(connection.index())];
    const std::size_t number = std::strtoul(id.c_str(), nullptr, 10);
    ++publisher.receipts;
    ++m_receipts;
    if (m_isMeasuring && number < publisher.sentAt.size())
        m_report.receiptLatency.add(m_readAt - publisher.sentAt[number]);
}

void Generator::becomeReady(Connection &connection)
{
    ++m_ready;
    if (connection.role() == Role::Silent)
        connection.stopReading();
}

void Generator::receivedMessage(Connection &connection, std::string_view frame)
{
    if (connection.role() != Role::Subscriber)
        return;
    const std::optional<Marker> marker = findMarker(frame, m_hint);
    if (!marker)
        return;
    m_deliveries.note(connection.index(), *marker);
    m_bytes += frame.size();
    if (m_isMeasuring)
        m_report.latency.add(m_readAt - std::min(m_readAt, marker->sentAt));
}

void Generator::closed(Connection &connection, const std::string &reason)
{
    if (connection.role() == Role::Silent)
        m_report.silentEnd += (m_report.silentEnd.empty() ? "" : "; ") + reason;
    else if (!m_isEnding)
        fail("a connection ended: " + reason);
}

void Generator::turn(std::uint64_t until)
{
    std::array<epoll_event, 512> events;
    const std::uint64_t time = now();
    const std::uint64_t left = until > time ? until - time : 0;
    const timespec timeout{time_t(left / second), long(left % second)};
    const int count = epoll_pwait2(m_epoll, events.data(), int(events.size()), &timeout, nullptr);
    for (int i = 0; i < count; ++i) {
        m_readAt = now();
        static_cast<Connection *>(events[std::size_t(i)].data.ptr)
            ->handle(events[std::size_t(i)].events);
    }
    m_visitors.keepUp(now());
    if (!m_visitors.failure().empty())
        fail(m_visitors.failure());
    if (m_isMeasuring && now() >= m_nextWatch) {
        m_nextWatch = now() + second / 5;
        m_report.memoryLargest = std::max(m_report.memoryLargest, m_server.residentBytes());
    }
}

void Generator::publishUntil(std::uint64_t end)
{
    m_nextSend = now();
    while (now() < end && m_report.failure.empty()) {
        sendDue(end);
        flushPublishers();
        turn(m_options.rate > 0 ? std::min(end, m_nextSend) : end);
    }
}

void Generator::sendDue(std::uint64_t end)
{
    if (m_options.rate > 0)
        sendByRate(end);
    else
        sendByWindow();
}

// The time at which it should be sent counts, also when this program is late.
void Generator::sendByRate(std::uint64_t end)
{
    const std::uint64_t time = now();
    const auto interval = std::uint64_t(double(second) / m_options.rate);
    for (; m_nextSend <= time && m_nextSend < end; m_nextSend += interval)
        sendOne(m_publishers[m_nextPublisher++ % m_publishers.size()], m_nextSend);
}

void Generator::sendByWindow()
{
    const std::uint64_t time = now();
    for (bool hasSent = true; hasSent;) {
        hasSent = false;
        for (Publisher &publisher : m_publishers) {
            if (!hasRoom(publisher))
                continue;
            sendOne(publisher, time);
            hasSent = true;
        }
    }
}

bool Generator::hasRoom(const Publisher &publisher) const
{
    if (m_options.wantsReceipts)
        return publisher.sentAt.size() - publisher.receipts < std::uint64_t(m_options.window);
    const auto receivers = std::uint64_t(std::max(1, m_options.subscribers / m_options.rooms));
    return m_expected - std::min(m_expected, m_deliveries.count())
        < receivers * std::uint64_t(m_options.window);
}

void Generator::sendOne(Publisher &publisher, std::uint64_t sentAt)
{
    const auto number = std::size_t(&publisher - m_publishers.data());
    const int room = std::exchange(publisher.nextRoom, (publisher.nextRoom + 1) % m_options.rooms);
    std::string frame = "SEND\ndestination:" + withRoom(m_options.sendTo, room);
    if (m_options.wantsReceipts) {
        frame += "\nreceipt:" + std::to_string(publisher.sentAt.size());
        publisher.sentAt.push_back(sentAt);
    }
    frame += "\ncontent-type:text/plain\n\n";
    append(frame, {std::uint32_t(number), ++publisher.sequences[std::size_t(room)], sentAt});
    frame.append(std::size_t(std::max(0, m_options.body - int(markerSize))), 'x');
    frame += '\0';
    publisher.connection->send(frame);
    publisher.isToFlush = true;
    ++m_sent;
    m_expected += std::uint64_t(m_subscribersOf[std::size_t(room)]);
}

void Generator::flushPublishers()
{
    for (Publisher &publisher : m_publishers) {
        if (std::exchange(publisher.isToFlush, false))
            publisher.connection->flush();
    }
}

// With at most a thousand in flight.
void Generator::prefill()
{
    const std::uint64_t deadline = now() + 300 * second;
    for (int i = 0; i < m_options.prefill && m_report.failure.empty() && now() < deadline;) {
        for (int burst = 0; burst < 1000 && i < m_options.prefill; ++burst, ++i)
            sendOne(m_publishers.front(), now());
        flushPublishers();
        while (!isComplete() && m_report.failure.empty() && now() < deadline)
            turn(now() + second / 10);
    }
}

void Generator::measure()
{
    const std::uint64_t deliveries = m_deliveries.count();
    const std::uint64_t sent = m_sent;
    const std::uint64_t receipts = m_receipts;
    const std::uint64_t bytes = m_bytes;
    const std::uint64_t serverTime = m_server.processorTime();
    const std::uint64_t ownTime = ownProcessorTime();
    const std::uint64_t start = now();
    m_isMeasuring = true;
    publishUntil(start + inSeconds(m_options.seconds));
    m_report.seconds = double(now() - start) / double(second);
    m_report.serverTime = m_server.processorTime() - serverTime;
    m_report.generatorTime = ownProcessorTime() - ownTime;
    m_report.deliveries = m_deliveries.count() - deliveries;
    m_report.sent = m_sent - sent;
    m_report.receipts = m_receipts - receipts;
    m_report.bytesReceived = m_bytes - bytes;
    m_isMeasuring = false;
}

void Generator::drain()
{
    const std::uint64_t deadline = now() + 20 * second;
    while (!isComplete() && now() < deadline && m_report.failure.empty())
        turn(now() + second / 10);
}

bool Generator::isComplete() const
{
    const bool hasReceipts = !m_options.wantsReceipts || m_receipts >= m_sent;
    return m_deliveries.count() >= m_expected && hasReceipts;
}

// What is left in its socket comes first, then how the server ended it.
void Generator::watchSilent()
{
    const std::uint64_t deadline = now() + 5 * second;
    const auto silent = [](const auto &one) { return one->role() == Role::Silent; };
    const auto found = std::find_if(m_connections.begin(), m_connections.end(), silent);
    if (found == m_connections.end() || (*found)->isClosed())
        return;
    (*found)->readAgain();
    while (!(*found)->isClosed() && now() < deadline)
        turn(now() + second / 10);
}

void Generator::fail(const std::string &reason)
{
    if (m_report.failure.empty())
        m_report.failure = reason;
}

} // namespace bench
