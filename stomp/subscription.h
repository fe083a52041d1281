#pragma once

#include "stomp/acknowledgement.h"
#include "stomp/frame.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace stomp {

class Client;

// One subscription of a Client: survives reconnects, is sent once for each connection. Lives on its
// client's thread and is owned by it until unsubscribe(); deleting it unsubscribes too.
class Subscription : public QObject {
    Q_OBJECT

public:
    enum class State {
        Pending, // not sent, or sent and not yet confirmed by a receipt or a message
        Active,
        Ended, // by unsubscribe(), or refused by the server
    };

    ~Subscription() override;

    const QByteArray &id() const { return m_id; }
    const QByteArray &destination() const { return m_destination; }
    State state() const { return m_state; }

    // Headers of the SUBSCRIBE that follows the next connect, asked for each time ("after" with the
    // last seen number, say). The default are those given to Client::subscribe().
    void setHeadersProvider(std::function<Headers()> provider);

    // Ends it and deletes it later; no messageReceived() follows.
    void unsubscribe();

Q_SIGNALS:
    // `delivery` is what Client::ack() and nack() want; slots that do not need it leave it out.
    void messageReceived(const stomp::Frame &message, const stomp::Delivery &delivery);
    void stateChanged(stomp::Subscription::State state);
    // The server refused it, by a message on /user/queue/errors that names it. It is not sent
    // again.
    void refused(const stomp::Frame &problem);

private:
    friend class Client;
    friend class SubscriptionList;
    Subscription(Client *client, QByteArray id, QByteArray destination, Headers headers);
    Headers headers() const; // of the SUBSCRIBE; asks the provider
    void setState(State state);

    QPointer<Client> m_client; // cleared when ended
    QByteArray m_id;
    QByteArray m_destination;
    Headers m_headers;
    std::function<Headers()> m_headersProvider;
    State m_state = State::Pending;
    quint64 m_sentOn = 0; // the connection it was last sent on
    AckMode m_ackMode = AckMode::Auto; // it was last sent with
};

} // namespace stomp
