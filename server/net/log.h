#pragma once

#include <QLoggingCategory>

namespace server {

// What happens to connections (--log-level).
Q_DECLARE_LOGGING_CATEGORY(netLog)

} // namespace server
