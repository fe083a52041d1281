#pragma once

#include "app/client/hostservice.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

// What HostService says to the thread that starts and stops the server, and what it hears from it.
namespace app {

inline constexpr int usualPort = 7666;
inline constexpr int usualPorts = 10; // from the usual one on

// The wished one, the usual ones, any that is free.
inline std::vector<int> portsToTry(int wished)
{
    if (wished == 0)
        return {0};
    std::vector<int> ports{wished};
    for (int port = usualPort; port < usualPort + usualPorts; ++port) {
        if (port != wished)
            ports.push_back(port);
    }
    ports.push_back(0);
    return ports;
}

// Each carries the number of its run, so that the end of one is not taken for the end of the next.
struct StartHost {
    int run = 0;
    HostOptions options;
};
struct StopHost {
    int run = 0;
};
// Without a server before it nothing is started when the backup is not good.
struct RestoreHost {
    int run = 0;
    HostOptions options;
    QString file;
    bool wasRunning = false;
};
using HostCommand = std::variant<StartHost, StopHost, RestoreHost>;

struct HostStarted {
    int run = 0;
    int port = 0;
    QByteArray token;
};
struct HostStopped {
    int run = 0;
};
struct HostFailed {
    int run = 0;
    int exitCode = 0;
    QString text;
};
struct TaskFinished {
    int run = 0; // what is done is told whatever runs
    HostTaskOutcome outcome;
};
using HostOutcome = std::variant<HostStarted, HostStopped, HostFailed, TaskFinished>;

} // namespace app
