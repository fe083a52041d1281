#pragma once

#include "app/views/theme.h"
#include "tests/app/views/photographer.h"

namespace app::test {

// What can be done with messages: the bar under the pointer, the row under the keys, a place that
// was gone to, what a message said before, the days.
void takeTimeline(Photographer &photographer, Theme &theme, const Look &look);
void takeTimelineDialogs(Photographer &photographer, const Look &look);

} // namespace app::test
