#include "server/broker/queuedmessage.h"

#include <algorithm>
#include <limits>

namespace server {

namespace {

qint64 positiveNumber(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

} // namespace

qint64 expiryOf(const stomp::Headers &headers, qint64 nowMs)
{
    const qint64 expires = positiveNumber(headers.value("expires"));
    const qint64 ttl = positiveNumber(headers.value("ttl"));
    if (ttl == 0)
        return expires;
    const qint64 end = ttl > std::numeric_limits<qint64>::max() - nowMs ? ttl : nowMs + ttl;
    return expires == 0 ? end : std::min(expires, end);
}

} // namespace server
