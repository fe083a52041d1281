#pragma once

#include "server/broker/sessionmessages.h"
#include "server/net/deadlinequeue.h"
#include "server/net/eventdispatchers.h"
#include "server/net/handshakes.h"
#include "server/net/netstatistics.h"
#include "server/net/session.h"
#include "stomp/mailbox.h"

#include <QObject>
#include <QSslConfiguration>
#include <QThread>
#include <QTimer>

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace server {

struct WorkerSettings {
    HandshakeRules handshake;
    std::optional<QSslConfiguration> tls; // of all listeners
    std::chrono::milliseconds handshakeTimeout{10'000}; // TLS and HTTP together
    SessionSettings session;
    std::chrono::milliseconds lingerAtStop{1500}; // at most, when the server stops
    // Then other connections have their turn (S-310). To gather a copy is cheap, to write a system
    // call: who is still to be written to is given more meanwhile, and gets it by the same call.
    int deliveriesInATurn = 10'000;
    int writesInATurn = 250;
    qsizetype tcpBody = 16 * 1024 * 1024; // the limit that TCP has in the place of the session's
    bool tcpLineFeeds = true; // behind each frame over TCP (S-034)
    EventDispatcherKind eventDispatcher = EventDispatcherKind::Fastest;
};

// A thread that carries connections: takes them over from the listeners, upgrades them, runs their
// sessions. What is public may be called from any thread while the worker is started.
class Worker : public QObject, private SessionHost {
    Q_OBJECT

public:
    // True when what comes in is to wait until ResumeSends.
    using ToBroker = std::function<bool(std::vector<FromWorker>)>;

    // `statistics` outlive the worker; `toBroker` is called on its thread.
    Worker(quint32 index, WorkerSettings settings, NetStatistics &statistics, ToBroker toBroker);
    ~Worker() override;

    void start();
    // Takes an accepted connection over.
    void adopt(AcceptedConnection connection);
    void post(std::vector<ToWorker> messages);
    // Ends every session in order (1001) and then the thread; join() waits for it. What is posted
    // in between is still written as far as the sessions take it.
    void beginStop();
    void join();

private:
    struct Stop { };
    using Order = std::variant<AcceptedConnection, Stop>;

    // Everything below happens on the worker's thread.
    Q_INVOKABLE void open();
    Q_INVOKABLE void drain();
    Q_INVOKABLE void endTurn();

    void carryOut(const AcceptedConnection &order);
    void carryOut(const Stop &order);
    void carryOut(const AcceptSession &message);
    void carryOut(const SendFrame &message);
    void carryOut(const CloseSession &message);
    void carryOut(const HoldSends &message);
    void carryOut(const ResumeSends &message);
    void carryOutSome();
    void beginRun();
    bool carryOutRun(int &budget);
    void resumeSends();

    void startSession(OpenedConnection connection);
    void noteAnswered(quint64 serial);
    void endHandshake(quint64 serial, CloseReason reason);
    void wakeDue();
    void wakeOne(quint64 serial);
    void armTimer();
    void forget(quint64 serial);
    void wantEndOfTurn();
    void writeSome();
    void closeWhenIdle();
    Session *find(SessionId id) const;

    TimePoint now() const override { return Clock::now(); }
    void passInward(FromWorker value) override;
    bool holdsSends() const override { return m_isHeld || m_isMailboxFull; }
    void noteHeld(Session &session) override;
    void wantFlush(Session &session) override;
    void wantWake(Session &session, TimePoint at) override;
    void noteClose(const Session &session, CloseReason reason) override;
    void noteDropped() override { m_statistics.countDropped(); }
    void noteEnd(Session &session) override;

    const quint32 m_index;
    const WorkerSettings m_settings;
    const HandshakeSettings m_handshakeSettings;
    const SessionSettings m_tcpSession;
    NetStatistics &m_statistics;
    const ToBroker m_toBroker;
    stomp::Mailbox<ToWorker> m_messages;
    stomp::Mailbox<Order> m_orders;
    QThread m_thread;
    std::promise<void> m_ended;
    bool m_isStarted = false;

    std::unique_ptr<Handshakes> m_handshakes;
    std::unique_ptr<QTimer> m_timer;
    quint64 m_lastSerial = 0;
    std::unordered_map<quint64, std::unique_ptr<Session>> m_sessions;
    std::unordered_map<quint64, AddressSlot> m_slots; // of those that have one
    std::unordered_map<quint64, std::function<void()>> m_failedLogins; // the same
    DeadlineQueue m_deadlines;
    TimePoint m_timerAt = TimePoint::max();
    std::vector<FromWorker> m_inward;
    std::vector<quint64> m_held; // sessions whose SENDs wait until resumeSends()
    bool m_isHeld = false; // by the broker's backlog
    bool m_isMailboxFull = false;
    std::deque<ToWorker> m_toCarryOut;
    ReadyFrames m_run; // the first messages of these that go to the same receivers
    std::size_t m_delivered = 0; // receivers that have them already
    std::deque<quint64> m_toFlush;
    std::vector<quint64> m_gone;
    bool m_wantsEndOfTurn = false;
    bool m_isStopping = false;
};

} // namespace server
