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

qint64 weightIn(const FromWorker &event)
{
    const auto *frame = std::get_if<SessionFrame>(&event);
    return frame ? weightOf(frame->frame) : 0;
}

} // namespace

BrokerLoop::BrokerLoop(std::unique_ptr<InboundHandler> handler, BrokerOptions options, Clock clock)
    : m_handler(std::move(handler))
    , m_mailboxLimit(options.mailbox)
    , m_broker(withMessageIdPrefix(std::move(options)), *m_handler)
    , m_clock(clock ? std::move(clock) : Clock(&QDateTime::currentMSecsSinceEpoch))
    , m_mailbox([this] { wakeUp(); })
    , m_laterInbox(std::make_shared<LaterInbox>())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BrokerLoop::turn);
    connect(
        m_laterInbox.get(), &LaterInbox::arrived, this, &BrokerLoop::turn, Qt::QueuedConnection);
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

bool BrokerLoop::post(std::vector<FromWorker> events)
{
    qint64 bytes = 0;
    for (const FromWorker &event : events)
        bytes += weightIn(event);
    m_waitingBytes += bytes;
    m_mailbox.push(converted<FromWorker, Mail>(std::move(events)));
    if (m_waitingBytes <= m_mailboxLimit)
        return false;
    // Either the loop sees this wish, or what it has handled is seen here.
    m_isResumeWanted = true;
    return m_waitingBytes > m_mailboxLimit / 2;
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
        m_toHandle.push_back(std::move(mail));
    handleSome(nowMs);
    for (const LaterAnswer &answer : m_laterInbox->take())
        sort(m_broker.handle(answer, nowMs));
    if (const auto due = m_broker.nextWake(); due && *due <= nowMs)
        sort(m_broker.wake(nowMs));
    postSorted();
    setTimer(nowMs);
    if (!m_toHandle.empty())
        wakeUp();
    else if (isStopping && m_broker.pendingWrites() == 0)
        m_thread.quit();
}

// A long backlog leaves in parts: who comes first does not wait for all of it (S-310).
void BrokerLoop::handleSome(qint64 nowMs)
{
    constexpr int mostInATurn = 512;
    qint64 bytes = 0;
    for (int i = 0; i < mostInATurn && !m_toHandle.empty(); ++i) {
        Mail mail = std::move(m_toHandle.front());
        m_toHandle.pop_front();
        if (const auto *event = std::get_if<FromWorker>(&mail))
            bytes += weightIn(*event);
        handle(mail, nowMs);
    }
    noteHandled(bytes);
}

void BrokerLoop::noteHandled(qint64 bytes)
{
    m_waitingBytes -= bytes;
    if (m_waitingBytes > m_mailboxLimit / 2 || !m_isResumeWanted.exchange(false))
        return;
    for (std::vector<ToWorker> &messages : m_toWorkers)
        messages.push_back(ResumeSends{});
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
    for (BrokerAction &action : actions)
        std::visit([this](auto &one) { sort(one); }, action);
}

void BrokerLoop::sort(WorkerAction &action)
{
    if (action.worker < m_toWorkers.size())
        m_toWorkers[action.worker].push_back(std::move(action.message));
}

void BrokerLoop::sort(LogRequest &request)
{
    m_toLog.push_back(std::move(request));
}

void BrokerLoop::sort(BeginLater &later)
{
    later.begin([inbox = m_laterInbox, token = later.token](Later::Answer answer) {
        inbox->push({token, std::move(answer)});
    });
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
