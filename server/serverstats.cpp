#include "server/serverstats.h"

namespace server {

namespace {

void add(QByteArray &line, const QByteArray &name, quint64 count)
{
    if (count > 0)
        line += ' ' + name + '=' + QByteArray::number(count);
}

QByteArray name(SendOutcome outcome)
{
    switch (outcome) {
    case SendOutcome::Published:
        return "published";
    case SendOutcome::Replied:
        return "replied";
    case SendOutcome::Appended:
        return "appended";
    case SendOutcome::Dropped:
        return "dropped";
    case SendOutcome::Problem:
        return "problem";
    case SendOutcome::Done:
        return "done";
    }
    return "done";
}

QByteArray connectionsLine(const NetStatistics::Snapshot &net)
{
    QByteArray line = "connections open=" + QByteArray::number(net.open)
        + " accepted=" + QByteArray::number(net.accepted);
    for (int i = 0; i < closeReasonCount; ++i)
        add(line, toBytes(static_cast<CloseReason>(i)), net.closed.at(std::size_t(i)));
    for (const auto &[status, count] : net.refusedByStatus)
        add(line, "http-" + QByteArray::number(status), count);
    add(line, "dropped", net.dropped);
    return line;
}

QByteArray brokerLine(const BrokerStatistics &broker)
{
    QByteArray line = "broker sessions=" + QByteArray::number(broker.sessions)
        + " subscriptions=" + QByteArray::number(broker.subscriptions);
    add(line, "opened", broker.sessionsOpened);
    for (std::size_t i = 0; i < broker.frames.size(); ++i)
        add(line, stomp::toBytes(static_cast<stomp::Command>(i)), broker.frames[i]);
    for (std::size_t i = 0; i < broker.sends.size(); ++i)
        add(line, name(static_cast<SendOutcome>(i)), broker.sends[i]);
    for (const auto &[code, count] : broker.problems)
        add(line, "problem-" + code, count);
    for (const auto &[interceptor, count] : broker.drops)
        add(line, "drop-" + interceptor, count);
    for (const auto &[code, count] : broker.protocolErrors)
        add(line, "error-" + code, count);
    add(line, "delivered", broker.messagesDelivered);
    add(line, "failed-writes", broker.failedWrites);
    add(line, "expired", broker.expired);
    add(line, "dead-letters", broker.deadLetters);
    add(line, "discarded", broker.discarded);
    return line;
}

} // namespace

QByteArray toBytes(const ServerStats &stats)
{
    return connectionsLine(stats.connections) + "; " + brokerLine(stats.broker);
}

} // namespace server
