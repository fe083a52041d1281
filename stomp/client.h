#pragma once

#include "stomp/acknowledgement.h"
#include "stomp/certificatetrouble.h"
#include "stomp/clientactions.h"
#include "stomp/connectoptions.h"
#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/offlinequeue.h"
#include "stomp/receipt.h"
#include "stomp/reconnectpolicy.h"
#include "stomp/sendoptions.h"
#include "stomp/subscription.h"
#include "stomp/subscriptionlist.h"
#include "stomp/transaction.h"
#include "stomp/transport.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

class QTimer;

namespace stomp {

// A STOMP connection that keeps itself alive: connects, heart-beats, reconnects, subscribes again.
// Bound to its thread (asserted); everything is asynchronous. Every handler and slot may call every
// method, may delete subscriptions and the client itself, and may throw: what is thrown is told by
// faultOccurred(), and the connection goes on.
//
// On every connection, in this order: the client subscribes to the server's errors; connected() is
// emitted, connectedHeaders() are known; each live subscription is sent exactly once; what the
// queue held, and then what the slots of connected() sent or requested, follows.
//
// After an ERROR that says the passcode is wrong (ErrorCode::AuthenticationFailed), a certificate
// that is not accepted (CertificateRejected, CertificateChanged) or a URL that cannot be right
// (InvalidUrl) the client does not try again by itself: it is Disconnected until the next
// activate().
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
    using Receipt = stomp::Receipt;
    using ReceiptHandler = stomp::ReceiptHandler;
    using ReplyHandler = std::function<void(const Result<Frame> &)>;
    // Goes on with the attempt, with these options, or ends it with an error. To be called once;
    // what is called too late, or again, has no effect.
    using Proceed = std::function<void(const Result<ConnectOptions> &)>;
    using BeforeConnect = std::function<void(const ConnectOptions &, const Proceed &)>;
    using RetryFilter = std::function<bool(const Error &)>;

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

    // Called at the beginning of every attempt with the options of activate(): a place to fetch a
    // fresh token. The attempt waits until it proceeds, for at most connectTimeout.
    void setBeforeConnect(BeforeConnect hook);
    // Asked after every failure behind which the client would try again; false ends it.
    void setRetryFilter(RetryFilter filter);

    State state() const { return m_state; }
    const Headers &connectedHeaders() const { return m_connectedHeaders; }
    Version version() const;

    // Owned by the client; see Subscription. The header `ack` asks for a mode of acknowledgement.
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
    // A client that is destroyed calls no handlers. What waits in the queue is sent after the next
    // connected(), and its time limit begins then; deactivate() gives it up (ConnectionLost).
    Result<void> send(const QByteArray &destination, const QByteArray &body,
        const Headers &headers = {}, ReceiptHandler onReceipt = {}, SendOptions options = {});
    // The same as a future, which holds what the handler would be called with, or why nothing was
    // sent. A client that is destroyed cancels it.
    QFuture<Receipt> sendWithReceipt(const QByteArray &destination, const QByteArray &body,
        const Headers &headers = {}, SendOptions options = {});

    // Of a message that came on this very connection, of a subscription with an `ack` header;
    // otherwise UnknownMessage, and nothing is sent (S-347).
    Result<void> ack(
        const Delivery &delivery, const Headers &headers = {}, ReceiptHandler onReceipt = {});
    Result<void> nack(
        const Delivery &delivery, const Headers &headers = {}, ReceiptHandler onReceipt = {});

    // BEGINs a transaction on this connection.
    Result<Transaction> begin();

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
    // A MESSAGE that no subscription or request was waiting for (any more).
    void messageUnhandled(const stomp::Frame &message);
    // A RECEIPT that no handler was waiting for (any more).
    void receiptUnhandled(const stomp::Frame &receipt);
    // The ERROR frame that ends the connection; errorOccurred() follows.
    void errorFrameReceived(const stomp::Frame &frame);
    // What is wrong with the server's certificate; errorOccurred() follows.
    void certificateRejected(const stomp::CertificateTrouble &trouble);
    // Something failed, and the connection stands: a handler or slot has thrown (Internal), or a
    // queued frame could not be written in the version of the connection (NotRepresentable).
    void faultOccurred(const stomp::Error &error);

private:
    friend class Subscription;
    friend class Transaction;
    struct Connection;

    void connectNow();
    void askBeforeConnect(quint64 serial);
    void openTransport(const ConnectOptions &options, quint64 serial);
    void listenTo(Transport *transport, quint64 serial);
    void disconnectInOrder();
    void end(const std::optional<Error> &error);
    bool isHopeless(const Error &error);
    bool announce(State state);
    bool isCurrent(quint64 serial) const;
    bool isOn(quint64 serial) const;
    void guard(const std::function<void()> &call);
    void assertThread() const;

    void run(const ClientActions &actions, quint64 serial);
    void carryOut(const ClientAction &action);
    void reportUnhandled(const Frame &frame);
    void openSession(const OpenSession &session);
    void settle(const Settle &settled);
    void wakeAt(TimePoint time);
    void timeOut();

    Result<void> submit(Frame frame, ReceiptHandler onReceipt, SendOptions options = {});
    Result<void> acknowledge(Command command, const Delivery &delivery, const Headers &headers,
        ReceiptHandler onReceipt);
    void sendQueued();
    void giveUpQueued();
    void sendSubscription(Subscription *subscription);
    void forget(Subscription *subscription);
    QByteArray nextId(const char *kind);

    TransportFactory m_factory;
    ReconnectPolicy m_policy;
    BeforeConnect m_beforeConnect;
    RetryFilter m_retryFilter;
    ConnectOptions m_options; // of activate()
    ConnectOptions m_attemptOptions; // of the connection
    Headers m_connectedHeaders;

    State m_state = State::Disconnected;
    bool m_isWanted = false; // what activate() and deactivate() asked for last
    quint64 m_epoch = 0; // grows with every change of state; see announce()
    std::unique_ptr<Connection> m_connection;
    quint64 m_serial = 0; // of the last connection
    QTimer *m_timer; // the connection's wake-up, the hook's time limit, or the next try

    SubscriptionList m_subscriptions;
    OfflineQueue m_offlineQueue;
    std::map<QByteArray, ReplyHandler> m_handlers; // of receipts and replies awaited
    quint64 m_lastId = 0;
};

} // namespace stomp
