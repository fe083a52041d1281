#pragma once

#include "server/broker/closereason.h"
#include "server/net/handshake.h"
#include "server/net/sessionoptions.h"

#include <QObject>

#include <memory>

namespace server {

class PausableSocket;

// A connection before it is a WebSocket: reads the HTTP request without taking it, and either asks
// for the upgrade or answers and closes. Lives on one worker's thread.
class HandshakeConnection : public QObject {
    Q_OBJECT

public:
    // `rules` outlive the connection.
    HandshakeConnection(quint64 serial, std::unique_ptr<PausableSocket> socket,
        const HandshakeRules &rules, TimePoint acceptedAt);
    ~HandshakeConnection() override;

    quint64 serial() const { return m_serial; }
    TimePoint acceptedAt() const { return m_acceptedAt; }
    bool isAnswered() const { return m_isAnswered; }
    // Judges what is there already, then what comes.
    void begin();
    // The request is for an upgrade; the socket goes to whoever does it, nothing read from it.
    std::unique_ptr<PausableSocket> takeSocket();

Q_SIGNALS:
    void upgradeWanted();
    // An HTTP answer was written; finished() follows when the peer has closed.
    void answered(int status);
    void finished(server::CloseReason reason);

private:
    void judge();
    void carryOut(const HandshakeIncomplete &) { }
    void carryOut(const HandshakeUpgrade &);
    void carryOut(const HandshakeAnswer &answer);
    void carryOut(const HandshakeGarbage &);
    void shutDownWhenWritten();
    void finish(CloseReason reason);

    quint64 m_serial;
    std::unique_ptr<PausableSocket> m_socket;
    const HandshakeRules &m_rules;
    TimePoint m_acceptedAt;
    bool m_isAnswered = false;
    bool m_isFinished = false;
};

} // namespace server
