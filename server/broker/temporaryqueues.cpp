#include "server/broker/queues.h"

// To whom temporary queues belong (S-289).
namespace server {

std::optional<Problem> Queues::objection(SessionId session, const QByteArray &destination) const
{
    const auto queue = m_queues.find(destination);
    if (queue == m_queues.end())
        return mayCreate(session, 0)
            ? std::nullopt
            : std::optional(Problem{"queue-full", QStringLiteral("there are too many queues")});
    // What an ended session was handed may still be on its way: the name is not free until then.
    if (isTemporary(destination) && (queue->second.creator != session || queue->second.isOver))
        return Problem{
            "not-allowed", QStringLiteral("this temporary queue belongs to somebody else")};
    return std::nullopt;
}

void Queues::claim(const QByteArray &destination, SessionId session)
{
    if (!isTemporary(destination))
        return;
    queueOf(destination, session);
    m_consumed[session].insert(destination);
}

bool Queues::isMissing(const QByteArray &destination) const
{
    if (!isTemporary(destination))
        return false;
    const auto queue = m_queues.find(destination);
    return queue == m_queues.end() || queue->second.isOver;
}

void Queues::discardAll(Queue &queue)
{
    const auto discard = [this](auto &messages) {
        for (const QueuedMessage &message : messages)
            m_bytes -= message.size();
        m_statistics.discarded += messages.size();
        messages.clear();
    };
    discard(queue.waiting);
    discard(queue.delayed);
}

} // namespace server
