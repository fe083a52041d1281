#include "server/broker/brokerloop.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QMetaObject>
#include <QRandomGenerator>

#include <algorithm>
#include <iterator>
#include <utility>

namespace server {

namespace {

BrokerOptions withMessageIdPrefix(BrokerOptions options)
{
    if (options.messageIdPrefix.isEmpty())
        options.messageIdPrefix = QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    return options;
}

template<typename From, typename To>
std::vector<To> converted(std::vector<From> from)
{
    return std::vector<To>(
        std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

BrokerLoop::BrokerLoop(std::unique_ptr<InboundHandler> handler, BrokerOptions options, Clock clock)
    : m_handler(std::move(handler))
    , m_broker(withMessageIdPrefix(std::move(options)), *m_handler)
    , m_clock(clock ? std::move(clock) : Clock(&QDateTime::currentMSecsSinceEpoch))
    , m_mailbox([this] { wakeUp(); })
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BrokerLoop::turn);
    m_thread.setObjectName(QStringLiteral("broker"));
    // On the ending thread: a timer is stopped where it runs.
    connect(
        &m_thread, &QThread::finished, this,
        [this] {
            m_timer.stop();
            m_hasEnded.store(true, std::memory_order_release);
        },
        Qt::DirectConnection);
}

BrokerLoop::~BrokerLoop()
{
    stop();
}

void BrokerLoop::start(Ports ports)
{
    m_ports = std::move(ports);
    m_toWorkers.resize(m_ports.workers.size());
    moveToThread(&m_thread);
    m_thread.start();
    wakeUp();
}

void BrokerLoop::post(std::vector<FromWorker> events)
{
    m_mailbox.push(converted<FromWorker, Mail>(std::move(events)));
}

void BrokerLoop::post(std::vector<LogAnswer> answers)
{
    m_mailbox.push(converted<LogAnswer, Mail>(std::move(answers)));
}

void BrokerLoop::askStatistics(std::function<void(const BrokerStatistics &)> receiver)
{
    m_mailbox.push(Mail(std::move(receiver)));
}

bool BrokerLoop::stop(std::chrono::milliseconds deadline)
{
    if (!m_thread.isRunning())
        return true;
    m_isStopping.store(true, std::memory_order_release);
    wakeUp();
    const bool isInTime = m_thread.wait(QDeadlineTimer(deadline));
    if (!isInTime) {
        m_thread.quit();
        m_thread.wait();
    }
    return m_hasEnded.load(std::memory_order_acquire) && isInTime;
}

// By name and without arguments: what is to be told is in the mailbox.
void BrokerLoop::wakeUp()
{
    QMetaObject::invokeMethod(this, "turn", Qt::QueuedConnection);
}

void BrokerLoop::turn()
{
    const qint64 nowMs = m_clock();
    const bool isStopping = m_isStopping.load(std::memory_order_acquire);
    for (Mail &mail : m_mailbox.take())
        handle(mail, nowMs);
    if (const auto due = m_broker.nextWake(); due && *due <= nowMs)
        sort(m_broker.wake(nowMs));
    postSorted();
    setTimer(nowMs);
    if (isStopping && m_broker.pendingWrites() == 0)
        m_thread.quit();
}

void BrokerLoop::handle(Mail &mail, qint64 nowMs)
{
    if (const auto *event = std::get_if<FromWorker>(&mail))
        sort(m_broker.handle(*event, nowMs));
    else if (const auto *answer = std::get_if<LogAnswer>(&mail))
        sort(m_broker.handle(*answer, nowMs));
    else
        std::get<Question>(mail)(m_broker.statistics());
}

void BrokerLoop::sort(std::vector<BrokerAction> actions)
{
    for (BrokerAction &action : actions) {
        if (auto *request = std::get_if<LogRequest>(&action)) {
            m_toLog.push_back(std::move(*request));
            continue;
        }
        auto &[worker, message] = std::get<WorkerAction>(action);
        if (worker < m_toWorkers.size())
            m_toWorkers[worker].push_back(std::move(message));
    }
}

void BrokerLoop::postSorted()
{
    for (std::size_t worker = 0; worker < m_toWorkers.size(); ++worker) {
        if (!m_toWorkers[worker].empty())
            m_ports.workers[worker](std::exchange(m_toWorkers[worker], {}));
    }
    if (!m_toLog.empty())
        m_ports.log(std::exchange(m_toLog, {}));
}

void BrokerLoop::setTimer(qint64 nowMs)
{
    const auto due = m_broker.nextWake();
    if (!due) {
        m_timer.stop();
        return;
    }
    constexpr qint64 atLeast = 1;
    constexpr qint64 atMost = 24 * 60 * 60 * 1000;
    m_timer.start(static_cast<int>(std::clamp(*due - nowMs, atLeast, atMost)));
}

} // namespace server
