#pragma once

#include <QDateTime>
#include <QtGlobal>

namespace app {

// Milliseconds since 1970, by this machine's clock, which may be wrong and may be set.
inline qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace app
