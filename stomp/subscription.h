#pragma once

#include "stomp/frame.h"

#include <QObject>

#include <functional>

namespace stomp {

class Client;

// One subscription of a Client: survives reconnects, is sent once for each connection. Lives on its client's
// thread and is owned by it until unsubscribe().
class Subscription : public QObject {
    Q_OBJECT

public:
    enum class State {
        Pending, // not sent, or sent and not yet confirmed
        Active,
        Ended, // by unsubscribe(), or refused by the server
    };

    const QByteArray &id() const { return m_id; }
    const QByteArray &destination() const { return m_destination; }
    State state() const { return m_state; }

    // Headers of the SUBSCRIBE that follows the next connect, asked for each time ("after" with the last seen
    // number, say). The default are those given to Client::subscribe().
    void setHeadersProvider(std::function<Headers()> provider);

    // Ends it and deletes it later; no messageReceived() follows.
    void unsubscribe();

Q_SIGNALS:
    void messageReceived(const stomp::Frame &message);
    void stateChanged(stomp::Subscription::State state);
    // The server refused it, by a message on /user/queue/errors that names it.
    void refused(const stomp::Frame &problem);

private:
    friend class Client;
    Subscription(Client *client, QByteArray id, QByteArray destination, Headers headers);
    void setState(State state);

    Client *m_client;
    QByteArray m_id;
    QByteArray m_destination;
    Headers m_headers;
    std::function<Headers()> m_headersProvider;
    State m_state = State::Pending;
};

} // namespace stomp
