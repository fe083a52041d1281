#pragma once

#include "tests/bench/driver/loadrunner.h"

#include <memory>
#include <vector>

namespace bench {

class LaunchedServer;
struct Desktop;

// The budgets of the desktop client: its window against a real server that others load.
class ClientBudgets {
public:
    explicit ClientBudgets(LoadRunner &runner);
    ~ClientBudgets();

    std::vector<Row> measure();

private:
    void fill();
    Row firstWindow();
    std::vector<Row> largeRoom();
    Row scrolling(Desktop &desktop);
    Row arriving(Desktop &desktop);
    Row manyRooms();
    Row manyMembers();
    double openRoom(Desktop &desktop, const QByteArray &room);
    QString profile();
    int many(int count) const { return m_runner.isQuick() ? count / 20 : count; }

    LoadRunner &m_runner;
    std::unique_ptr<LaunchedServer> m_server;
    int m_profiles = 0;
};

} // namespace bench
