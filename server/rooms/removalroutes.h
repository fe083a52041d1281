#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Removing a person from a room for a time.
void addRemovalRoutes(Application &app, ChatState &state);

} // namespace server
