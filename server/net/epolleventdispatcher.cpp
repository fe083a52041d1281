#include "server/net/epolleventdispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

namespace server {

namespace {

using Kind = DescriptorTable::Kind;
using Interest = DescriptorTable::Interest;

// Where somebody hung up, or an error waits, each kind has something to do.
constexpr std::uint32_t always = EPOLLHUP | EPOLLERR;
constexpr std::array<std::uint32_t, DescriptorTable::kinds> eventOf{EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr DescriptorTable::Tag wakeUpTag{};

std::uint32_t toEvents(Interest interest)
{
    std::uint32_t events = 0;
    for (const Kind kind : DescriptorTable::allKinds)
        events |= interest.contains(kind) ? eventOf[std::size_t(kind)] : 0;
    return events;
}

Interest toInterest(std::uint32_t events)
{
    Interest interest;
    for (const Kind kind : DescriptorTable::allKinds) {
        if (events & (eventOf[std::size_t(kind)] | always))
            interest.add(kind);
    }
    return interest;
}

std::uint64_t toData(DescriptorTable::Tag tag)
{
    return std::bit_cast<std::uint64_t>(tag);
}

Kind kindOf(const QSocketNotifier *notifier)
{
    return Kind(notifier->type());
}

const char *nameOf(QSocketNotifier::Type type)
{
    constexpr std::array names{"Read", "Write", "Exception"};
    return names[std::size_t(type)];
}

} // namespace

EpollEventDispatcher::EpollEventDispatcher()
    : m_wakeUps(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_wakeUps.get() < 0)
        qFatal("eventfd failed: no descriptor left for a thread");
    watchWakeUps();
}

bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted.store(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const bool mayBlock = flags.testFlag(QEventLoop::WaitForMoreEvents)
        && m_state.load() != State::Woken && !m_isInterrupted.load();
    if (mayBlock)
        Q_EMIT aboutToBlock();
    if (m_isInterrupted.load())
        return false;

    int handled = wait(flags, mayBlock) ? 1 : 0;
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        handled += notifyReady();
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        handled += fireTimers();
    return handled > 0;
}

// True when somebody woke the thread. Whoever does it before the wait begins keeps it from
// blocking, whoever does it afterwards finds the thread waiting and uses the eventfd.
bool EpollEventDispatcher::wait(QEventLoop::ProcessEventsFlags flags, bool mayBlock)
{
    const bool hasNotifiers = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    if (hasNotifiers)
        tellKernel();
    State running = State::Running;
    const bool blocks = mayBlock && m_state.compare_exchange_strong(running, State::Waiting);
    const int time = blocks ? timeout(flags) : 0;
    const bool wasReported = hasNotifiers ? waitForReports(time) : waitForWakeUp(time);
    return m_state.exchange(State::Running) == State::Woken || wasReported;
}

int EpollEventDispatcher::timeout(QEventLoop::ProcessEventsFlags flags) const
{
    const bool hasNotifiers = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    if (hasNotifiers && (m_descriptors.hasReady() || m_descriptors.hasReadyFiles()))
        return 0;
    if (flags.testFlag(QEventLoop::X11ExcludeTimers))
        return -1;
    const std::optional<TimerList::TimePoint> earliest = m_timers.earliest();
    if (!earliest)
        return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*earliest - TimerList::Clock::now());
    return int(std::clamp<std::int64_t>(left.count(), 0, INT_MAX));
}

bool EpollEventDispatcher::waitForReports(int timeoutMilliseconds)
{
    const int count = m_epoll.wait(m_reports, timeoutMilliseconds);
    bool wasWoken = false;
    for (int i = 0; i < count; ++i)
        wasWoken = takeReport(m_reports[std::size_t(i)]) || wasWoken;
    m_descriptors.noteFilesReady();
    return wasWoken;
}

// The sockets' readiness would end every wait of epoll.
bool EpollEventDispatcher::waitForWakeUp(int timeoutMilliseconds)
{
    pollfd wakeUps{m_wakeUps.get(), POLLIN, 0};
    eventfd_t count = 0;
    return ::poll(&wakeUps, 1, timeoutMilliseconds) > 0
        && ::eventfd_read(m_wakeUps.get(), &count) == 0;
}

