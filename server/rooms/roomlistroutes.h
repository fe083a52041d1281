#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Which rooms there are; making one, and changing its name, its topic, whether it is archived.
void addRoomListRoutes(Application &app, ChatState &state);

} // namespace server
