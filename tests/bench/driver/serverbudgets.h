#pragma once

#include "tests/bench/driver/results.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace bench {

class LaunchedServer;

// The budgets of a server, each measured by a load generator of its own process, beside the
// yardstick in the same run.
class ServerBudgets {
public:
    struct Settings {
        QString folder; // of the programs
        QString scratch; // a folder on the disk that counts
        bool isQuick = false; // a second each, for trying
    };

    explicit ServerBudgets(Settings settings);

    // Those whose name contains `only`. Says what it does on standard error.
    std::vector<Row> measure(const QString &only);
    double writeMilliseconds() const { return m_writeMilliseconds; }

private:
    using Server = std::unique_ptr<LaunchedServer>;
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

    Server startMaru();
    Server startBare(const Load &asLongAs);
    Load load(const LaunchedServer &server, const QStringList &arguments, double seconds = 0);
    int manyIdle() const { return m_settings.isQuick ? 1000 : 10'000; }

    Settings m_settings;
    double m_writeMilliseconds = 0; // one small write and fsync
    int m_folders = 0;
};

} // namespace bench
