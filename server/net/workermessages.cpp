// What the broker tells a worker, and how much of it is done in one turn.
#include "server/net/worker.h"

#include "server/net/socketwriting.h"

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
        if (std::holds_alternative<DeliverMessage>(m_toCarryOut.front())) {
            if (!carryOutRun(budget))
                break;
        } else {
            --budget;
            std::visit(carryOutWhole, m_toCarryOut.front());
            m_toCarryOut.pop_front();
        }
    }
    if (!m_toCarryOut.empty())
        QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection);
}

// Messages in a row to the same receivers go to each of them together: what is done for one
// receiver costs more than the bytes of a small message.
void Worker::beginRun()
{
    constexpr qsizetype mostBytes = 64 * 1024;
    const auto &first = std::get<DeliverMessage>(m_toCarryOut.front());
    std::vector<ReadyFrames::Message> messages;
    qsizetype bytes = 0;
    for (const ToWorker &next : m_toCarryOut) {
        const auto *message = std::get_if<DeliverMessage>(&next);
        if (!message || !message->receivers.isSame(first.receivers))
            break;
        bytes += message->message->body().size();
        if (!messages.empty() && bytes > mostBytes)
            break;
        messages.push_back(message->message);
    }
    m_run.begin(std::move(messages));
}

// True when all receivers have them.
bool Worker::carryOutRun(int &budget)
{
    if (m_delivered == 0)
        beginRun();
    const TimePoint time = now();
    const Receivers &receivers = std::get<DeliverMessage>(m_toCarryOut.front()).receivers;
    const auto &messages = m_run.messages();
    const bool isLarge = messages.front()->body().size() >= sharedFrom;
    for (; m_delivered < receivers.size() && budget > 0; ++m_delivered, --budget) {
        const Receiver &receiver = receivers[m_delivered];
        Session *session = find(receiver.session);
        if (!session)
            continue;
        if (!isLarge && !receiver.head.isEmpty()) {
            session->deliver(m_run, receiver, time);
            continue;
        }
        for (const ReadyFrames::Message &message : messages)
            session->deliver(*message, receiver, time);
    }
    if (m_delivered < receivers.size())
        return false;
    m_delivered = 0;
    m_toCarryOut.erase(
        m_toCarryOut.begin(), m_toCarryOut.begin() + std::ptrdiff_t(messages.size()));
    m_run.begin({});
    return true;
}

void Worker::writeSome()
{
    for (int i = 0; i < m_settings.writesInATurn && !m_toFlush.empty(); ++i) {
        Session *session = find({m_index, m_toFlush.front()});
        m_toFlush.pop_front();
        if (session)
            session->flush();
    }
    if (!m_toFlush.empty())
        wantEndOfTurn();
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
