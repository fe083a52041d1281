#include "app/client/log.h"

namespace app {

Q_LOGGING_CATEGORY(clientLog, "maru.client")

} // namespace app
