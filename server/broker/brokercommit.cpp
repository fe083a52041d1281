#include "server/broker/broker.h"

#include "server/broker/destination.h"

#include <algorithm>
#include <iterator>
#include <utility>

// Transactions: what they hold, and what becomes of it.
namespace server {

using stomp::Command;
using stomp::ErrorCode;
using stomp::Frame;

namespace {

using JudgedSend = EffectRunner::JudgedSend;

std::vector<stomp::Frame> acknowledgementsOf(const std::vector<stomp::Frame> &frames)
{
    std::vector<stomp::Frame> acknowledgements;
    std::copy_if(frames.begin(), frames.end(), std::back_inserter(acknowledgements),
        [](const stomp::Frame &frame) { return frame.command != stomp::Command::Send; });
    return acknowledgements;
}

const Problem *problemOf(const JudgedSend &send)
{
    const auto found = std::find_if(send.effects.begin(), send.effects.end(),
        [](const Effect &effect) { return std::holds_alternative<Fail>(effect); });
    return found == send.effects.end() ? nullptr : &std::get<Fail>(*found).problem;
}

} // namespace

void Broker::begin(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "BEGIN needs a transaction"});
    if (const auto begun = session.transactions.begin(transaction, m_options); !begun)
        return fail(session, frame, begun.error());
    m_answers.release(m_answers.begin(session, frame, {}));
}

// It waits for COMMIT. Its receipt says that it does; only what routes answer is receipted with
// what became of it (contract: receipts of /publish come with COMMIT).
void Broker::enlist(BrokerSession &session, Frame frame)
{
    const QByteArray transaction = frame.header("transaction");
    const QByteArray destination = frame.header("destination");
    if (session.transactions.isOpen(transaction) && frame.command == Command::Send
        && !admitToTransaction(session, frame))
        return;
    const bool waitsForCommit = frame.command == Command::Send
        && destinationKind(destination, m_options) == DestinationKind::Application;
    Frame kept = frame;
    if (!waitsForCommit)
        kept.headers.remove("receipt");
    const auto added = session.transactions.add(transaction, std::move(kept), m_options);
    if (!added)
        return fail(session, frame, added.error());
    if (waitsForCommit)
        return;
    const RequestPointer request = m_answers.begin(session, frame, destination);
    request->isEnlisting = true;
    m_answers.release(request);
}

// Rights are asked for as it comes, and again at COMMIT (S-195).
bool Broker::admitToTransaction(BrokerSession &session, const Frame &frame)
{
    auto instead = m_handler.beforeSend(frame, session.caller, m_nowMs);
    if (!instead)
        return true;
    const RequestPointer request = m_answers.begin(session, frame, frame.header("destination"));
    if (std::holds_alternative<Fail>(*instead))
        session.transactions.spoil(frame.header("transaction"));
    m_effects.run({*std::move(instead)}, request);
    m_answers.release(request);
    return false;
}

void Broker::commit(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "COMMIT needs a transaction"});
    auto held = session.transactions.take(transaction);
    if (!held)
        return fail(session, frame, held.error());
    SendOrder::Places places;
    for (const Frame &one : held->frames) {
        if (one.command == Command::Send)
            places.emplace_back(session.caller.session, one.header("destination"));
    }
    const Commit commit{session.caller, *std::move(held), m_answers.begin(session, frame, {})};
    m_order.enter(std::move(places), [this, commit](SendOrder::Ticket ticket) {
        commit.request->done = [this, ticket] { m_order.leave(ticket); };
        carryOut(commit);
        m_answers.release(commit.request);
    });
}

void Broker::abort(BrokerSession &session, const Frame &frame)
{
    const QByteArray transaction = frame.header("transaction");
    if (transaction.isEmpty())
        return fail(session, frame, {ErrorCode::MissingHeader, "ABORT needs a transaction"});
    if (const auto held = session.transactions.take(transaction); !held)
        return fail(session, frame, held.error());
    m_answers.release(m_answers.begin(session, frame, {}));
}

// All is judged before anything is done: when one SEND fails, none has an effect (S-189).
void Broker::carryOut(const Commit &commit)
{
    std::vector<stomp::Frame> acknowledgements = acknowledgementsOf(commit.held.frames);
    BrokerSession *session = m_sessions.find(commit.caller.session);
    if (session && !checkAcknowledgements(*session, acknowledgements, commit.request->receipt))
        return;
    Sends sends = judgeSends(commit);
    if (commit.held.isSpoiled || std::any_of(sends.begin(), sends.end(), problemOf))
        return refuse(std::move(sends), commit.request);
    m_answers.hold(commit.request);
    m_effects.resolve(std::move(sends),
        [this, commit](Sends resolved) { conclude(commit, std::move(resolved)); });
}

Broker::Sends Broker::judgeSends(const Commit &commit)
{
    Sends sends;
    Queues::Plan plan;
    for (const stomp::Frame &frame : commit.held.frames) {
        if (frame.command != stomp::Command::Send)
            continue;
        const RequestPointer request =
            m_answers.begin(commit.caller.session, frame, frame.header("destination"));
        request->commit = commit.request;
        m_answers.hold(commit.request);
        sends.push_back(
            {request, commit.held.isSpoiled ? Effects() : judge(frame, commit.caller, plan)});
    }
    return sends;
}

void Broker::conclude(const Commit &commit, Sends sends)
{
    if (std::any_of(sends.begin(), sends.end(), problemOf)) {
        refuse(std::move(sends), commit.request);
        m_answers.release(commit.request);
        return;
    }
    std::vector<RequestPointer> requests;
    for (const JudgedSend &send : sends)
        requests.push_back(send.request);
    m_effects.runTogether(std::move(sends), [this, commit](bool isDone) {
        for (const stomp::Frame &frame : acknowledgementsOf(commit.held.frames)) {
            if (isDone)
                acknowledgeNow(commit.caller.session, frame);
        }
        m_answers.release(commit.request);
    });
    for (const RequestPointer &request : requests)
        m_answers.release(request);
}

void Broker::refuse(Sends sends, const RequestPointer &commit)
{
    const Problem together{
        "transaction-failed", QStringLiteral("a SEND of the transaction failed")};
    m_answers.fail(commit, together);
    for (JudgedSend &send : sends) {
        const Problem *own = problemOf(send);
        m_answers.fail(send.request, own ? *own : together);
        m_effects.giveUp(std::move(send.effects), {together.code, together.detail});
    }
    for (const JudgedSend &send : sends)
        m_answers.release(send.request);
}

} // namespace server
