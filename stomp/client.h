#pragma once

#include "stomp/clientactions.h"
#include "stomp/connectoptions.h"
#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/reconnectpolicy.h"
#include "stomp/subscription.h"
#include "stomp/subscriptionlist.h"
#include "stomp/transport.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

class QTimer;

namespace stomp {

// A STOMP connection that keeps itself alive: connects, heart-beats, reconnects, subscribes again.
// Bound to its thread; everything is asynchronous. Every handler and slot may call every method,
// and may delete subscriptions and the client itself.
//
// On every connection, in this order: the client subscribes to the server's errors; connected() is
// emitted, connectedHeaders() are known; each live subscription is sent exactly once; what the
// slots of connected() sent or requested follows.
//
// After an ERROR that says the passcode is wrong (ErrorCode::AuthenticationFailed) the client does
// not try again by itself: it is Disconnected until the next activate().
class Client : public QObject {
    Q_OBJECT

public:
    enum class State {
        Disconnected,
        Connecting,
        Connected,
        WaitingToReconnect,
        Disconnecting,
    };
    using TransportFactory = std::function<std::unique_ptr<Transport>()>;
    using Receipt = Result<Frame>; // the RECEIPT frame with its headers, or why there is none
    using ReceiptHandler = std::function<void(const Receipt &)>;
    using ReplyHandler = std::function<void(const Result<Frame> &)>;

    explicit Client(QObject *parent = nullptr);
    Client(TransportFactory factory, ReconnectPolicy policy, QObject *parent = nullptr);
    ~Client() override;

    // Goes to Connected and stays there until deactivate(); any interleaving of the two ends in the
    // state asked for last.
    void activate(const ConnectOptions &options);
    // DISCONNECT with a receipt, waited for at most disconnectTimeout, then closed.
    void deactivate();
    // Ends the waiting, or drops a connection that is suspected dead, and connects at once. Without
    // effect after deactivate().
    void reconnectNow();

    State state() const { return m_state; }
    const Headers &connectedHeaders() const { return m_connectedHeaders; }
    Version version() const;

    // Owned by the client; see Subscription.
    Subscription *subscribe(const QByteArray &destination, const Headers &headers = {});
    // Sends now, or returns at once why it cannot (not connected, a header that the version cannot
    // say); then nothing was sent and the handler will not be called. With a handler a receipt is
    // asked for, and the handler is called exactly once, never from inside send(): with the
    // RECEIPT, or with an error:
    //   Refused         the failure on /user/queue/errors that names the frame; `text` is its body
    //                   {"code","detail","destination"}
    //   Timeout         no receipt came within receiptTimeout; the frame may have been processed
    //   ConnectionLost  the connection ended before; the frame may have been processed
    //   others          the ERROR frame that names the receipt
    // A client that is destroyed calls no handlers.
    Result<void> send(const QByteArray &destination, const QByteArray &body,
        const Headers &headers = {}, ReceiptHandler onReceipt = {});
    // A SUBSCRIBE that is answered once. The handler is called exactly once, never from inside
    // request(): with the MESSAGE, or with an error as of send(); NotConnected when there is no
    // connection.
    void request(const QByteArray &destination, const Headers &headers, ReplyHandler onReply);

Q_SIGNALS:
    void stateChanged(stomp::Client::State state);
    // CONNECTED arrived; its headers are connectedHeaders(). Before any subscription is sent again.
    void connected();
    // Why the connection was lost or not made. The client goes on trying when it was told to
    // reconnect.
    void errorOccurred(const stomp::Error &error);
    // With WaitingToReconnect: how long until the next try.
    void reconnectScheduled(std::chrono::milliseconds delay);
    // A failure on /user/queue/errors that no receipt handler, request or subscription was waiting
    // for.
    void problemReceived(const stomp::Frame &message);

private:
    friend class Subscription;
    struct Connection;

    void connectNow();
    void listenTo(Transport *transport, quint64 serial);
    void disconnectInOrder();
    void end(const std::optional<Error> &error);
    bool announce(State state);
    bool isCurrent(quint64 serial) const;

    void run(const ClientActions &actions, quint64 serial);
    void carryOut(const ClientAction &action);
    void openSession(const OpenSession &session);
    void settle(const Settle &settled);
    void wakeAt(TimePoint time);
    void timeOut();

    void sendSubscription(Subscription *subscription);
    void forget(Subscription *subscription);
    QByteArray nextId(const char *kind);

    TransportFactory m_factory;
    ReconnectPolicy m_policy;
    ConnectOptions m_options;
    Headers m_connectedHeaders;

    State m_state = State::Disconnected;
    bool m_isWanted = false; // what activate() and deactivate() asked for last
    quint64 m_epoch = 0; // grows with every change of state; see announce()
    std::unique_ptr<Connection> m_connection;
    quint64 m_serial = 0; // of the last connection
    QTimer *m_timer; // the connection's wake-up, or the next try

    SubscriptionList m_subscriptions;
    std::map<QByteArray, ReplyHandler> m_handlers; // of receipts and replies awaited
    quint64 m_lastId = 0;
};

} // namespace stomp
