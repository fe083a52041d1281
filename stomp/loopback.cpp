#include "stomp/loopback.h"

#include <QHostAddress>

namespace stomp {

using namespace Qt::StringLiterals;

bool isThisMachine(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

} // namespace stomp
