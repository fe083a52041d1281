#include "server/net/eventdispatchers.h"

#include <QThread>

#ifdef Q_OS_LINUX
#include "server/net/epolleventdispatcher.h"

#include <memory>
#endif

namespace server {

void setEventDispatcher([[maybe_unused]] QThread &thread, EventDispatcherKind kind)
{
    if (kind == EventDispatcherKind::Stock)
        return;
#ifdef Q_OS_LINUX
    thread.setEventDispatcher(std::make_unique<EpollEventDispatcher>().release());
#endif
}

} // namespace server
