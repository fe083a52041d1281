#include "server/broker/message.h"

#include "stomp/encoder.h"

namespace server {

OutboundMessage::OutboundMessage(stomp::Headers headers, QByteArray body, FrameKind kind)
    : m_headers(std::move(headers))
    , m_body(std::move(body))
    , m_kind(kind)
{
}

void OutboundMessage::prepare(stomp::Version version)
{
    QByteArray &out = m_encoded[static_cast<std::size_t>(version)];
    if (!out.isEmpty())
        return;
    out.reserve(256 + m_body.size());
    // What the version cannot say is left out: the message arrives without that header (S-046).
    for (const auto &[name, value] : m_headers)
        stomp::appendHeader(out, name, value, version);
    stomp::appendHeader(out, "content-length", QByteArray::number(m_body.size()), version);
    out.append('\n').append(m_body).append('\0');
}

const QByteArray &OutboundMessage::encoded(stomp::Version version) const
{
    return m_encoded[static_cast<std::size_t>(version)];
}

QByteArray messageHead(const Receiver &receiver, stomp::Version version)
{
    QByteArray head;
    head.reserve(64);
    head.append("MESSAGE\n");
    const bool isWritten = receiver.subscription.isEmpty()
        || stomp::appendHeader(head, "subscription", receiver.subscription, version);
    if (!isWritten)
        return {};
    if (!receiver.ack.isEmpty())
        stomp::appendHeader(head, "ack", receiver.ack, version);
    return head;
}

namespace {

bool isTextType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    const QByteArray type =
        contentType.first(end < 0 ? contentType.size() : end).toByteArray().trimmed().toLower();
    return type.isEmpty() || type.startsWith("text/") || type == "application/json"
        || type.endsWith("+json");
}

} // namespace

FrameKind frameKind(const stomp::Headers &headers, QByteArrayView body)
{
    if (!isTextType(headers.value("content-type")) || !body.isValidUtf8())
        return FrameKind::Binary;
    for (const auto &[name, value] : headers) {
        if (!QByteArrayView(name).isValidUtf8() || !QByteArrayView(value).isValidUtf8())
            return FrameKind::Binary;
    }
    return FrameKind::Text;
}

} // namespace server
