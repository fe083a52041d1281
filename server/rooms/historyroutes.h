#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Pages of what was said before.
void addHistoryRoutes(Application &app, ChatState &state);

} // namespace server
