#include "tests/system/hostile/peer.h"

#include <algorithm>

namespace hostile {

Peer::Peer(const WatchedServer &server, wire::Carrier carrier)
    : m_carrier(carrier)
    , m_transport(carrier == wire::Carrier::Tcp
              ? wire::makeTcpTransport(server.port(carrier))
              : wire::makeWebSocketTransport(server.port(carrier), {}))
{
    m_isOpen = m_transport->open();
    if (m_isOpen && carrier == wire::Carrier::WebSocket)
        m_isOpen = std::holds_alternative<wire::HttpAnswer>(next());
}

QByteArray Peer::connect(const QByteArray &headerLines)
{
    send(frame("CONNECT\naccept-version:1.2\nhost:localhost\n" + headerLines + "\n"));
    return expectFrame("CONNECTED\n");
}

bool Peer::send(const QByteArray &bytes)
{
    return m_transport->send(bytes, wire::MessageKind::Binary);
}

wire::Arrival Peer::next(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    for (;;) {
        wire::Arrival arrival = m_transport->next(deadline);
        if (const auto *ping = std::get_if<wire::Ping>(&arrival))
            m_transport->sendBelow(wire::webSocketFrame(10, true, ping->payload));
        else if (!std::holds_alternative<wire::HeartBeat>(arrival))
            return arrival;
    }
}

QByteArray Peer::expectFrame(const QByteArray &beginning)
{
    const wire::Arrival arrival = next();
    const auto *came = std::get_if<wire::RawFrame>(&arrival);
    QByteArray text = came ? came->command + '\n' : QByteArray();
    for (const auto &[name, value] : came ? came->headers : decltype(came->headers)())
        text += name + ':' + value + '\n';
    return text.startsWith(beginning) ? QByteArray()
                                      : beginning + " was expected, and " + wire::describe(arrival);
}

QByteArray Peer::expectError(const QByteArray &code)
{
    wire::Arrival arrival = next();
    const auto isOther = [&] {
        const auto *came = std::get_if<wire::RawFrame>(&arrival);
        return came && came->command != "ERROR";
    };
    while (isOther())
        arrival = next();
    const QByteArray what = wire::describe(arrival);
    if (!what.startsWith("ERROR\\n") || !what.contains("\\ncode:" + code + "\\n"))
        return "an ERROR " + code + " was expected, and " + what;
    const wire::Arrival end = next();
    return std::holds_alternative<wire::Closed>(end) ? QByteArray()
                                                     : "behind the ERROR " + wire::describe(end);
}

QByteArray Peer::expectEnd(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    for (;;) {
        const wire::Arrival arrival = next(static_cast<int>(deadline.remainingTime()));
        if (std::holds_alternative<wire::Closed>(arrival)
            || std::holds_alternative<wire::Fault>(arrival))
            return {};
        if (std::holds_alternative<wire::Silence>(arrival))
            return "the connection was not ended";
    }
}

QByteArray Peer::fence()
{
    const QByteArray receipt = "fence-" + QByteArray::number(++m_fences);
    send(frame("SEND\ndestination:/topic/fence\nreceipt:" + receipt + "\n\n"));
    return expectFrame("RECEIPT\nreceipt-id:" + receipt + '\n');
}

QByteArray firstOf(std::initializer_list<QByteArray> complaints)
{
    const auto isOne = [](const QByteArray &complaint) { return !complaint.isEmpty(); };
    const auto *found = std::find_if(complaints.begin(), complaints.end(), isOne);
    return found == complaints.end() ? QByteArray() : *found;
}

QByteArray frame(const QByteArray &text)
{
    return text + '\0';
}

} // namespace hostile
