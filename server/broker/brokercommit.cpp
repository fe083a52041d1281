#include "server/broker/broker.h"

#include <algorithm>
#include <iterator>

namespace server {

namespace {

using JudgedSend = EffectRunner::JudgedSend;

const Problem *problemOf(const JudgedSend &send)
{
    const auto found = std::find_if(send.effects.begin(), send.effects.end(),
        [](const Effect &effect) { return std::holds_alternative<Fail>(effect); });
    return found == send.effects.end() ? nullptr : &std::get<Fail>(*found).problem;
}

} // namespace

// An ACK that names nothing ends the session, and nothing of the transaction is done.
bool Broker::checkAcknowledgements(BrokerSession &session,
    const std::vector<stomp::Frame> &acknowledgements, const QByteArray &receipt)
{
    for (const stomp::Frame &frame : acknowledgements) {
        const auto checked =
            m_queues.checkAcknowledgement(session.caller.session, session.version, frame);
        if (!checked) {
            // It is COMMIT that has no answer yet.
            fail(session, {stomp::Command::Commit, {{"receipt", receipt}}, {}}, checked.error());
            return false;
        }
    }
    return true;
}

// All is judged before anything is done: when one SEND fails, none has an effect (S-189).
void Broker::carryOut(
    BrokerSession &session, const std::vector<stomp::Frame> &frames, const RequestPointer &commit)
{
    std::vector<stomp::Frame> acknowledgements;
    std::copy_if(frames.begin(), frames.end(), std::back_inserter(acknowledgements),
        [](const stomp::Frame &frame) { return frame.command != stomp::Command::Send; });
    if (!checkAcknowledgements(session, acknowledgements, commit->receipt))
        return;
    std::vector<JudgedSend> sends;
    Queues::Plan plan;
    for (const stomp::Frame &frame : frames) {
        if (frame.command != stomp::Command::Send)
            continue;
        const RequestPointer request = m_answers.begin(session, frame, frame.header("destination"));
        request->commit = commit;
        m_answers.hold(commit);
        sends.push_back({request, judge(frame, session.caller, plan)});
    }
    if (std::any_of(sends.begin(), sends.end(), problemOf)) {
        refuse(std::move(sends), commit);
        return;
    }
    std::vector<RequestPointer> requests;
    for (const JudgedSend &send : sends)
        requests.push_back(send.request);
    m_answers.hold(commit);
    m_effects.runTogether(std::move(sends), [this, acknowledgements, commit](bool isDone) {
        for (const stomp::Frame &frame : acknowledgements) {
            if (isDone)
                acknowledgeNow(commit->session, frame);
        }
        m_answers.release(commit);
    });
    for (const RequestPointer &request : requests)
        m_answers.release(request);
}

void Broker::refuse(std::vector<JudgedSend> sends, const RequestPointer &commit)
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
