#pragma once

#include "server/net/outboundbuffer.h"
#include "server/net/readyframes.h"
#include "server/net/serverprotocol.h"
#include "server/net/sessiontransport.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace server {

class Session;

// What a session needs of the worker that carries it.
class SessionHost {
public:
    virtual ~SessionHost() = default;

    virtual TimePoint now() const = 0;
    virtual void passInward(FromWorker value) = 0;
    // The broker has no room for more: SENDs are to wait; resume() is called when that is over.
    virtual bool holdsSends() const = 0;
    virtual void noteHeld(Session &session) = 0;
    // Has gathered bytes; flush() is wanted at the end of the loop turn.
    virtual void wantFlush(Session &session) = 0;
    virtual void wantWake(Session &session, TimePoint at) = 0;
    // It is decided why the session ends; once.
    virtual void noteClose(const Session &session, CloseReason reason) = 0;
    // A message of a topic was left out.
    virtual void noteDropped() = 0;
    // The session may be destroyed, but not within this call.
    virtual void noteEnd(Session &session) = 0;
};

// What becomes of a topic's messages for a reader that is half of SlowReaderLimits::bytes behind
// (S-303): they go on waiting, until the connection is cut; or they are left out, the newest, and
// the next one tells how many by `dropped-before`. Rooms and queues never lose any.
enum class TopicOverflow { Disconnect, Drop };

struct SessionSettings {
    SessionOptions protocol;
    SlowReaderLimits slowReader;
    TopicOverflow topicOverflow = TopicOverflow::Disconnect;
    std::chrono::milliseconds linger{2000}; // for the peer to close too (S-208)
};

// The shell around one ServerProtocol: carries its actions out on a transport. Lives on one
// worker's thread.
class Session : public QObject {
    Q_OBJECT

public:
    // `host` and `settings` outlive the session.
    Session(ServerProtocol::Peer peer, std::unique_ptr<SessionTransport> transport,
        const SessionSettings &settings, TimePoint acceptedAt, SessionHost &host);
    ~Session() override;

    SessionId id() const { return m_id; }

    void accept(const AcceptSession &accepted);
    void send(const SendFrame &frame);
    void close(const CloseSession &close);
    void deliver(const OutboundMessage &message, const Receiver &receiver, TimePoint now);
    // All messages of these frames, to a receiver that has a head.
    void deliver(ReadyFrames &frames, const Receiver &receiver, TimePoint now);
    // The broker has enough of this session's SENDs for now.
    void hold(bool isOn);
    void resume();
    // The server stops: ends in order, within that time.
    void stop(std::chrono::milliseconds linger);

    // Gives the socket what the loop turn gathered.
    void flush();
    void wake();

private:
    void receive(const QByteArray &bytes);
    void endWithoutMemory();
    void noteTaken(qint64 bytes);
    void noteOutput();
    void noteOwnOutput();
    void noteTransportClosed(CloseReason reason);
    void carryOut(SessionActions actions);
    void carryOut(SendBytes &action);
    void carryOut(PassInward &action);
    void carryOut(SetReading &action);
    void carryOut(SendPing &action);
    void carryOut(CloseConnection &action);
    bool looksAtEach() const;
    bool isLeftOut(const OutboundMessage &message);
    void checkReader(TimePoint now);
    void throttle();
    void decideHolding();
    void tellTaken();
    void scheduleWake();
    void wantFlush();
    void endNow();

    SessionId m_id;
    std::unique_ptr<SessionTransport> m_transport;
    const SessionSettings &m_settings;
    SessionHost &m_host;
    ServerProtocol m_protocol;
    OutboundBuffer m_buffer;
    std::optional<TimePoint> m_abortAt; // set while it lingers
    std::chrono::milliseconds m_linger;
    quint64 m_dropped = 0; // since the last that was written
    TimePoint m_wakeAt = TimePoint::max(); // asked for
    bool m_wantsFlush = false;
    bool m_isThrottled = false; // the peer does not read
    bool m_isHeldByBroker = false;
    bool m_isHeldByWorker = false;
    struct Untold {
        qint64 end = 0; // of its bytes, in everything written
        quint64 number = 0;
    };
    std::vector<Untold> m_untold; // numbered deliveries, not taken yet
    bool m_hasEnded = false;
};

} // namespace server
