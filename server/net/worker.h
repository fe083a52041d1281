#pragma once

#include "server/broker/sessionmessages.h"
#include "server/net/deadlinequeue.h"
#include "server/net/handshake.h"
#include "server/net/netstatistics.h"
#include "server/net/session.h"
#include "stomp/mailbox.h"

#include <QObject>
#include <QPointer>
#include <QThread>
#include <QTimer>
#include <QWebSocketServer>

#include <functional>
#include <future>
#include <memory>
#include <unordered_map>
#include <variant>
#include <vector>

namespace server {

class HandshakeConnection;
class PausableSocket;

struct WorkerSettings {
    HandshakeRules handshake;
    std::chrono::milliseconds handshakeTimeout{10'000};
    SessionSettings session;
};

// A thread that carries connections: takes them over from the listeners, upgrades them, runs their
// sessions. What is public may be called from any thread while the worker is started.
class Worker : public QObject, private SessionHost {
    Q_OBJECT

public:
    using ToBroker = std::function<void(std::vector<FromWorker>)>;

    // `statistics` outlive the worker; `toBroker` is called on its thread.
    Worker(quint32 index, WorkerSettings settings, NetStatistics &statistics, ToBroker toBroker);
    ~Worker() override;

    void start();
    // Takes an accepted connection over.
    void adopt(qintptr descriptor);
    void post(std::vector<ToWorker> messages);
    // Ends every session in order (1001) and then the thread; join() waits for it. What is posted
    // in between is still written as far as the sessions take it.
    void beginStop();
    void join();

private:
    struct Upgrading {
        QPointer<PausableSocket> socket;
        TimePoint acceptedAt;
    };
    struct Adopt {
        qintptr descriptor;
    };
    struct Stop { };
    using Order = std::variant<Adopt, Stop>;

    // Everything below happens on the worker's thread.
    Q_INVOKABLE void open();
    Q_INVOKABLE void drain();
    Q_INVOKABLE void endTurn();

    void carryOut(const Adopt &order);
    void carryOut(const Stop &order);
    void carryOut(const AcceptSession &message);
    void carryOut(const DeliverMessage &message);
    void carryOut(const SendFrame &message);
    void carryOut(const CloseSession &message);

    void upgrade(HandshakeConnection &connection);
    void takeUpgraded();
    void startSession(quint64 serial, const Upgrading &upgrading, QWebSocket *webSocket);
    void noteAnswered(quint64 serial, int status);
    void finishHandshake(HandshakeConnection &connection, CloseReason reason);
    void wakeDue();
    void wakeOne(quint64 serial);
    void armTimer();
    void forget(quint64 serial);
    void wantEndOfTurn();
    void closeWhenIdle();
    Session *find(SessionId id) const;
    qsizetype largestMessage() const;

    TimePoint now() const override { return Clock::now(); }
    void passInward(FromWorker value) override;
    void wantFlush(Session &session) override;
    void wantWake(Session &session, TimePoint at) override;
    void noteClose(const Session &session, CloseReason reason) override;
    void noteEnd(Session &session) override;

    const quint32 m_index;
    const WorkerSettings m_settings;
    NetStatistics &m_statistics;
    const ToBroker m_toBroker;
    stomp::Mailbox<ToWorker> m_messages;
    stomp::Mailbox<Order> m_orders;
    QThread m_thread;
    std::promise<void> m_closed;
    bool m_isStarted = false;

    std::unique_ptr<QWebSocketServer> m_upgrader;
    std::unique_ptr<QTimer> m_timer;
    quint64 m_lastSerial = 0;
    std::unordered_map<quint64, std::unique_ptr<HandshakeConnection>> m_handshakes;
    std::unordered_map<quint64, Upgrading> m_upgrading;
    std::unordered_map<quint64, std::unique_ptr<Session>> m_sessions;
    DeadlineQueue m_deadlines;
    TimePoint m_timerAt = TimePoint::max();
    std::vector<FromWorker> m_inward;
    std::vector<quint64> m_toFlush;
    std::vector<quint64> m_gone;
    bool m_wantsEndOfTurn = false;
    bool m_isStopping = false;
};

} // namespace server
