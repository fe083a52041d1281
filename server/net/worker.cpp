#include "server/net/worker.h"

#include "server/net/log.h"

#include <QRandomGenerator>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace server {

namespace {

// 128 bits nobody can guess (S-094).
QByteArray makeSessionName()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex();
}

// One STOMP frame, heads and blanks included.
qsizetype largestMessage(const stomp::Limits &limits)
{
    return limits.body + limits.headers + 4 * 1024;
}

HandshakeRules handshakeRules(const WorkerSettings &settings, const NetStatistics &statistics)
{
    HandshakeRules rules = settings.handshake;
    rules.countConnections = [&statistics] { return statistics.open(); };
    return rules;
}

SessionSettings tcpSession(const WorkerSettings &settings)
{
    SessionSettings session = settings.session;
    session.protocol.limits.body = settings.tcpBody;
    return session;
}

} // namespace

Worker::Worker(quint32 index, WorkerSettings settings, NetStatistics &statistics, ToBroker toBroker)
    : m_index(index)
    , m_settings(std::move(settings))
    , m_handshakeSettings{handshakeRules(m_settings, statistics),
          largestMessage(m_settings.session.protocol.limits), m_settings.tcpLineFeeds,
          m_settings.tls}
    , m_tcpSession(tcpSession(m_settings))
    , m_statistics(statistics)
    , m_toBroker(std::move(toBroker))
    , m_messages([this] { QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection); })
    , m_orders([this] { QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection); })
{
    m_thread.setObjectName(QStringLiteral("worker %1").arg(index));
    // On the ending thread, after its last turn: hands over what the thread had.
    connect(
        &m_thread, &QThread::finished, this, [this] { m_ended.set_value(); }, Qt::DirectConnection);
}

Worker::~Worker()
{
    if (m_isStarted) {
        beginStop();
        join();
    }
}

void Worker::start()
{
    m_isStarted = true;
    setEventDispatcher(m_thread, m_settings.eventDispatcher);
    moveToThread(&m_thread);
    QMetaObject::invokeMethod(this, "open", Qt::QueuedConnection);
    m_thread.start();
}

void Worker::adopt(AcceptedConnection connection)
{
    m_orders.push(std::move(connection));
}

void Worker::post(std::vector<ToWorker> messages)
{
    m_messages.push(std::move(messages));
}

void Worker::beginStop()
{
    m_orders.push(Stop{});
}

void Worker::join()
{
    if (!std::exchange(m_isStarted, false))
        return;
    m_ended.get_future().wait();
    m_thread.wait();
}

void Worker::open()
{
    m_handshakes = std::make_unique<Handshakes>(m_handshakeSettings, m_statistics,
        [this](OpenedConnection connection) { startSession(std::move(connection)); });
    connect(m_handshakes.get(), &Handshakes::answered, this, &Worker::noteAnswered);
    connect(m_handshakes.get(), &Handshakes::ended, this, &Worker::endHandshake);
    m_timer = std::make_unique<QTimer>();
    m_timer->setSingleShot(true);
    connect(m_timer.get(), &QTimer::timeout, this, &Worker::wakeDue);
}

void Worker::drain()
{
    for (Order &order : m_orders.take())
        std::visit([this](const auto &one) { carryOut(one); }, order);
    for (ToWorker &message : m_messages.take())
        m_toCarryOut.push_back(std::move(message));
    carryOutSome();
    endTurn();
}

// What the turn gathered leaves: to the broker in one post, to each session's socket in one call.
void Worker::endTurn()
{
    m_wantsEndOfTurn = false;
    writeSome();
    if (!m_inward.empty() && m_toBroker(std::exchange(m_inward, {})))
        m_isMailboxFull = true;
    for (const quint64 serial : std::exchange(m_gone, {}))
        forget(serial);
    if (m_isStopping)
        closeWhenIdle();
}

void Worker::carryOut(const AcceptedConnection &order)
{
    const TimePoint acceptedAt = now();
    const quint64 serial = ++m_lastSerial;
    if (m_isStopping)
        ::close(int(order.descriptor));
    if (m_isStopping || !m_handshakes->adopt(serial, order, acceptedAt))
        return m_statistics.countGone();
    if (order.slot)
        m_slots[serial] = order.slot;
    if (order.noteFailedLogin)
        m_failedLogins[serial] = order.noteFailedLogin;
    if (!m_handshakes->contains(serial))
        return; // it has its session already
    m_deadlines.schedule(serial, acceptedAt + m_settings.handshakeTimeout);
    armTimer();
}

