#include "server/broker/laters.h"

namespace server {

Laters::Laters(BrokerActions &actions, const BrokerOptions &options)
    : m_actions(actions)
    , m_options(options)
{
}

void Laters::ask(const Later &later, Continuation then)
{
    const qint64 due = m_nowMs + m_options.handlerTime;
    m_waiting.emplace(++m_lastToken, Waiting{due, std::move(then)});
    m_deadlines.emplace(due, m_lastToken);
    m_actions.begin({m_lastToken, later.begin});
}

void Laters::answer(const LaterAnswer &answer)
{
    end(answer.token, answer.effects);
}

void Laters::wake()
{
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= m_nowMs) {
        end(m_deadlines.begin()->second, []() -> Effects {
            return {Fail{{"handler-timeout", QStringLiteral("The answer took too long.")}}};
        });
    }
}

void Laters::end(quint64 token, const Later::Answer &effects)
{
    const auto waiting = m_waiting.extract(token);
    if (!waiting)
        return;
    m_deadlines.erase({waiting.mapped().due, token});
    waiting.mapped().then(effects());
}

std::optional<qint64> Laters::nextWake() const
{
    return m_deadlines.empty() ? std::nullopt : std::optional(m_deadlines.begin()->first);
}

} // namespace server
