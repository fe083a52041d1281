#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Finding what was said, in one room or in all that somebody may read.
void addSearchRoutes(Application &app, ChatState &state);

} // namespace server