// True for a wake-up. Somebody who closed a descriptor while a duplicate lives on elsewhere leaves
// it in the kernel's set, where nothing removes it any more.
bool EpollEventDispatcher::takeReport(const epoll_event &report)
{
    const auto tag = std::bit_cast<DescriptorTable::Tag>(std::uint64_t(report.data.u64));
    if (tag == wakeUpTag) {
        eventfd_t count = 0;
        return ::eventfd_read(m_wakeUps.get(), &count) == 0;
    }
    if (!m_descriptors.noteReady(tag, toInterest(report.events)))
        m_mustRenewEpoll = true;
    return false;
}

void EpollEventDispatcher::watchWakeUps()
{
    m_epoll.add(m_wakeUps.get(), EPOLLIN, toData(wakeUpTag));
}

void EpollEventDispatcher::tellKernel()
{
    if (std::exchange(m_mustRenewEpoll, false)) {
        m_epoll = EpollSet();
        watchWakeUps();
        m_descriptors.forgetKernel();
    }
    for (const DescriptorTable::Change &change : m_descriptors.takeChanges())
        tellKernel(change);
}

void EpollEventDispatcher::tellKernel(const DescriptorTable::Change &change)
{
    const int descriptor = change.tag.descriptor;
    const std::uint32_t events = toEvents(change.interest);
    int error = 0;
    switch (change.what) {
    case DescriptorTable::Change::What::Add:
        error = m_epoll.add(descriptor, events, toData(change.tag));
        break;
    case DescriptorTable::Change::What::Modify:
        error = m_epoll.modify(descriptor, events, toData(change.tag));
        break;
    case DescriptorTable::Change::What::Remove:
        m_epoll.remove(descriptor);
        break;
    }
    if (error == EPERM)
        m_descriptors.noteAlwaysReady(descriptor);
    else if (error != 0)
        disableInvalid(descriptor, error);
}

void EpollEventDispatcher::disableInvalid(int descriptor, int error)
{
    for (QSocketNotifier *notifier : m_descriptors.noteInvalid(descriptor)) {
        qWarning("QSocketNotifier: Invalid socket %d with type %s, disabling... (%s)", descriptor,
            nameOf(notifier->type()), std::generic_category().message(error).c_str());
        notifier->setEnabled(false);
    }
}

int EpollEventDispatcher::notifyReady()
{
    int count = 0;
    QEvent event(QEvent::SockAct);
    while (QSocketNotifier *notifier = m_descriptors.takeReady()) {
        QCoreApplication::sendEvent(notifier, &event);
        ++count;
    }
    return count;
}

// Those without an interval count for nothing: they would keep whoever waits for an event busy.
int EpollEventDispatcher::fireTimers()
{
    if (m_timers.isEmpty())
        return 0;
    int count = 0;
    const TimerList::TimePoint now = TimerList::Clock::now();
    for (const TimerList::Due &due : m_timers.takeDue(now)) {
        const std::optional<TimerList::Timer> timer = m_timers.begin(due, now);
        if (!timer)
            continue;
        QTimerEvent event(timer->id);
        QCoreApplication::sendEvent(timer->object, &event);
        m_timers.end(*timer, due);
        count += timer->interval.count() > 0 ? 1 : 0;
    }
    return count;
}

void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const int descriptor = int(notifier->socket());
    if (m_descriptors.enable(descriptor, kindOf(notifier), notifier))
        qWarning("Multiple socket notifiers for same socket %d and type %s", descriptor,
            nameOf(notifier->type()));
}

void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_descriptors.disable(int(notifier->socket()), kindOf(notifier), notifier);
}

void EpollEventDispatcher::registerTimer(
    int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_timers.add({id, TimerList::Interval(interval), type, object}, TimerList::Clock::now());
}

bool EpollEventDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAllOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollEventDispatcher::registeredTimers(
    QObject *object) const
{
    QList<TimerInfo> timers;
    for (const TimerList::Timer &timer : m_timers.timersOf(object))
        timers.append(TimerInfo(timer.id, int(timer.interval.count()), timer.type));
    return timers;
}

int EpollEventDispatcher::remainingTime(int id)
{
    const std::optional<TimerList::Interval> left = m_timers.remaining(id, TimerList::Clock::now());
    return left ? int(std::min<std::int64_t>(left->count(), INT_MAX)) : -1;
}

// The eventfd costs a system call, so only a thread that waits is woken by it.
void EpollEventDispatcher::wakeUp()
{
    if (m_state.exchange(State::Woken) == State::Waiting)
        ::eventfd_write(m_wakeUps.get(), 1);
}

void EpollEventDispatcher::interrupt()
{
    m_isInterrupted.store(true);
    wakeUp();
}

} // namespace server
