#pragma once

class QThread;

namespace server {

// What turns the event loop of a thread that carries connections.
enum class EventDispatcherKind {
    Fastest, // epoll where there is one, else Qt's own
    Stock // Qt's own, to compare with
};

// Before the thread starts; it owns what it gets.
void setEventDispatcher(QThread &thread, EventDispatcherKind kind);

} // namespace server
