#pragma once

#include <QLoggingCategory>

namespace app {

// What passes between the client and its server.
Q_DECLARE_LOGGING_CATEGORY(clientLog)

} // namespace app
