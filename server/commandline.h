#pragma once

#include "server/maintenance.h"
#include "server/optiontable.h"
#include "stomp/result.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace server {

// What the command line of maru-server asks for.
struct CommandLine {
    ProgramOptions options;
    std::optional<MaintenanceTask> task; // instead of serving
    std::optional<QByteArray> answer; // of --help, --version, --limits: print this and be done
};

// Without the program's own name. The error is one line that names the option and what would be
// right.
stomp::BasicResult<CommandLine, QByteArray> parseCommandLine(
    const std::vector<std::string> &arguments);

} // namespace server
