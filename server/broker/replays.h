#pragma once

#include "server/broker/answers.h"
#include "server/broker/inboundhandler.h"
#include "server/broker/logrequests.h"

namespace server {

// Subscriptions of logged rooms that get entries of the log before they go on live: none missing,
// none twice, in the order of seq, however answers to reads and to writes interleave.
//
// While a replay runs, its subscription skips live entries and remembers the newest one skipped;
// pages are read until that one is reached. From then on live entries up to the last one replayed
// are skipped: the log may have shown them before their commit was answered.
class Replays {
public:
    Replays(const InboundHandler &handler, SubscriptionRegistry &registry, Sessions &sessions,
        Publisher &publisher, Answers &answers, LogRequests &log, BrokerStatistics &statistics,
        const BrokerOptions &options);

    // `request` is the SUBSCRIBE, answered with the first page; `subscriber` its entry in the
    // registry.
    void start(const Replay &replay, const RequestPointer &request, Subscriber &subscriber);

private:
    struct Running {
        quint64 number = 0;
        Replay replay;
        Request concerned; // the SUBSCRIBE, without its receipt
        RequestPointer request; // until the first page
        LogQuery query; // the last one asked
        qint64 position = 0; // everything up to here was handed over, or is too old
        qint64 mustReach = 0; // was published before the last query was asked
        bool isProbe = false; // the first query only asks where the log ends
    };
    using RunningPointer = std::shared_ptr<Running>;

    LogQuery firstQuery(Running &running) const;
    void ask(const RunningPointer &running, LogQuery query);
    void askAfter(const RunningPointer &running);
    void pageArrived(const RunningPointer &running, const LogResult<LogPage> &page);
    void handOver(const RunningPointer &running, const LogPage &page);
    void setStart(Running &running, const LogPage &page, const Subscriber &subscriber);
    void announceGap(Running &running, qint64 next, const Subscriber &subscriber);
    void sendEntries(Running &running, const LogPage &page, const Subscriber &subscriber);
    bool end(const Running &running);
    void fail(const Running &running, const QString &detail);
    // Null when the subscription has ended, or is another one by now.
    Subscriber *subscriber(const Running &running);

    const InboundHandler &m_handler;
    SubscriptionRegistry &m_registry;
    Sessions &m_sessions;
    Publisher &m_publisher;
    Answers &m_answers;
    LogRequests &m_log;
    BrokerStatistics &m_statistics;
    const BrokerOptions &m_options;
    quint64 m_lastNumber = 0;
};

} // namespace server
