#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace app {

// An id for a room of this name: its letters where all of them are ASCII, random ones otherwise;
// none of `taken`.
QByteArray makeRoomId(const QString &name, const std::vector<QByteArray> &taken);

} // namespace app
