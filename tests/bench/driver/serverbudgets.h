#pragma once

#include "tests/bench/driver/loadrunner.h"
#include "tests/bench/driver/results.h"

#include <QString>

#include <functional>
#include <vector>

namespace bench {

// The budgets of a server, each measured by a load generator of its own process, beside the
// yardstick in the same run.
class ServerBudgets {
public:
    explicit ServerBudgets(LoadRunner &runner);

    // Those whose name contains `only`. Says what it does on standard error.
    std::vector<Row> measure(const QString &only);
    double writeMilliseconds() const { return m_writeMilliseconds; }

private:
    struct Case {
        QString name;
        std::function<std::vector<Row>()> run;
    };

    std::vector<Case> cases();
    std::vector<Row> topicFanOut(int subscribers, int window, double budget);
    std::vector<Row> roomFanOut();
    std::vector<Row> accepted();
    std::vector<Row> latency();
    std::vector<Row> idle();
    std::vector<Row> connections();
    std::vector<Row> neverReads();
    std::vector<Row> otherRooms();
    std::vector<Row> history();

    LoadRunner &m_runner;
    double m_writeMilliseconds = 0; // one small write and fsync
};

} // namespace bench
