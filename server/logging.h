#pragma once

#include "server/optiontable.h"

#include <QByteArray>

namespace server {

// Sends the log of this program to stderr: one line a message, from this level on.
void installLog(LogLevel level);

// What peers may have brought into a log: control characters become \xNN, so that nobody writes
// lines of their own.
QByteArray escapedForLog(const QByteArray &text);

} // namespace server
