#include "server/broker/effectrunner.h"

#include <algorithm>
#include <iterator>
#include <utility>

// What a COMMIT causes: all of it or nothing (S-189). The log decides first; what is published
// waits for it, in the order of the SENDs.
namespace server {

namespace {

// What an effect wants kept; null for the others.
std::optional<LogWrite> takeWrite(Effect &effect)
{
    if (auto *append = std::get_if<Append>(&effect))
        return LogWrite(append->entry);
    if (auto *save = std::get_if<Save>(&effect))
        return save->write;
    return std::nullopt;
}

bool isWrite(const Effect &effect)
{
    return std::holds_alternative<Append>(effect) || std::holds_alternative<Save>(effect);
}

bool isLater(const Effect &effect)
{
    return std::holds_alternative<Later>(effect);
}

bool isFailed(const LogResult<Appended> &result)
{
    return !result.hasValue();
}

} // namespace

// One after the other, so that what handlers did before they answered keeps its order, too.
void EffectRunner::resolve(
    std::vector<JudgedSend> sends, std::function<void(std::vector<JudgedSend>)> then)
{
    for (std::size_t i = 0; i < sends.size(); ++i) {
        Effects &effects = sends[i].effects;
        const auto found = std::find_if(effects.begin(), effects.end(), isLater);
        if (found == effects.end())
            continue;
        const Later later = std::get<Later>(*found);
        const auto place = effects.erase(found) - effects.begin();
        m_laters.ask(later, [this, i, place, sends = std::move(sends), then](Effects more) mutable {
            Effects &effects = sends[i].effects;
            effects.insert(effects.begin() + place, std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
            resolve(std::move(sends), std::move(then));
        });
        return;
    }
    then(std::move(sends));
}

void EffectRunner::runTogether(std::vector<JudgedSend> sends, std::function<void(bool)> then)
{
    std::vector<LogWrite> writes;
    for (JudgedSend &send : sends) {
        m_answers.hold(send.request);
        for (Effect &effect : send.effects) {
            if (auto write = takeWrite(effect))
                writes.push_back(*std::move(write));
        }
    }
    auto go = [this, sends = std::move(sends), then = std::move(then)](
                  const std::vector<LogResult<Appended>> &results) mutable {
        const bool isKept = std::none_of(results.begin(), results.end(), isFailed);
        std::vector<RequestPointer> requests;
        for (const JudgedSend &send : sends)
            requests.push_back(send.request);
        if (isKept)
            settle(std::move(sends), results);
        else
            undo(std::move(sends), results);
        for (const RequestPointer &request : requests)
            m_answers.release(request);
        then(isKept);
    };
    if (writes.empty())
        go({});
    else
        m_log.writeTogether(std::move(writes), std::move(go));
}

void EffectRunner::settle(
    std::vector<JudgedSend> sends, const std::vector<LogResult<Appended>> &results)
{
    auto result = results.begin();
    for (JudgedSend &send : sends) {
        for (Effect &effect : send.effects) {
            if (const auto *append = std::get_if<Append>(&effect)) {
                send.request->outcome = SendOutcome::Appended;
                kept(*append, **result, send.request);
            } else if (const auto *save = std::get_if<Save>(&effect)) {
                if (save->committed)
                    run(save->committed(), send.request);
            } else {
                std::visit([&](auto &what) { carryOut(what, send.request); },
                    static_cast<Effect::variant &>(effect));
            }
            result += isWrite(effect) ? 1 : 0;
        }
    }
}

// Each SEND is told its own failure; the others, that it was the transaction's.
void EffectRunner::undo(
    std::vector<JudgedSend> sends, const std::vector<LogResult<Appended>> &results)
{
    const LogError together = std::find_if(results.begin(), results.end(), isFailed)->error();
    auto result = results.begin();
    for (JudgedSend &send : sends) {
        Problem problem{"transaction-failed", together.detail};
        for (const Effect &effect : send.effects) {
            if (isWrite(effect) && isFailed(*result) && problem.code == "transaction-failed")
                problem = {result->error().code, result->error().detail};
            result += isWrite(effect) ? 1 : 0;
        }
        m_statistics.failedWrites +=
            static_cast<quint64>(std::count_if(send.effects.begin(), send.effects.end(), isWrite));
        m_answers.fail(send.request, std::move(problem));
        giveUp(std::move(send.effects), together);
    }
}

void EffectRunner::giveUp(Effects effects, const LogError &error)
{
    for (const Effect &effect : effects) {
        const auto *append = std::get_if<Append>(&effect);
        if (append && append->failed)
            run(append->failed(error));
    }
}

} // namespace server
