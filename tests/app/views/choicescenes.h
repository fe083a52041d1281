#pragma once

#include "tests/app/views/photographer.h"

namespace app::test {

// What Markdown looks like, with some of it selected.
void takeMarkdown(Photographer &photographer, Theme &theme, const Look &look);
// What one chooses from: suggestions, emojis, rooms and people.
void takeChoices(Photographer &photographer, Theme &theme, const Look &look);

} // namespace app::test
