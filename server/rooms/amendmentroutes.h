#pragma once

#include "server/routing/application.h"

namespace server {

struct ChatState;

// Editing, deleting, reacting to and pinning messages.
void addAmendmentRoutes(Application &app, ChatState &state);

} // namespace server
