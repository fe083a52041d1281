#include "server/storage/logoptions.h"

#include <QDateTime>

namespace server {

qint64 currentMilliseconds()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace server
