#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace server {

// An id that nobody has had before: 28 hexadecimal digits, the time first and then 64 random bits.
// Ids that are made one after the other stand side by side in an index, so that a commit touches
// few of its pages however many entries it has.
QByteArray orderedId(qint64 nowMs);

} // namespace server
