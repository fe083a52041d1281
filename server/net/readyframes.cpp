#include "server/net/readyframes.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr std::size_t mostKept = 8; // beyond that looking for one costs more than making it

// Subscriptions of the same name share the bytes of their heads.
bool isSame(const QByteArray &left, const QByteArray &right)
{
    return left.constData() == right.constData() || left == right;
}

} // namespace

void ReadyFrames::begin(std::vector<Message> messages)
{
    m_messages = std::move(messages);
    m_made.clear();
}

const ReadyFrames::Block &ReadyFrames::block(
    const SessionTransport &transport, stomp::Version version, const Receiver &receiver)
{
    const SessionTransport::Framing framing = transport.framing();
    const auto found = std::find_if(m_made.begin(), m_made.end(), [&](const Made &made) {
        return made.framing == framing && made.version == version
            && isSame(made.head, receiver.head);
    });
    if (found != m_made.end())
        return found->block;
    if (m_made.size() == mostKept)
        m_made.pop_back();
    m_made.push_back({framing, version, receiver.head, make(transport, version, receiver)});
    return m_made.back().block;
}

ReadyFrames::Block ReadyFrames::make(
    const SessionTransport &transport, stomp::Version version, const Receiver &receiver) const
{
    constexpr qsizetype around = 16; // head and tail, at most
    const QByteArrayView tail = transport.frameTail();
    qsizetype size = 0;
    for (const Message &message : m_messages)
        size += message->encoded(version).size() + receiver.head.size() + around;
    Block block;
    block.bytes.reserve(size);
    for (const Message &message : m_messages) {
        const qsizetype before = block.bytes.size();
        const QByteArray &rest = message->encoded(version);
        const FrameHead head =
            transport.frameHead(message->kind(), receiver.head.size() + rest.size());
        block.bytes.append(head.view()).append(receiver.head).append(rest).append(tail);
        block.largestFrame = std::max(block.largestFrame, block.bytes.size() - before);
    }
    return block;
}

} // namespace server
