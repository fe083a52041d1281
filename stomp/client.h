#pragma once

#include "stomp/clientprotocol.h"
#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/heartbeat.h"
#include "stomp/limits.h"
#include "stomp/reconnectpolicy.h"
#include "stomp/subscription.h"
#include "stomp/transport.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

class QTimer;

namespace stomp {

struct ConnectOptions {
    QUrl url; // ws:// or wss://
    QByteArray login;
    QByteArray passcode;
    Headers headers; // further headers of CONNECT
    HeartBeat heartBeat{std::chrono::seconds(10), std::chrono::seconds(10)};
    std::chrono::milliseconds connectTimeout{15000}; // TCP, TLS, WebSocket and CONNECTED together
    std::chrono::milliseconds receiptTimeout{15000};
    std::chrono::milliseconds disconnectTimeout{2000};
    bool reconnects = true;
    Limits limits{32, 200, 16 * 1024, 256 * 1024, 64 * 1024 * 1024};
};

// A STOMP connection that keeps itself alive: connects, heart-beats, reconnects, subscribes again.
// Bound to its thread; everything is asynchronous.
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

    // Goes to Connected and stays there until deactivate(); any interleaving of the two ends in the state
    // asked for last.
    void activate(const ConnectOptions &options);
    // DISCONNECT with a receipt, waited for at most disconnectTimeout, then closed.
    void deactivate();
    // Ends the waiting, or drops a connection that is suspected dead, and connects at once.
    void reconnectNow();

    State state() const { return m_state; }
    const Headers &connectedHeaders() const { return m_connectedHeaders; }
    Version version() const;

    // Owned by the client; see Subscription.
    Subscription *subscribe(const QByteArray &destination, const Headers &headers = {});
    // Sends now, or fails at once when not connected. With a handler a receipt is asked for, and the handler is
    // called exactly once: with the receipt, the failure on /user/queue/errors that names it, a time-out, or
    // the loss of the connection.
    Result<void> send(const QByteArray &destination, const QByteArray &body, const Headers &headers = {},
        ReceiptHandler onReceipt = {});
    // A SUBSCRIBE that is answered once: the handler is called exactly once.
    void request(const QByteArray &destination, const Headers &headers, ReplyHandler onReply);

Q_SIGNALS:
    void stateChanged(stomp::Client::State state);
    // CONNECTED arrived; its headers are connectedHeaders(). Before any subscription is sent again.
    void connected();
    // Why the connection was lost or not made. The client goes on trying when it was told to reconnect.
    void errorOccurred(const stomp::Error &error);
    // With WaitingToReconnect: how long until the next try.
    void reconnectScheduled(std::chrono::milliseconds delay);
    // A failure on /user/queue/errors that no receipt handler, request or subscription was waiting for.
    void problemReceived(const stomp::Frame &message);

private:
    friend class Subscription;
    class Private;
    std::unique_ptr<Private> d;
    State m_state = State::Disconnected;
    Headers m_connectedHeaders;
};

} // namespace stomp
