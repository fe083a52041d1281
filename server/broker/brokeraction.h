#pragma once

#include "server/broker/logport.h"
#include "server/broker/sessionmessages.h"

#include <utility>
#include <variant>
#include <vector>

namespace server {

// What the broker's core wants done: something told to a worker, or asked of the log.
struct WorkerAction {
    quint32 worker = 0;
    ToWorker message;
};
using BrokerAction = std::variant<WorkerAction, LogRequest>;

// The actions of one step, in order. All parts of the core write here.
class BrokerActions {
public:
    void toWorker(quint32 worker, ToWorker message)
    {
        m_actions.push_back(WorkerAction{worker, std::move(message)});
    }
    void toLog(LogRequest request) { m_actions.push_back(std::move(request)); }

    std::vector<BrokerAction> take() { return std::exchange(m_actions, {}); }

private:
    std::vector<BrokerAction> m_actions;
};

} // namespace server
