#pragma once

#include "server/broker/sessionmessages.h"
#include "server/net/login.h"
#include "server/net/sessionoptions.h"
#include "stomp/decoder.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>
#include <QByteArrayView>

#include <list>
#include <optional>
#include <variant>
#include <vector>

namespace server {

// What a session's core asks of its shell.
struct SendBytes {
    QByteArray bytes; // one whole STOMP frame, or one end of line
    FrameKind kind = FrameKind::Text;
    friend bool operator==(const SendBytes &, const SendBytes &) = default;
};
struct PassInward {
    FromWorker value;
};
struct SetReading {
    bool isOn = true;
    friend bool operator==(const SetReading &, const SetReading &) = default;
};
struct SendPing {
    friend bool operator==(const SendPing &, const SendPing &) = default;
};
// The last action of a session. With `lingers` what was sent before arrives first.
struct CloseConnection {
    CloseReason reason;
    bool lingers = true;
    friend bool operator==(const CloseConnection &, const CloseConnection &) = default;
};
using SessionAction = std::variant<SendBytes, PassInward, SetReading, SendPing, CloseConnection>;
using SessionActions = std::vector<SessionAction>;

// One peer's session on the server: logs in, keeps the rules of frames, versions, heart-beats and
// time, passes frames inward and writes what comes back. Decides only; the shell is Session.
class ServerProtocol {
public:
    struct Peer {
        SessionId id;
        QByteArray sessionName; // the unpredictable name it has in CONNECTED (S-094)
        QByteArray remoteAddress;
        bool hasPings = false; // the transport has pings of its own
    };

    ServerProtocol(Peer peer, const SessionOptions &options, TimePoint acceptedAt);

    SessionActions receive(QByteArrayView bytes, TimePoint now);
    // A part of something came that the transport still holds.
    void receivePart(TimePoint now);
    // The transport itself answered; counts only for peers that promised no heart-beats (S-124).
    void receivePong(TimePoint now) { m_lastLifeSign = now; }

    SessionActions accept(const AcceptSession &accepted, TimePoint now);
    SessionActions send(const SendFrame &send, TimePoint now);
    SessionActions close(const CloseSession &close, TimePoint now);
    // Whether MESSAGEs may leave; then they do. Apart from actions because it is asked once per
    // receiver.
    bool mayDeliver(TimePoint now);

    // The shell gives up (slow reader, server stopping): `error` is written first.
    SessionActions end(CloseReason reason, const std::optional<stomp::Error> &error, TimePoint now);
    // The connection is gone.
    SessionActions transportClosed(CloseReason reason);

    // Meanwhile nothing but acknowledgements is passed inward (S-308); the rest waits here, and
    // when that is much, nothing more is read.
    SessionActions holdSends(bool isOn, TimePoint now);
    // What comes makes the transport itself write to a peer that does not read.
    SessionActions holdReading(bool isOn, TimePoint now);

    // What is due now. While output waits in the shell, no heart-beat is added to it (S-120).
    SessionActions wake(TimePoint now, bool isOutputWaiting);
    std::optional<TimePoint> nextWake() const;

    stomp::Version version() const { return m_login.request.version; }
    bool isEnded() const { return m_state == State::Ended; }

private:
    enum class State { ExpectingConnect, ExpectingAcceptance, Connected, Disconnecting, Ended };

    void readFrames(SessionActions &actions, TimePoint now);
    void handle(stomp::Frame frame, SessionActions &actions, TimePoint now);
    void connect(const stomp::Frame &frame, SessionActions &actions, TimePoint now);
    void disconnect(stomp::Frame frame, SessionActions &actions);
    void passInward(stomp::Frame frame, SessionActions &actions);
    void refuse(const stomp::Error &error, const QByteArray &receiptId, SessionActions &actions,
        TimePoint now);
    void refuseVersion(const stomp::Error &error, SessionActions &actions, TimePoint now);
    void writeFrame(const stomp::Frame &frame, SessionActions &actions, TimePoint now);
    void finish(CloseReason reason, bool lingers, SessionActions &actions);
    void noteUnfinishedFrame(bool finishedOne, TimePoint now);
    bool mayPass(const stomp::Frame &frame) const;
    void passHeld(SessionActions &actions, TimePoint now);
    void holdIfMuch(SessionActions &actions, TimePoint now);
    void decideReading(SessionActions &actions, TimePoint now);
    QByteArray receiptOfUnfinished() const;
    stomp::Frame connectedFrame(const stomp::Headers &fromBroker) const;

    TimePoint heartBeatDeadline() const;
    TimePoint nextHeartBeat() const;
    bool isPinged() const;

    Peer m_peer;
    const SessionOptions &m_options;
    State m_state = State::ExpectingConnect;
    stomp::Decoder m_decoder;
    Login m_login;
    bool m_isNegotiated = false;
    bool m_isKnownInside = false; // the broker heard of this session
    bool m_isReading = true; // unless one of these:
    bool m_waitsForBroker = false;
    bool m_waitsForPeer = false;
    bool m_isHolding = false;
    std::list<stomp::Frame> m_held; // without memory while it is empty
    qsizetype m_bytesWhileHeld = 0; // received since then
    qsizetype m_loginBytes = 0; // received before CONNECT was complete

    TimePoint m_acceptedAt;
    TimePoint m_lastReceived;
    TimePoint m_lastLifeSign;
    TimePoint m_lastSent;
    TimePoint m_lastPing;
    std::optional<TimePoint> m_frameBegan;
};

} // namespace server
