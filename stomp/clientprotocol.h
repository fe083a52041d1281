#pragma once

#include "stomp/awaited.h"
#include "stomp/clientactions.h"
#include "stomp/connectoptions.h"
#include "stomp/decoder.h"
#include "stomp/encoder.h"
#include "stomp/heartbeat.h"

#include <map>
#include <vector>

namespace stomp {

// The client's side of one STOMP connection, from its opening to its end: bytes, the user's calls
// and the time go in, actions come out. Knows no socket, timer or thread; a new connection needs a
// new one.
class ClientProtocol {
public:
    explicit ClientProtocol(ConnectOptions options);

    // The transport.
    ClientActions open(TimePoint now); // begins to open; the time limit runs from here
    ClientActions transportOpened(TimePoint now);
    ClientActions bytesReceived(QByteArrayView bytes, TimePoint now);
    // Settles what is still awaited, as lost. Nothing follows.
    ClientActions transportClosed(const Error &error);
    ClientActions wake(TimePoint now);

    // The user. Ids are given by the caller and never repeat.
    ClientActions subscribe(
        const QByteArray &id, const QByteArray &destination, const Headers &headers, TimePoint now);
    ClientActions unsubscribe(const QByteArray &id, TimePoint now);
    // An empty `receipt` asks for none.
    Result<ClientActions> send(const QByteArray &destination, const QByteArray &body,
        const Headers &headers, const QByteArray &receipt, TimePoint now);
    // Any frame of the user's that has no state here: SEND, ACK, NACK, BEGIN, COMMIT, ABORT. Its
    // `receipt` header, if any, is awaited.
    Result<ClientActions> submit(
        const Frame &frame, TimePoint now, ContentLength length = ContentLength::Write);
    Result<ClientActions> request(
        const QByteArray &id, const QByteArray &destination, const Headers &headers, TimePoint now);
    // Until then, what is sent and requested after OpenSession is held back.
    ClientActions beginSending(TimePoint now);
    ClientActions disconnect(TimePoint now);

    Version version() const { return m_version; }
    // Frames may be sent: CONNECTED has come and DISCONNECT has not gone.
    bool isOpen() const { return m_state == State::Greeting || m_state == State::Open; }

private:
    static constexpr char errorsId[] = "errors"; // of the subscription to the server's errors
    static constexpr char disconnectId[] = "disconnect"; // of the last receipt

    enum class State {
        Opening, // the transport
        Connecting, // CONNECT sent
        Greeting, // CONNECTED came, subscriptions are being sent
        Open,
        Disconnecting, // DISCONNECT sent
        Closed,
    };

    ClientActions takeActions();
    std::optional<TimePoint> nextWake() const;
    TimePoint::duration longestSilence() const;

    void handle(const Frame &frame);
    void handleConnected(const Frame &frame);
    void handleMessage(const Frame &frame);
    void handleReceipt(const Frame &frame);
    void handleError(const Frame &frame);
    void handleProblem(const Frame &message);
    bool refuse(const QByteArray &id, const Frame &problem);
    QByteArray subscriptionOf(const Frame &message) const;

    void sendConnect();
    void subscribeToErrors();
    void startHeartBeats(const HeartBeat &theirs);
    void write(QByteArray bytes);
    void writeOrHold(QByteArray bytes);
    void await(const QByteArray &id, Awaited::Kind kind);
    bool settle(const QByteArray &id, Result<Frame> outcome);
    void settleAll(const Error &error);
    void close(CloseTransport::How how, std::optional<Error> error);
    void fail(Error error);

    void checkDeadline();
    void checkAwaited();
    void checkSilence();
    void beat();

    ConnectOptions m_options;
    Decoder m_decoder;
    State m_state = State::Opening;
    Version m_version = Version::V12;
    TimePoint m_now;
    ClientActions m_actions;
    std::optional<TimePoint> m_requestedWake;

    std::optional<TimePoint> m_deadline; // of connecting, then of disconnecting
    AgreedHeartBeat m_heartBeat;
    TimePoint m_lastSent;
    TimePoint m_lastReceived;

    std::map<QByteArray, QByteArray> m_subscriptions; // on this connection: id → destination
    Awaited m_awaited;
    std::vector<QByteArray> m_held;
};

} // namespace stomp
