#include "server/net/serverprotocol.h"

#include "server/net/errorframe.h"
#include "server/net/framelog.h"
#include "stomp/encoder.h"

#include <utility>

namespace server {

using stomp::Command;
using stomp::Decoder;
using stomp::Error;
using stomp::ErrorCode;
using stomp::Frame;

ServerProtocol::ServerProtocol(Peer peer, const SessionOptions &options, TimePoint acceptedAt)
    : m_peer(std::move(peer))
    , m_options(options)
    , m_decoder(stomp::Reads::ClientFrames, options.loginLimits)
    , m_acceptedAt(acceptedAt)
    , m_lastReceived(acceptedAt)
    , m_lastLifeSign(acceptedAt)
    , m_lastSent(acceptedAt)
    , m_lastPing(acceptedAt)
{
}

SessionActions ServerProtocol::receive(QByteArrayView bytes, TimePoint now)
{
    SessionActions actions;
    if (m_state == State::Ended || m_state == State::Disconnecting)
        return actions;
    m_lastReceived = now;
    m_lastLifeSign = now;
    m_decoder.append(bytes);
    m_bytesWhileHeld += m_isHolding ? bytes.size() : 0;
    m_loginBytes += m_state == State::ExpectingConnect ? bytes.size() : 0;
    readFrames(actions, now);
    // S-073: the sum counts, too, line ends before CONNECT and all.
    if (m_state == State::ExpectingConnect && m_loginBytes > m_options.loginBytes)
        refuse({ErrorCode::FrameTooLarge, "too much came before CONNECT"}, {}, actions, now);
    if (m_isHolding && m_state != State::Ended)
        decideReading(actions, now);
    return actions;
}

void ServerProtocol::receivePart(TimePoint now)
{
    m_lastReceived = now;
    m_lastLifeSign = now;
    if (!m_frameBegan)
        m_frameBegan = now;
}

// Takes from the decoder what the state allows; while the broker is asked, frames stay in it
// (S-101), and the version decides over the very next byte (S-108).
void ServerProtocol::readFrames(SessionActions &actions, TimePoint now)
{
    bool finishedOne = false;
    while (m_state == State::ExpectingConnect || m_state == State::Connected) {
        Decoder::Item item = m_decoder.next();
        if (std::holds_alternative<Decoder::NeedMoreBytes>(item)) {
            return noteUnfinishedFrame(finishedOne, now);
        }
        if (const auto *error = std::get_if<Error>(&item))
            return refuse(*error, receiptOfUnfinished(), actions, now);
        if (auto *frame = std::get_if<Frame>(&item)) {
            finishedOne = true;
            logReceived(m_peer.id, *frame);
            if (m_state == State::Connected && !mayPass(*frame))
                m_held.push_back(std::move(*frame));
            else
                handle(std::move(*frame), actions, now);
        }
    }
    m_frameBegan.reset();
    holdIfMuch(actions, now);
}

void ServerProtocol::noteUnfinishedFrame(bool finishedOne, TimePoint now)
{
    if (!m_decoder.isInsideFrame())
        m_frameBegan.reset();
    else if (finishedOne || !m_frameBegan)
        m_frameBegan = now;
}

// The receipt that a frame asked for before it broke a rule (S-217).
QByteArray ServerProtocol::receiptOfUnfinished() const
{
    if (!m_isNegotiated || !m_decoder.isInsideFrame())
        return {};
    const QByteArray receipt = m_decoder.unfinishedFrame().header("receipt");
    return receipt.size() > m_options.idLength ? QByteArray() : receipt;
}

void ServerProtocol::handle(Frame frame, SessionActions &actions, TimePoint now)
{
    const bool isLogin = frame.command == Command::Connect || frame.command == Command::Stomp;
    const QByteArray receipt = frame.header("receipt");
    if (m_state == State::ExpectingConnect) {
        if (isLogin)
            return connect(frame, actions, now);
        return refuse({ErrorCode::NotConnected, "the first frame must be CONNECT or STOMP"}, {},
            actions, now);
    }
    if (isLogin) {
        return refuse({ErrorCode::AlreadyConnected, "this session is connected already"}, receipt,
            actions, now);
    }
    if (receipt.size() > m_options.idLength) {
        return refuse(
            {ErrorCode::IdTooLong,
                "receipt is longer than " + QByteArray::number(m_options.idLength) + " bytes"},
            {}, actions, now);
    }
    if (frame.command == Command::Disconnect)
        return disconnect(std::move(frame), actions);
    passInward(std::move(frame), actions);
}

void ServerProtocol::connect(const Frame &frame, SessionActions &actions, TimePoint now)
{
    stomp::Result<Login> login = judgeLogin(frame, m_options, m_peer.remoteAddress);
    if (!login && login.error().code == ErrorCode::UnsupportedVersion)
        return refuseVersion(login.error(), actions, now);
    if (!login)
        return refuse(login.error(), {}, actions, now);
    m_login = *std::move(login);
    m_isNegotiated = true;
    m_isKnownInside = true;
    m_decoder.setVersion(version());
    m_decoder.setLimits(m_options.limits);
    m_state = State::ExpectingAcceptance;
    actions.push_back(PassInward{SessionOpened{m_peer.id, m_login.request}});
}

// What follows DISCONNECT is not read (S-206); the broker answers it and ends the session (S-204).
void ServerProtocol::disconnect(Frame frame, SessionActions &actions)
{
    m_state = State::Disconnecting;
    passInward(std::move(frame), actions);
}

void ServerProtocol::passInward(Frame frame, SessionActions &actions)
{
    actions.push_back(PassInward{SessionFrame{m_peer.id, std::move(frame)}});
}

SessionActions ServerProtocol::accept(const AcceptSession &accepted, TimePoint now)
{
    SessionActions actions;
    if (m_state != State::ExpectingAcceptance)
        return actions;
    m_state = State::Connected;
    m_lastReceived = now;
    m_lastLifeSign = now;
    m_lastPing = now;
    writeFrame(connectedFrame(accepted.connected), actions, now);
    readFrames(actions, now);
    m_waitsForBroker = false;
    if (m_state != State::Ended)
        decideReading(actions, now);
    return actions;
}

// How large a body may be depends on the transport, of which the broker knows nothing.
Frame ServerProtocol::connectedFrame(const stomp::Headers &fromBroker) const
{
    const QByteArray maxBody = QByteArray::number(m_options.limits.body);
    Frame frame{Command::Connected, {}, {}};
    frame.headers.append("version", stomp::toBytes(version()));
    frame.headers.append("heart-beat", stomp::toBytes(m_login.offered));
    frame.headers.append("session", m_peer.sessionName);
    if (!m_options.serverName.isEmpty())
        frame.headers.append("server", m_options.serverName);
    for (const auto &[name, value] : fromBroker)
        frame.headers.append(name, name == "max-body" ? maxBody : value);
    if (const auto name = fromBroker.find("name")) // as other servers call it (S-103)
        frame.headers.append("user-name", *name);
    return frame;
}

SessionActions ServerProtocol::send(const SendFrame &send, TimePoint now)
{
    SessionActions actions;
    if (m_state == State::Connected || m_state == State::Disconnecting)
        writeFrame(send.frame, actions, now);
    return actions;
}

bool ServerProtocol::mayDeliver(TimePoint now)
{
    const bool may = m_state == State::Connected || m_state == State::Disconnecting;
    if (may)
        m_lastSent = now;
    return may;
}

// The broker ended the session and knows of its end; nothing more is passed inward.
SessionActions ServerProtocol::close(const CloseSession &close, TimePoint now)
{
    SessionActions actions;
    if (m_state == State::Ended)
        return actions;
    m_isKnownInside = false;
    if (close.error)
        writeFrame(*close.error, actions, now);
    finish(close.reason, true, actions);
    return actions;
}

SessionActions ServerProtocol::end(
    CloseReason reason, const std::optional<Error> &error, TimePoint now)
{
    SessionActions actions;
    if (m_state == State::Ended)
        return actions;
    if (error)
        writeFrame(errorFrame(*error, receiptOfUnfinished()), actions, now);
    finish(reason, true, actions);
    return actions;
}

SessionActions ServerProtocol::transportClosed(CloseReason reason)
{
    SessionActions actions;
    if (m_state != State::Ended)
        finish(reason, false, actions);
    return actions;
}

void ServerProtocol::refuse(
    const Error &error, const QByteArray &receiptId, SessionActions &actions, TimePoint now)
{
    writeFrame(errorFrame(error, receiptId), actions, now);
    finish(closeReason(error.code), true, actions);
}

// S-091
void ServerProtocol::refuseVersion(const Error &error, SessionActions &actions, TimePoint now)
{
    Frame frame = errorFrame(error);
    frame.headers.append("version", "1.0,1.1,1.2");
    writeFrame(frame, actions, now);
    finish(closeReason(error.code), true, actions);
}

// Before a version is agreed on nothing is escaped: our own texts need none (S-221).
void ServerProtocol::writeFrame(const Frame &frame, SessionActions &actions, TimePoint now)
{
    const stomp::Version rules = m_isNegotiated ? version() : stomp::Version::V10;
    stomp::Result<QByteArray> bytes = stomp::encode(frame, rules, stomp::Unrepresentable::Drop);
    if (!bytes)
        return;
    m_lastSent = now;
    logSent(m_peer.id, frame);
    actions.push_back(SendBytes{*std::move(bytes), FrameKind::Text});
}

// What came whole before the end counts, held or not (S-207).
void ServerProtocol::finish(CloseReason reason, bool lingers, SessionActions &actions)
{
    for (Frame &frame : std::exchange(m_held, {})) {
        if (m_isKnownInside)
            passInward(std::move(frame), actions);
    }
    m_state = State::Ended;
    m_frameBegan.reset();
    if (std::exchange(m_isKnownInside, false))
        actions.push_back(PassInward{SessionClosed{m_peer.id, reason}});
    actions.push_back(CloseConnection{reason, lingers});
}

} // namespace server
