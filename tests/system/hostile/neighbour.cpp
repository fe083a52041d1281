#include "tests/system/hostile/neighbour.h"

#include <QElapsedTimer>

#include <algorithm>

namespace hostile {
namespace {

constexpr int patience = 15000; // milliseconds; sanitizers on a busy machine are slow

QByteArray valueOf(const wire::RawFrame &frame, QByteArrayView name)
{
    for (const auto &[key, value] : frame.headers) {
        if (key == name)
            return value;
    }
    return {};
}

// The next thing but pings, which are answered.
wire::Arrival next(wire::Transport &connection, QDeadlineTimer deadline)
{
    for (;;) {
        wire::Arrival arrival = connection.next(deadline);
        const auto *ping = std::get_if<wire::Ping>(&arrival);
        if (!ping)
            return arrival;
        connection.sendBelow(wire::webSocketFrame(10, true, ping->payload));
    }
}

QByteArray newRoom()
{
    static std::atomic<int> rooms = 0;
    return "quiet-" + QByteArray::number(++rooms);
}

} // namespace

Neighbour::Neighbour(const Place &place)
    : m_place(place)
    , m_room(newRoom())
    , m_pause(place.pause)
    , m_thread([this] { live(); })
{
}

Neighbour::~Neighbour()
{
    m_mustEnd = true;
    m_thread.join();
}

QByteArray Neighbour::expectRounds(int count) const
{
    const QDeadlineTimer deadline(patience);
    while (m_rounds < count && complaint().isEmpty() && !deadline.hasExpired())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const QByteArray strange = complaint();
    if (!strange.isEmpty())
        return "the neighbour in " + m_room + ": " + strange;
    return m_rounds >= count ? QByteArray() : QByteArray("the neighbour in " + m_room + " waits");
}

void Neighbour::live()
{
    const auto connection = m_place.carrier == wire::Carrier::Tcp
        ? wire::makeTcpTransport(m_place.port)
        : wire::makeWebSocketTransport(m_place.port, {});
    QByteArray strange = enter(*connection);
    while (strange.isEmpty() && !m_mustEnd) {
        QElapsedTimer timer;
        timer.start();
        strange = doRound(*connection, m_rounds + 1);
        m_longest = std::max<qint64>(m_longest, timer.elapsed());
        if (strange.isEmpty())
            ++m_rounds;
        std::this_thread::sleep_for(m_pause.load());
    }
    complain(strange);
}

QByteArray Neighbour::enter(wire::Transport &connection)
{
    const QDeadlineTimer deadline(patience);
    if (!connection.open())
        return "it cannot connect";
    if (m_place.carrier == wire::Carrier::WebSocket)
        connection.next(deadline); // the answer to the handshake
    const QByteArray passcode =
        m_place.passcode.isEmpty() ? QByteArray() : "passcode:" + m_place.passcode + '\n';
    connection.send("CONNECT\naccept-version:1.2\nhost:localhost\n" + passcode + "\n" + '\0',
        wire::MessageKind::Text);
    const wire::Arrival connected = next(connection, deadline);
    const auto *answer = std::get_if<wire::RawFrame>(&connected);
    if (!answer || answer->command != "CONNECTED")
        return "it is not let in: " + wire::describe(connected);
    connection.send(
        "SUBSCRIBE\nid:1\ndestination:/subscribe/chat/" + m_room + "\nreceipt:in\n\n" + '\0',
        wire::MessageKind::Text);
    const wire::Arrival subscribed = next(connection, deadline);
    const auto *receipt = std::get_if<wire::RawFrame>(&subscribed);
    const bool isIn = receipt && receipt->command == "RECEIPT";
    return isIn ? QByteArray() : "it cannot listen: " + wire::describe(subscribed);
}

// Its receipt and its message, in whichever order; and nothing else.
QByteArray Neighbour::doRound(wire::Transport &connection, int number)
{
    const QByteArray text = QByteArray::number(number);
    connection.send(
        "SEND\ndestination:/publish/chat/" + m_room + "\nreceipt:" + text + "\n\n" + text + '\0',
        wire::MessageKind::Text);
    const QDeadlineTimer deadline(patience);
    const wire::Arrival first = next(connection, deadline);
    if (const QByteArray strange = judge(first, number); !strange.isEmpty())
        return strange;
    const wire::Arrival second = next(connection, deadline);
    if (const QByteArray strange = judge(second, number); !strange.isEmpty())
        return strange;
    const bool areDifferent =
        std::get<wire::RawFrame>(first).command != std::get<wire::RawFrame>(second).command;
    return areDifferent ? QByteArray() : "twice: " + wire::describe(second);
}

QByteArray Neighbour::judge(const wire::Arrival &arrival, int number)
{
    const QByteArray text = QByteArray::number(number);
    const auto *frame = std::get_if<wire::RawFrame>(&arrival);
    const bool isReceipt = frame && frame->command == "RECEIPT"
        && valueOf(*frame, "receipt-id") == text && valueOf(*frame, "seq") == text;
    const bool isMessage = frame && frame->command == "MESSAGE" && valueOf(*frame, "seq") == text
        && frame->body.contains("\"text\":\"" + text + '"');
    if (isReceipt || isMessage)
        return {};
    return "in round " + text + " there came: " + wire::describe(arrival);
}

QByteArray Neighbour::complaint() const
{
    const std::lock_guard lock(m_mutex);
    return m_complaint;
}

void Neighbour::complain(const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    m_complaint = text;
}

} // namespace hostile
