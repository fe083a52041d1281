#pragma once

#include "server/broker/brokeraction.h"
#include "server/broker/brokeroptions.h"

#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace server {

// What handlers promised to answer later, each with its time; what comes after that is ignored.
class Laters {
public:
    using Continuation = std::function<void(Effects)>;

    Laters(BrokerActions &actions, const BrokerOptions &options);

    void setNow(qint64 nowMs) { m_nowMs = nowMs; }
    void ask(const Later &later, Continuation then);
    void answer(const LaterAnswer &answer);
    // Ends those that took too long.
    void wake();
    std::optional<qint64> nextWake() const;

private:
    struct Waiting {
        qint64 due = 0;
        Continuation then;
    };

    void end(quint64 token, const Later::Answer &effects);

    BrokerActions &m_actions;
    const BrokerOptions &m_options;
    qint64 m_nowMs = 0;
    quint64 m_lastToken = 0;
    std::unordered_map<quint64, Waiting> m_waiting;
    std::set<std::pair<qint64, quint64>> m_deadlines;
};

} // namespace server
