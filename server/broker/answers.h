#pragma once

#include "server/broker/backlog.h"
#include "server/broker/publisher.h"
#include "server/broker/request.h"
#include "server/broker/sessions.h"
#include "stomp/error.h"

namespace server {

// Gives every frame its one answer: a receipt when everything it caused is done, or what went
// wrong. Of one session the answers of one destination keep their order; destinations do not wait
// for each other.
//
// A session can end while an answer is given: no reference to it outlives release() or
// protocolError().
class Answers {
public:
    Answers(Sessions &sessions, Publisher &publisher, Backlog &backlog, BrokerActions &actions,
        BrokerStatistics &statistics);

    // Begins a request; it is answered when all hold()s and this begin are released.
    RequestPointer begin(BrokerSession &session, const stomp::Frame &frame,
        const QByteArray &destination, const QByteArray &subscription = {});
    // The same when the session may be gone by now.
    RequestPointer begin(
        SessionId session, const stomp::Frame &frame, const QByteArray &destination);
    void hold(const RequestPointer &request) { ++request->outstanding; }
    void release(const RequestPointer &request);
    // The first failure counts.
    void fail(const RequestPointer &request, Problem problem);

    // ERROR and the end of the session.
    void protocolError(SessionId session, const stomp::Frame &frame, const stomp::Error &error);
    // Tells the sender of what went wrong, by MESSAGE or by ERROR and the end of the session.
    void tell(const Request &request, const Problem &problem);

    // DISCONNECT: answered, and the session closed, when everything before it was answered.
    void leave(BrokerSession &session, const QByteArray &receipt);

private:
    static RequestPointer makeRequest(
        SessionId session, const stomp::Frame &frame, const QByteArray &destination);
    void answerLine(SessionId session, const QByteArray &destination);
    void answer(BrokerSession &session, const RequestPointer &request);
    void releaseCommit(const RequestPointer &request);
    void count(const Request &request);
    void sendReceipt(
        SessionId session, const QByteArray &receipt, const stomp::Headers &headers = {});
    void closeWhenDone(BrokerSession &session);

    Sessions &m_sessions;
    Publisher &m_publisher;
    Backlog &m_backlog;
    BrokerActions &m_actions;
    BrokerStatistics &m_statistics;
};

} // namespace server
