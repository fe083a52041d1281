#include "server/broker/unacknowledged.h"

#include <algorithm>
#include <utility>

namespace server {

using stomp::Error;
using stomp::ErrorCode;
using stomp::Version;

namespace {

// Says where the name comes from: many take `message-id` for it in 1.2.
Error unnamed(Version version)
{
    return {ErrorCode::MissingHeader,
        version == Version::V12 ? "the frame needs the header id, the ack of a MESSAGE"
                                : "the frame needs the header message-id, that of a MESSAGE"};
}

Error unknown(Version version)
{
    return {ErrorCode::UnknownMessage,
        version == Version::V12
            ? "no delivery of this session that waits for an answer has this id as its ack"
            : "no delivery of this session that waits for an answer has this message-id"};
}

} // namespace

QByteArray acknowledgedName(Version version, const stomp::Frame &frame)
{
    return frame.header(version == Version::V12 ? "id" : "message-id");
}

quint64 Unacknowledged::add(SessionId session, Delivery delivery)
{
    m_sessions[session].emplace(++m_lastNumber, std::move(delivery));
    return m_lastNumber;
}

stomp::Result<quint64> Unacknowledged::find(
    const Deliveries &deliveries, Version version, const stomp::Frame &frame) const
{
    const QByteArray name = acknowledgedName(version, frame);
    if (version == Version::V12) {
        const quint64 number = name.toULongLong();
        const bool isKnown = deliveries.contains(number) && QByteArray::number(number) == name;
        return isKnown ? stomp::Result<quint64>(number) : stomp::Result<quint64>(unknown(version));
    }
    const std::optional<QByteArray> subscription = frame.headers.find("subscription");
    const auto found =
        std::find_if(deliveries.begin(), deliveries.end(), [&](const auto &delivery) {
            return delivery.second.message.message.headers.value("message-id") == name
                && (!subscription || *subscription == delivery.second.header);
        });
    if (found == deliveries.end())
        return unknown(version);
    return found->first;
}

stomp::Result<void> Unacknowledged::check(
    SessionId session, Version version, const stomp::Frame &frame) const
{
    if (acknowledgedName(version, frame).isEmpty())
        return unnamed(version);
    const auto own = m_sessions.find(session);
    if (own == m_sessions.end())
        return unknown(version);
    if (const auto found = find(own->second, version, frame); !found)
        return found.error();
    return {};
}

stomp::Result<std::vector<Delivery>> Unacknowledged::take(
    SessionId session, Version version, const stomp::Frame &frame)
{
    std::vector<Delivery> taken;
    if (acknowledgedName(version, frame).isEmpty())
        return unnamed(version);
    const auto own = m_sessions.find(session);
    if (own == m_sessions.end())
        return unknown(version);
    Deliveries &deliveries = own->second;
    const stomp::Result<quint64> number = find(deliveries, version, frame);
    if (!number)
        return number.error();
    const auto last = deliveries.find(*number);
    const QByteArray key = last->second.key;
    auto at = last->second.mode == AckMode::Client ? deliveries.begin() : last;
    while (at != deliveries.end() && at->first <= *number) {
        if (at->second.key == key) {
            taken.push_back(std::move(at->second));
            at = deliveries.erase(at);
        } else {
            ++at;
        }
    }
    return taken;
}

std::vector<Delivery> Unacknowledged::takeSession(SessionId session)
{
    std::vector<Delivery> taken;
    if (auto own = m_sessions.extract(session)) {
        for (auto &[number, delivery] : own.mapped())
            taken.push_back(std::move(delivery));
    }
    return taken;
}

qsizetype Unacknowledged::count(SessionId session) const
{
    const auto own = m_sessions.find(session);
    return own == m_sessions.end() ? 0 : static_cast<qsizetype>(own->second.size());
}

quint64 Unacknowledged::addUntaken(SessionId session, Delivery delivery)
{
    m_untaken[session].emplace(++m_lastNumber, std::move(delivery));
    return m_lastNumber;
}

std::vector<Delivery> Unacknowledged::takeTaken(SessionId session, quint64 number)
{
    std::vector<Delivery> taken;
    const auto own = m_untaken.find(session);
    if (own == m_untaken.end())
        return taken;
    Deliveries &deliveries = own->second;
    while (!deliveries.empty() && deliveries.begin()->first <= number)
        taken.push_back(std::move(deliveries.extract(deliveries.begin()).mapped()));
    if (deliveries.empty())
        m_untaken.erase(own);
    return taken;
}

std::vector<Delivery> Unacknowledged::takeUntaken(SessionId session)
{
    return takeTaken(session, m_lastNumber);
}

} // namespace server
