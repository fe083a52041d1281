#include "server/broker/answers.h"

#include "server/broker/destination.h"
#include "server/broker/failureframes.h"

#include <utility>

namespace server {

Answers::Answers(Sessions &sessions, Publisher &publisher, Backlog &backlog, BrokerActions &actions,
    BrokerStatistics &statistics)
    : m_sessions(sessions)
    , m_publisher(publisher)
    , m_backlog(backlog)
    , m_actions(actions)
    , m_statistics(statistics)
{
}

RequestPointer Answers::begin(BrokerSession &session, const stomp::Frame &frame,
    const QByteArray &destination, const QByteArray &subscription)
{
    auto request = makeRequest(session.caller.session, frame, destination);
    request->subscription = subscription;
    if (!request->receipt.isEmpty())
        session.lines[destination].push_back(request);
    ++session.openRequests;
    m_backlog.add(session, *request);
    return request;
}

RequestPointer Answers::begin(
    SessionId session, const stomp::Frame &frame, const QByteArray &destination)
{
    BrokerSession *stillThere = m_sessions.find(session);
    if (stillThere)
        return begin(*stillThere, frame, destination);
    auto request = makeRequest(session, frame, destination);
    request->bytes = 0; // nobody is left to be held
    return request;
}

RequestPointer Answers::makeRequest(
    SessionId session, const stomp::Frame &frame, const QByteArray &destination)
{
    auto request = std::make_shared<Request>();
    request->session = session;
    request->command = frame.command;
    request->receipt = frame.header("receipt");
    request->destination = destination;
    request->bytes = weightOf(frame);
    return request;
}

void Answers::release(const RequestPointer &request)
{
    if (--request->outstanding > 0)
        return;
    request->isDone = true;
    count(*request);
    m_backlog.remove(m_sessions.find(request->session), *request);
    if (BrokerSession *session = m_sessions.find(request->session)) {
        if (request->receipt.isEmpty())
            answer(*session, request);
        else
            answerLine(request->session, request->destination);
    }
    releaseCommit(request);
    if (const auto done = std::exchange(request->done, nullptr))
        done();
}

void Answers::fail(const RequestPointer &request, Problem problem)
{
    if (!request->problem)
        request->problem = std::move(problem);
}

// Everything at the head of the line that is done.
void Answers::answerLine(SessionId id, const QByteArray &destination)
{
    while (BrokerSession *session = m_sessions.find(id)) {
        const auto line = session->lines.find(destination);
        if (line == session->lines.end() || !line->second.front()->isDone)
            return;
        const RequestPointer request = line->second.front();
        line->second.pop_front();
        if (line->second.empty())
            session->lines.erase(line);
        answer(*session, request);
    }
}

void Answers::answer(BrokerSession &session, const RequestPointer &request)
{
    const SessionId id = session.caller.session;
    --session.openRequests;
    if (request->problem) {
        tell(*request, *request->problem);
    } else {
        sendReceipt(id, request->receipt, request->receiptHeaders);
        for (const auto &then : std::exchange(request->then, {}))
            then();
    }
    const auto atEnd = std::exchange(request->atEnd, nullptr);
    if (atEnd && m_sessions.find(id))
        atEnd();
    if (BrokerSession *stillThere = m_sessions.find(id))
        closeWhenDone(*stillThere);
}

void Answers::releaseCommit(const RequestPointer &request)
{
    const RequestPointer commit = std::exchange(request->commit, nullptr);
    if (!commit)
        return;
    if (request->problem)
        fail(commit, {"transaction-failed", request->problem->detail});
    release(commit);
}

void Answers::count(const Request &request)
{
    if (request.problem)
        ++m_statistics.problems[request.problem->code];
    if (request.command == stomp::Command::Send && !request.isEnlisting) {
        const SendOutcome outcome =
            request.problem ? SendOutcome::Problem : request.outcome.value_or(SendOutcome::Done);
        ++m_statistics.send(outcome);
    }
}

void Answers::protocolError(SessionId session, const stomp::Frame &frame, const stomp::Error &error)
{
    ++m_statistics.protocolErrors[stomp::codeName(error.code)];
    m_sessions.close(session, protocolCloseReason(error.code),
        protocolErrorFrame(error, frame.header("receipt")));
}

void Answers::tell(const Request &request, const Problem &problem)
{
    stomp::Headers headers{{"content-type", "application/json"}};
    stomp::Headers subscription;
    for (const auto &[name, value] : concernedHeaders(request)) {
        // A MESSAGE has a `subscription` of its own; that of the frame concerned follows it.
        (name == "subscription" ? subscription : headers).append(name, value);
    }
    const QByteArray body = problemBody(problem, request.destination);
    if (!m_publisher.sendToSession(request.session, errorsQueue, headers, body, subscription))
        m_sessions.close(request.session, CloseReason::Refused, refusalFrame(request, problem));
}

void Answers::leave(BrokerSession &session, const QByteArray &receipt)
{
    session.isLeaving = true;
    session.lastReceipt = receipt;
    closeWhenDone(session);
}

void Answers::closeWhenDone(BrokerSession &session)
{
    if (!session.isLeaving || session.openRequests > 0)
        return;
    const SessionId id = session.caller.session;
    sendReceipt(id, session.lastReceipt);
    m_sessions.close(id, CloseReason::Disconnected);
}

void Answers::sendReceipt(
    SessionId session, const QByteArray &receipt, const stomp::Headers &headers)
{
    if (receipt.isEmpty())
        return;
    stomp::Frame frame{stomp::Command::Receipt, {}, {}};
    frame.headers.reserve(headers.size() + 1);
    frame.headers.append(QByteArrayLiteral("receipt-id"), receipt);
    for (const auto &[name, value] : headers)
        frame.headers.append(name, value);
    m_actions.toWorker(session.worker, SendFrame{session, std::move(frame)});
}

} // namespace server
