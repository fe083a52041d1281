#pragma once

#include "tests/wire/script.h"

#include <QTemporaryDir>

namespace wire {

// The arguments of a maru-server with such settings; its files are written into the folder under
// this name.
QStringList serverArguments(
    const ServerSettings &settings, const QString &name, const QTemporaryDir &folder);

} // namespace wire
