#pragma once

#include "server/broker/closereason.h"
#include "server/net/acceptedconnection.h"
#include "server/net/handshake.h"
#include "server/net/lingeringclose.h"
#include "server/net/sessionoptions.h"

#include <QObject>
#include <QTcpSocket>

#include <memory>

namespace server {

// A connection before its session: waits for the end of the TLS handshake if there is one, and over
// WebSocket reads the HTTP request without taking it, and either asks for the upgrade or answers
// and closes. Lives on one worker's thread.
class HandshakeConnection : public QObject {
    Q_OBJECT

public:
    // `rules` outlive the connection. A QSslSocket is not encrypted yet.
    HandshakeConnection(Protocol protocol, std::unique_ptr<QTcpSocket> socket,
        const HandshakeRules &rules, TimePoint acceptedAt);
    ~HandshakeConnection() override;

    Protocol protocol() const { return m_protocol; }
    TimePoint acceptedAt() const { return m_acceptedAt; }
    bool isAnswered() const { return m_closing != nullptr; }
    // Judges what is there already, then what comes.
    void begin();
    // After passed(): the socket goes to whoever goes on with it, nothing of STOMP or HTTP read
    // from it.
    std::unique_ptr<QTcpSocket> takeSocket();

Q_SIGNALS:
    // It may become a WebSocket, or a session over TCP.
    void passed();
    // An HTTP answer was written; finished() follows when the peer has closed.
    void answered(int status);
    void finished(server::CloseReason reason);

private:
    void beginInside();
    void judge();
    void carryOut(const HandshakeIncomplete &) { }
    void carryOut(const HandshakeUpgrade &);
    void carryOut(const HandshakeAnswer &answer);
    void carryOut(const HandshakeGarbage &);
    void noteDisconnected();
    void pass();
    void finish(CloseReason reason);

    Protocol m_protocol;
    std::unique_ptr<QTcpSocket> m_socket;
    const HandshakeRules &m_rules;
    TimePoint m_acceptedAt;
    QString m_peer;
    std::unique_ptr<LingeringClose> m_closing;
    bool m_isFinished = false;
};

} // namespace server
