// When a session keeps back what came, and when it stops reading.
#include "server/net/serverprotocol.h"

#include <utility>

namespace server {

using stomp::Command;
using stomp::Frame;

void ServerProtocol::holdIfMuch(SessionActions &actions, TimePoint now)
{
    m_waitsForBroker =
        m_state == State::ExpectingAcceptance && m_decoder.bufferedBytes() > m_options.heldBytes;
    decideReading(actions, now);
}

SessionActions ServerProtocol::holdSends(bool isOn, TimePoint now)
{
    SessionActions actions;
    if (isOn == m_isHolding)
        return actions;
    m_isHolding = isOn;
    m_bytesWhileHeld = 0;
    if (!isOn)
        passHeld(actions, now);
    if (m_state != State::Ended)
        decideReading(actions, now);
    return actions;
}

SessionActions ServerProtocol::holdReading(bool isOn, TimePoint now)
{
    SessionActions actions;
    m_waitsForPeer = isOn;
    if (m_state != State::Ended)
        decideReading(actions, now);
    return actions;
}

// An ACK frees memory inside, and may overtake; in a transaction it belongs to its place.
bool ServerProtocol::mayPass(const Frame &frame) const
{
    const bool isAcknowledgement = frame.command == Command::Ack || frame.command == Command::Nack;
    return !m_isHolding || (isAcknowledgement && !frame.headers.contains("transaction"));
}

void ServerProtocol::passHeld(SessionActions &actions, TimePoint now)
{
    while (!m_held.empty() && m_state == State::Connected) {
        Frame frame = std::move(m_held.front());
        m_held.pop_front();
        handle(std::move(frame), actions, now);
    }
}

// What was not read meanwhile does not count against the peer (S-307).
void ServerProtocol::decideReading(SessionActions &actions, TimePoint now)
{
    const bool isFull = m_isHolding && m_bytesWhileHeld > m_options.heldBytes;
    const bool mayRead = !m_waitsForBroker && !m_waitsForPeer && !isFull;
    if (mayRead == m_isReading)
        return;
    m_isReading = mayRead;
    if (mayRead) {
        m_lastReceived = now;
        m_lastLifeSign = now;
        if (m_frameBegan)
            m_frameBegan = now;
    }
    actions.push_back(SetReading{mayRead});
}

} // namespace server
