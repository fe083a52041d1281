// What the broker tells a worker, and how much of it is done in one turn.
#include "server/net/worker.h"

#include <type_traits>
#include <utility>

namespace server {

// A message for very many is handed out over several turns.
void Worker::carryOutSome()
{
    int budget = m_settings.deliveriesInATurn;
    const auto carryOutWhole = [this](const auto &one) {
        if constexpr (!std::is_same_v<decltype(one), const DeliverMessage &>)
            carryOut(one);
    };
    while (!m_toCarryOut.empty() && budget > 0) {
        ToWorker &first = m_toCarryOut.front();
        if (const auto *message = std::get_if<DeliverMessage>(&first)) {
            carryOutPart(*message, budget);
            if (m_delivered < message->receivers.size())
                break;
        } else {
            --budget;
            std::visit(carryOutWhole, first);
        }
        m_delivered = 0;
        m_toCarryOut.pop_front();
    }
    if (!m_toCarryOut.empty())
        QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection);
}

void Worker::carryOutPart(const DeliverMessage &message, int &budget)
{
    for (; m_delivered < message.receivers.size() && budget > 0; ++m_delivered, --budget) {
        const Receiver &receiver = message.receivers[m_delivered];
        if (Session *session = find(receiver.session))
            session->deliver(*message.message, receiver);
    }
}

void Worker::carryOut(const AcceptSession &message)
{
    if (Session *session = find(message.session))
        session->accept(message);
}

void Worker::carryOut(const SendFrame &message)
{
    if (Session *session = find(message.session))
        session->send(message);
}

void Worker::carryOut(const CloseSession &message)
{
    if (Session *session = find(message.session))
        session->close(message);
}

void Worker::carryOut(const HoldSends &message)
{
    if (!message.session) {
        m_isHeld = message.isOn;
        resumeSends();
    } else if (Session *session = find(*message.session)) {
        session->hold(message.isOn);
    }
}

void Worker::carryOut(const ResumeSends &)
{
    m_isMailboxFull = false;
    resumeSends();
}

// Who sent nothing meanwhile was never held.
void Worker::resumeSends()
{
    if (holdsSends())
        return;
    for (const quint64 serial : std::exchange(m_held, {})) {
        if (Session *session = find({m_index, serial}))
            session->resume();
    }
}

} // namespace server
