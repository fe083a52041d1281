#pragma once

#include "server/net/descriptortable.h"
#include "server/net/epollset.h"
#include "server/net/timerlist.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>

namespace server {

// Qt's event loop for a thread with very many descriptors: what a turn costs depends on those that
// have something to say, not on those that are open. Lives on the thread it serves; wakeUp() and
// interrupt() may be called from any.
class EpollEventDispatcher : public QAbstractEventDispatcher {
    Q_OBJECT

public:
    EpollEventDispatcher();

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    using QAbstractEventDispatcher::registerTimer;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;

    void wakeUp() override;
    void interrupt() override;

private:
    enum class State { Running, Waiting, Woken };

    bool wait(QEventLoop::ProcessEventsFlags flags, bool mayBlock);
    int timeout(QEventLoop::ProcessEventsFlags flags) const;
    bool waitForReports(int timeoutMilliseconds);
    bool waitForWakeUp(int timeoutMilliseconds);
    bool takeReport(const epoll_event &report);

    void watchWakeUps();
    void tellKernel();
    void tellKernel(const DescriptorTable::Change &change);
    void disableInvalid(int descriptor, int error);

    int notifyReady();
    int fireTimers();

    EpollSet m_epoll;
    OwnedDescriptor m_wakeUps; // an eventfd
    std::atomic<State> m_state{State::Running};
    std::atomic<bool> m_isInterrupted{false};
    DescriptorTable m_descriptors;
    TimerList m_timers;
    std::array<epoll_event, 256> m_reports{};
    bool m_mustRenewEpoll = false;
};

} // namespace server
