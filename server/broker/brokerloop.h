#pragma once

#include "server/broker/broker.h"
#include "server/broker/laterinbox.h"
#include "stomp/mailbox.h"

#include <QByteArray>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace server {

// The broker's thread around its core: empties the mailbox, posts what came of it. Lives on a
// thread of its own from start() to stop(); the public methods may be called from any thread,
// start() and stop() from one.
class BrokerLoop : public QObject {
    Q_OBJECT

public:
    // Where the actions go; each is called on the broker thread, at most once a turn, and has to
    // return at once.
    struct Ports {
        std::vector<std::function<void(std::vector<ToWorker>)>> workers;
        std::function<void(std::vector<LogRequest>)> log;
    };
    using Clock = std::function<qint64()>; // milliseconds since 1970 UTC

    BrokerLoop(std::unique_ptr<InboundHandler> handler, BrokerOptions options, Clock clock = {});
    ~BrokerLoop() override;

    void start(Ports ports);
    // True when the mailbox is full: what comes in is to wait then until ResumeSends (S-306).
    bool post(std::vector<FromWorker> events);
    void post(std::vector<LogAnswer> answers);
    // Handles what was posted, waits until every write asked for was answered, and ends the thread;
    // after the deadline without waiting. False when the deadline was passed.
    bool stop(std::chrono::milliseconds deadline = std::chrono::seconds(3));

    // `receiver` gets a snapshot, on the broker thread.
    void askStatistics(std::function<void(const BrokerStatistics &)> receiver);

private:
    using Question = std::function<void(const BrokerStatistics &)>;
    using Mail = std::variant<FromWorker, LogAnswer, Question>;

    Q_INVOKABLE void turn();
    void handleSome(qint64 nowMs);
    void noteHandled(qint64 bytes);
    void handle(Mail &mail, qint64 nowMs);
    void sort(std::vector<BrokerAction> actions);
    void sort(WorkerAction &action);
    void sort(LogRequest &request);
    void sort(BeginLater &later);
    void postSorted();
    void setTimer(qint64 nowMs);
    void wakeUp();

    std::unique_ptr<InboundHandler> m_handler;
    const qint64 m_mailboxLimit;
    Broker m_broker;
    Clock m_clock;
    Ports m_ports;
    stomp::Mailbox<Mail> m_mailbox;
    std::shared_ptr<LaterInbox> m_laterInbox;
    std::deque<Mail> m_toHandle;
    std::atomic<qint64> m_waitingBytes = 0; // from workers, not handled yet
    std::atomic<bool> m_isResumeWanted = false;
    std::vector<std::vector<ToWorker>> m_toWorkers;
    std::vector<LogRequest> m_toLog;
    QTimer m_timer{this};
    QThread m_thread;
    std::atomic<bool> m_isStopping = false;
    // Hands the state over with the thread's end: what the thread did is seen by who joined it.
    std::atomic<bool> m_hasEnded = false;
};

} // namespace server
