#pragma once

#include "app/client/timelineitem.h"

#include <QString>

namespace app {

// What somebody has done to a room, in a sentence: what is different from the change before it,
// as far as that is known.
QString roomChangeText(const chat::Entry &change, const chat::Entry *before);

} // namespace app
