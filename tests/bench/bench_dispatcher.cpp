// What a loop turn with one ready descriptor costs beside how many idle ones, with the server's
// event dispatcher and with Qt's own.

#include "server/net/eventdispatchers.h"
#include "tests/bench/benchmark.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace {

class Turning : public QThread {
public:
    explicit Turning(int idle)
        : m_idle(idle)
    {
    }
    double nanoseconds() const { return m_nanoseconds; }

private:
    void run() override
    {
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        for (int i = 0; i < m_idle; ++i)
            notifiers.push_back(
                std::make_unique<QSocketNotifier>(::eventfd(0, 0), QSocketNotifier::Read));
        const int ready = ::eventfd(1, 0);
        const QSocketNotifier notifier(ready, QSocketNotifier::Read);
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        m_nanoseconds = bench::nanosecondsPerCall(
            [dispatcher] { dispatcher->processEvents(QEventLoop::WaitForMoreEvents); });
        for (const auto &one : notifiers) {
            one->setEnabled(false);
            ::close(int(one->socket()));
        }
        ::close(ready);
    }

    const int m_idle;
    double m_nanoseconds = 0;
};

double measure(int idle, server::EventDispatcherKind kind)
{
    Turning thread(idle);
    server::setEventDispatcher(thread, kind);
    thread.start();
    thread.wait();
    return thread.nanoseconds();
}

} // namespace

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    std::printf("| idle descriptors | the server's, ns a turn | Qt's own |\n|---|---|---|\n");
    for (const int idle : {0, 100, 1000, 10'000}) {
        std::printf("| %d | %.0f | %.0f |\n", idle,
            measure(idle, server::EventDispatcherKind::Fastest),
            measure(idle, server::EventDispatcherKind::Stock));
    }
    return 0;
}
