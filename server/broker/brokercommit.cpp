#include "server/broker/broker.h"

#include <algorithm>

namespace server {

namespace {

// A frame of a transaction, and what it will cause.
struct Judged {
    const stomp::Frame *frame;
    RequestPointer request;
    Effects effects;

    const Problem *problem() const
    {
        const auto found = std::find_if(effects.begin(), effects.end(),
            [](const Effect &effect) { return std::holds_alternative<Fail>(effect); });
        return found == effects.end() ? nullptr : &std::get<Fail>(*found).problem;
    }
};

} // namespace

// All is judged before anything is done: when one SEND fails, none has an effect (S-189).
void Broker::carryOut(
    BrokerSession &session, const std::vector<stomp::Frame> &frames, const RequestPointer &commit)
{
    std::vector<Judged> judged;
    std::vector<const stomp::Frame *> acknowledgements;
    for (const stomp::Frame &frame : frames) {
        if (frame.command != stomp::Command::Send) {
            acknowledgements.push_back(&frame);
            continue;
        }
        const RequestPointer request = m_answers.begin(session, frame, frame.header("destination"));
        request->commit = commit;
        m_answers.hold(commit);
        judged.push_back({&frame, request, judge(frame, session.caller)});
    }
    const bool isRefused =
        std::any_of(judged.begin(), judged.end(), [](const Judged &one) { return one.problem(); });
    const Problem together{
        "transaction-failed", QStringLiteral("a SEND of the transaction failed")};
    if (isRefused)
        m_answers.fail(commit, together);
    for (Judged &one : judged) {
        if (isRefused)
            m_answers.fail(one.request, one.problem() ? *one.problem() : together);
        else
            m_effects.run(std::move(one.effects), one.request);
    }
    for (const Judged &one : judged)
        m_answers.release(one.request);
    if (isRefused)
        return;
    for (const stomp::Frame *frame : acknowledgements)
        acknowledgeNow(commit->session, *frame);
}

} // namespace server
