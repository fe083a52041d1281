#include "server/broker/streamacknowledgements.h"

#include <algorithm>

namespace server {

QByteArray StreamAcknowledgements::name(quint64 stream, quint64 number)
{
    return QByteArray::number(stream) + '-' + QByteArray::number(number);
}

void StreamAcknowledgements::add(quint64 stream, const QByteArray &header)
{
    m_open.emplace(stream, header);
}

void StreamAcknowledgements::end(quint64 stream, int maximum)
{
    const auto found = m_open.find(stream);
    if (found == m_open.end())
        return;
    m_ended.emplace_back(found->first, std::move(found->second));
    m_open.erase(found);
    while (static_cast<int>(m_ended.size()) > maximum)
        m_ended.pop_front();
}

bool StreamAcknowledgements::covers(stomp::Version version, const stomp::Frame &frame) const
{
    if (version == stomp::Version::V12) {
        const QByteArray id = frame.header("id");
        const qsizetype dash = id.indexOf('-');
        const quint64 stream = id.left(dash).toULongLong();
        return name(stream, id.mid(dash + 1).toULongLong()) == id && isKnown(stream);
    }
    const auto subscription = frame.headers.find("subscription");
    return subscription ? isKnown(*subscription) : !m_open.empty() || !m_ended.empty();
}

bool StreamAcknowledgements::isKnown(quint64 stream) const
{
    return m_open.contains(stream)
        || std::any_of(m_ended.begin(), m_ended.end(),
            [&](const auto &ended) { return ended.first == stream; });
}

bool StreamAcknowledgements::isKnown(const QByteArray &header) const
{
    const auto isIt = [&](const auto &stream) { return stream.second == header; };
    return std::any_of(m_open.begin(), m_open.end(), isIt)
        || std::any_of(m_ended.begin(), m_ended.end(), isIt);
}

} // namespace server
