#pragma once

#include <QString>

namespace stomp {

// A host of a URL that is this machine itself, which no proxy can reach.
bool isThisMachine(const QString &host);

} // namespace stomp