void Worker::carryOut(const Stop &)
{
    m_isStopping = true;
    for (const quint64 serial : m_handshakes->serials())
        m_gone.push_back(serial);
    // Ending a session only notes that it is gone, so that the map stays as it is meanwhile.
    for (const auto &[serial, session] : m_sessions)
        session->stop(m_settings.lingerAtStop);
}

void Worker::startSession(OpenedConnection connection)
{
    const quint64 serial = connection.serial;
    ServerProtocol::Peer peer{{m_index, serial}, makeSessionName(), connection.remoteAddress,
        connection.transport->hasPings()};
    const SessionSettings &settings =
        connection.protocol == Protocol::Tcp ? m_tcpSession : m_settings.session;
    m_deadlines.remove(serial);
    m_sessions[serial] = std::make_unique<Session>(std::move(peer), std::move(connection.transport),
        settings, connection.acceptedAt, static_cast<SessionHost &>(*this));
}

void Worker::noteAnswered(quint64 serial)
{
    m_deadlines.schedule(serial, now() + m_settings.session.linger);
    armTimer();
}

void Worker::endHandshake(quint64 serial, CloseReason reason)
{
    m_statistics.countClose(reason);
    m_gone.push_back(serial);
    wantEndOfTurn();
}

void Worker::wakeDue()
{
    m_timerAt = TimePoint::max();
    for (const quint64 serial : m_deadlines.takeDue(now()))
        wakeOne(serial);
    armTimer();
    wantEndOfTurn();
}

void Worker::wakeOne(quint64 serial)
{
    if (Session *session = find({m_index, serial}))
        return session->wake();
    if (!m_handshakes || !m_handshakes->contains(serial))
        return;
    m_statistics.countClose(m_handshakes->isAnswered(serial) ? CloseReason::HandshakeRefused
                                                             : CloseReason::HandshakeTimeout);
    m_gone.push_back(serial);
}

void Worker::armTimer()
{
    const std::optional<TimePoint> earliest = m_deadlines.earliest();
    if (!m_timer || !earliest || *earliest >= m_timerAt)
        return;
    m_timerAt = *earliest;
    m_timer->start(std::chrono::ceil<std::chrono::milliseconds>(
        std::max(*earliest - now(), Clock::duration::zero())));
}

void Worker::forget(quint64 serial)
{
    m_deadlines.remove(serial);
    if (!m_handshakes)
        return;
    const bool isHere = m_sessions.count(serial) > 0 || m_handshakes->contains(serial);
    m_sessions.erase(serial);
    m_handshakes->giveUp(serial);
    m_slots.erase(serial);
    m_failedLogins.erase(serial);
    if (isHere)
        m_statistics.countGone();
}

void Worker::wantEndOfTurn()
{
    if (!std::exchange(m_wantsEndOfTurn, true))
        QMetaObject::invokeMethod(this, "endTurn", Qt::QueuedConnection);
}

void Worker::closeWhenIdle()
{
    if (!m_handshakes || !m_handshakes->serials().empty() || !m_sessions.empty())
        return;
    m_timer.reset();
    m_handshakes.reset();
    qCDebug(netLog) << "worker" << m_index << "has no connection left and stops";
    m_thread.quit();
}

Session *Worker::find(SessionId id) const
{
    const auto found = m_sessions.find(id.serial);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void Worker::passInward(FromWorker value)
{
    m_inward.push_back(std::move(value));
    wantEndOfTurn();
}

void Worker::noteHeld(Session &session)
{
    m_held.push_back(session.id().serial);
}

void Worker::wantFlush(Session &session)
{
    m_toFlush.push_back(session.id().serial);
    wantEndOfTurn();
}

void Worker::wantWake(Session &session, TimePoint at)
{
    m_deadlines.schedule(session.id().serial, at);
    armTimer();
}

void Worker::noteClose(const Session &session, CloseReason reason)
{
    m_statistics.countClose(reason);
    const auto failed = m_failedLogins.find(session.id().serial);
    if (reason == CloseReason::AuthenticationFailed && failed != m_failedLogins.end())
        failed->second();
    qCDebug(netLog) << "session" << session.id().serial << "of worker" << m_index
                    << "ends:" << toBytes(reason).constData();
}

void Worker::noteEnd(Session &session)
{
    m_gone.push_back(session.id().serial);
    wantEndOfTurn();
}

} // namespace server
