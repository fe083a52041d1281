#include "server/serveroptions.h"

#include <QStandardPaths>

#include <algorithm>
#include <thread>

namespace server {

int ServerOptions::defaultWorkers()
{
    return std::clamp(int(std::thread::hardware_concurrency()), 1, 8);
}

QString ServerOptions::defaultDataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/maru/server");
}

} // namespace server
