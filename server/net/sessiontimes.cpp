// The rules of time of a session: login, unfinished frames, heart-beats, pings.
#include "server/net/serverprotocol.h"

#include <algorithm>

namespace server {

using std::chrono::duration_cast;
using stomp::Error;
using stomp::ErrorCode;

SessionActions ServerProtocol::wake(TimePoint now, bool isOutputWaiting)
{
    SessionActions actions;
    const bool isLoggingIn =
        m_state == State::ExpectingConnect || m_state == State::ExpectingAcceptance;
    if (m_state == State::Ended)
        return actions;
    if (isLoggingIn && now >= m_acceptedAt + m_options.loginTimeout) {
        return end(CloseReason::LoginTimeout,
            Error{ErrorCode::Timeout, "no complete CONNECT came in time"}, now);
    }
    if (m_isReading && m_frameBegan && now >= *m_frameBegan + m_options.frameTimeout) {
        return end(CloseReason::FrameTimeout,
            Error{ErrorCode::Timeout, "a frame was begun and not completed in time"}, now);
    }
    if (isLoggingIn)
        return actions;
    if (m_isReading && now >= heartBeatDeadline()) {
        return end(CloseReason::HeartBeatMissed,
            Error{ErrorCode::HeartBeatMissed, "no heart-beat came in time"}, now);
    }
    if (now >= nextHeartBeat()) {
        m_lastSent = now;
        if (!isOutputWaiting)
            actions.push_back(SendBytes{"\n", FrameKind::Text});
    }
    if (isPinged() && now >= m_lastPing + m_options.pingInterval) {
        m_lastPing = now;
        actions.push_back(SendPing{});
    }
    return actions;
}

std::optional<TimePoint> ServerProtocol::nextWake() const
{
    if (m_state == State::Ended)
        return std::nullopt;
    TimePoint next = TimePoint::max();
    if (m_state == State::ExpectingConnect || m_state == State::ExpectingAcceptance) {
        next = m_acceptedAt + m_options.loginTimeout;
    } else {
        next = std::min(m_isReading ? heartBeatDeadline() : next, nextHeartBeat());
        if (isPinged())
            next = std::min(next, m_lastPing + m_options.pingInterval);
    }
    if (m_isReading && m_frameBegan)
        next = std::min(next, *m_frameBegan + m_options.frameTimeout);
    return next == TimePoint::max() ? std::nullopt : std::optional(next);
}

// When the peer counts as gone. Who promised heart-beats is judged by bytes alone, others by any
// sign of life.
TimePoint ServerProtocol::heartBeatDeadline() const
{
    const auto interval = m_login.heartBeat.incoming;
    if (interval.count() > 0)
        return m_lastReceived
            + duration_cast<Clock::duration>(interval * m_options.heartBeatTolerance);
    return isPinged() ? m_lastLifeSign + m_options.pingTimeout : TimePoint::max();
}

// A tenth early, so that it arrives within the interval.
TimePoint ServerProtocol::nextHeartBeat() const
{
    const auto interval = m_login.heartBeat.outgoing;
    return interval.count() > 0 ? m_lastSent + interval * 9 / 10 : TimePoint::max();
}

bool ServerProtocol::isPinged() const
{
    return m_peer.hasPings && m_login.heartBeat.incoming.count() == 0;
}

} // namespace server
