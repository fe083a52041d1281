#pragma once

#include "app/client/timelineitem.h"

namespace app {

// Makes of a message what an edit, a delete or a reaction makes of it. To be called in the order of
// seq.
void applyAmendment(TimelineItem &item, const chat::Entry &amendment);

} // namespace app
