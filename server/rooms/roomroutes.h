#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Saying something in a room, and hearing what is said there. The state outlives the application's
// routes.
void addRoomRoutes(Application &app, ChatState &state);

} // namespace server
