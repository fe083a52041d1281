#pragma once

#include "server/broker/inboundhandler.h"
#include "server/broker/logport.h"
#include "server/broker/sessionmessages.h"

#include <functional>
#include <utility>
#include <variant>
#include <vector>

namespace server {

// What the broker's core wants done: something told to a worker, or asked of the log.
struct WorkerAction {
    quint32 worker = 0;
    ToWorker message;
};
// A handler that answers later is to begin.
struct BeginLater {
    quint64 token = 0;
    std::function<void(std::function<void(Later::Answer)>)> begin;
};
// What it said. `effects` is called on the broker thread.
struct LaterAnswer {
    quint64 token = 0;
    Later::Answer effects;
};
using BrokerAction = std::variant<WorkerAction, LogRequest, BeginLater>;

// The actions of one step, in order. All parts of the core write here.
class BrokerActions {
public:
    void toWorker(quint32 worker, ToWorker message)
    {
        m_actions.push_back(WorkerAction{worker, std::move(message)});
    }
    void begin(BeginLater later) { m_actions.push_back(std::move(later)); }
    void toLog(LogRequest request) { m_actions.push_back(std::move(request)); }

    std::vector<BrokerAction> take() { return std::exchange(m_actions, {}); }

private:
    std::vector<BrokerAction> m_actions;
};

} // namespace server
