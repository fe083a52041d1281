#pragma once

#include "server/net/eventdispatchers.h"

#include <QAbstractEventDispatcher>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <chrono>
#include <functional>
#include <future>
#include <utility>

// Each case runs with the server's event dispatcher and with Qt's own: what both do is right.
namespace test {

inline void addDispatcherRows()
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own is the one for Unix
    QTest::addColumn<bool>("isStock");
    QTest::newRow("the server's") << false;
    QTest::newRow("Qt's own") << true;
}

// A thread that runs `body` with the dispatcher of the current row.
class DispatcherThread : public QThread {
public:
    explicit DispatcherThread(std::function<void()> body)
        : m_body(std::move(body))
    {
        QFETCH(bool, isStock);
        server::setEventDispatcher(*this,
            isStock ? server::EventDispatcherKind::Stock : server::EventDispatcherKind::Fastest);
        start();
    }
    ~DispatcherThread() override { join(); }

    void join()
    {
        if (!std::exchange(m_isJoined, true))
            m_ended.get_future().wait();
        wait();
    }

private:
    void run() override
    {
        m_body();
        m_ended.set_value();
    }

    std::function<void()> m_body;
    std::promise<void> m_ended; // hands over what the thread had
    bool m_isJoined = false;
};

inline void onThread(std::function<void()> body)
{
    DispatcherThread(std::move(body)).join();
}

inline bool turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    return QAbstractEventDispatcher::instance()->processEvents(flags);
}

// Turns the loop of this thread, which waits in between. False when it takes much too long.
template<typename Condition>
bool turnUntil(Condition isDone)
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    QTimer guard;
    guard.setSingleShot(true);
    guard.start(std::chrono::seconds(20));
    // A turn delivers what was posted before it waits.
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &guard, [&] {
        if (isDone())
            dispatcher->interrupt();
    });
    while (!isDone() && guard.isActive())
        turn(QEventLoop::WaitForMoreEvents);
    return isDone();
}

} // namespace test
