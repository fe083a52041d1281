#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Who is in a room, who writes there, how far everybody has read.
void addPresenceRoutes(Application &app, ChatState &state);

} // namespace server
