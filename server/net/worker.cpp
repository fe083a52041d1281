#include "server/net/worker.h"

#include "server/net/handshakeconnection.h"
#include "server/net/pausablesocket.h"
#include "server/net/websockettransport.h"
#include "stomp/version.h"

#include <QHostAddress>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QWebSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace server {

namespace {

Q_LOGGING_CATEGORY(log, "maru.net")

constexpr int mostPendingUpgrades = 10'000;

// 128 bits nobody can guess (S-094).
QByteArray makeSessionName()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex();
}

QByteArray addressText(const QTcpSocket &socket)
{
    bool isIpv4 = false;
    const quint32 ipv4 = socket.peerAddress().toIPv4Address(&isIpv4);
    return (isIpv4 ? QHostAddress(ipv4) : socket.peerAddress()).toString().toLatin1();
}

// A peer that vanished without a word is found by the system after some 30 s (S-233).
void setKeepAlive(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto set = [&](int option, int value) {
        ::setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, option, &value, sizeof value);
    };
    set(TCP_KEEPIDLE, 15);
    set(TCP_KEEPINTVL, 5);
    set(TCP_KEEPCNT, 3);
}

} // namespace

Worker::Worker(quint32 index, WorkerSettings settings, NetStatistics &statistics, ToBroker toBroker)
    : m_index(index)
    , m_settings(std::move(settings))
    , m_statistics(statistics)
    , m_toBroker(std::move(toBroker))
    , m_messages([this] { QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection); })
    , m_orders([this] { QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection); })
{
    m_thread.setObjectName(QStringLiteral("worker %1").arg(index));
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
    moveToThread(&m_thread);
    QMetaObject::invokeMethod(this, "open", Qt::QueuedConnection);
    m_thread.start();
}

void Worker::adopt(qintptr descriptor)
{
    m_orders.push(Adopt{descriptor});
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
    m_closed.get_future().wait();
    m_thread.wait();
}

void Worker::open()
{
    m_upgrader = std::make_unique<QWebSocketServer>(QString(), QWebSocketServer::NonSecureMode);
    m_upgrader->setMaxPendingConnections(mostPendingUpgrades);
    m_upgrader->setSupportedSubprotocols(
        {QString::fromLatin1(stomp::subprotocol(stomp::Version::V12)),
            QString::fromLatin1(stomp::subprotocol(stomp::Version::V11)),
            QString::fromLatin1(stomp::subprotocol(stomp::Version::V10))});
    connect(m_upgrader.get(), &QWebSocketServer::newConnection, this, &Worker::takeUpgraded);
    m_timer = std::make_unique<QTimer>();
    m_timer->setSingleShot(true);
    connect(m_timer.get(), &QTimer::timeout, this, &Worker::wakeDue);
}

void Worker::drain()
{
    for (Order &order : m_orders.take())
        std::visit([this](const auto &one) { carryOut(one); }, order);
    for (ToWorker &message : m_messages.take())
        std::visit([this](const auto &one) { carryOut(one); }, message);
    endTurn();
}

// What the turn gathered leaves: to the broker in one post, to each session's socket in one call.
void Worker::endTurn()
{
    m_wantsEndOfTurn = false;
    for (const quint64 serial : std::exchange(m_toFlush, {})) {
        if (Session *session = find({m_index, serial}))
            session->flush();
    }
    if (!m_inward.empty())
        m_toBroker(std::exchange(m_inward, {}));
    for (const quint64 serial : std::exchange(m_gone, {}))
        forget(serial);
    if (m_isStopping)
        closeWhenIdle();
}

void Worker::carryOut(const Adopt &order)
{
    const TimePoint acceptedAt = now();
    auto socket = std::make_unique<PausableSocket>(largestMessage() + 64 * 1024);
    const bool isTaken = !m_isStopping && socket->setSocketDescriptor(order.descriptor);
    if (!isTaken) {
        ::close(int(order.descriptor));
        m_statistics.countGone();
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    setKeepAlive(*socket);
    const quint64 serial = ++m_lastSerial;
    auto &connection = m_handshakes[serial];
    connection = std::make_unique<HandshakeConnection>(
        serial, std::move(socket), m_settings.handshake, acceptedAt);
    HandshakeConnection *handshake = connection.get();
    connect(handshake, &HandshakeConnection::upgradeWanted, this,
        [this, handshake] { upgrade(*handshake); });
    connect(handshake, &HandshakeConnection::answered, this,
        [this, serial](int status) { noteAnswered(serial, status); });
    connect(handshake, &HandshakeConnection::finished, this,
        [this, handshake](CloseReason reason) { finishHandshake(*handshake, reason); });
    m_deadlines.schedule(serial, acceptedAt + m_settings.handshakeTimeout);
    armTimer();
    handshake->begin();
}

void Worker::carryOut(const Stop &)
{
    m_isStopping = true;
    for (const auto &[serial, connection] : m_handshakes)
        m_gone.push_back(serial);
    for (const auto &[serial, upgrading] : m_upgrading)
        m_gone.push_back(serial);
    // Ending a session only notes that it is gone, so that the map stays as it is meanwhile.
    for (const auto &[serial, session] : m_sessions)
        session->stop();
}

void Worker::carryOut(const AcceptSession &message)
{
    if (Session *session = find(message.session))
        session->accept(message);
}

void Worker::carryOut(const DeliverMessage &message)
{
    for (const Receiver &receiver : message.receivers) {
        if (Session *session = find(receiver.session))
            session->deliver(*message.message, receiver);
    }
}

void Worker::carryOut(const SendFrame &message)
{
    if (Session *session = find(message.session))
        session->send(message);
}

void Worker::carryOut(const CloseSession &message)
{
    if (Session *session = find(message.session))
        session->close(message);
}

void Worker::upgrade(HandshakeConnection &connection)
{
    std::unique_ptr<PausableSocket> socket = connection.takeSocket();
    m_upgrading[connection.serial()] = {socket.get(), connection.acceptedAt()};
    const auto found = m_handshakes.find(connection.serial());
    found->second.release()->deleteLater();
    m_handshakes.erase(found);
    m_upgrader->handleConnection(socket.release());
}

void Worker::takeUpgraded()
{
    while (QWebSocket *webSocket = m_upgrader->nextPendingConnection()) {
        const auto found =
            std::find_if(m_upgrading.begin(), m_upgrading.end(), [&](const auto &item) {
                const PausableSocket *socket = item.second.socket;
                return socket && socket->peerPort() == webSocket->peerPort()
                    && socket->localPort() == webSocket->localPort()
                    && socket->peerAddress() == webSocket->peerAddress();
            });
        if (found == m_upgrading.end()) {
            delete webSocket;
            continue;
        }
        const auto [serial, upgrading] = *found;
        m_upgrading.erase(found);
        // It would delete the socket as soon as that is disconnected.
        upgrading.socket->disconnect(m_upgrader.get());
        startSession(serial, upgrading, webSocket);
    }
}

void Worker::startSession(quint64 serial, const Upgrading &upgrading, QWebSocket *webSocket)
{
    ServerProtocol::Peer peer{
        {m_index, serial}, makeSessionName(), addressText(*upgrading.socket), true};
    auto transport = std::make_unique<WebSocketTransport>(
        std::unique_ptr<QWebSocket>(webSocket), upgrading.socket, largestMessage());
    m_deadlines.remove(serial);
    m_sessions[serial] = std::make_unique<Session>(std::move(peer), std::move(transport),
        m_settings.session, upgrading.acceptedAt, static_cast<SessionHost &>(*this));
}

void Worker::noteAnswered(quint64 serial, int status)
{
    m_statistics.countRefusal(status);
    m_deadlines.schedule(serial, now() + m_settings.session.linger);
    armTimer();
}

void Worker::finishHandshake(HandshakeConnection &connection, CloseReason reason)
{
    m_statistics.countClose(reason);
    m_gone.push_back(connection.serial());
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
    const auto handshake = m_handshakes.find(serial);
    if (handshake == m_handshakes.end() && m_upgrading.count(serial) == 0)
        return;
    const bool isAnswered = handshake != m_handshakes.end() && handshake->second->isAnswered();
    m_statistics.countClose(
        isAnswered ? CloseReason::HandshakeRefused : CloseReason::HandshakeTimeout);
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
    if (const auto upgrading = m_upgrading.find(serial); upgrading != m_upgrading.end()) {
        if (PausableSocket *socket = upgrading->second.socket)
            socket->deleteLater();
    }
    const auto gone =
        m_handshakes.erase(serial) + m_upgrading.erase(serial) + m_sessions.erase(serial);
    if (gone > 0)
        m_statistics.countGone();
}

void Worker::wantEndOfTurn()
{
    if (!std::exchange(m_wantsEndOfTurn, true))
        QMetaObject::invokeMethod(this, "endTurn", Qt::QueuedConnection);
}

void Worker::closeWhenIdle()
{
    if (!m_handshakes.empty() || !m_upgrading.empty() || !m_sessions.empty() || !m_upgrader)
        return;
    m_timer.reset();
    m_upgrader.reset();
    qCDebug(log) << "worker" << m_index << "has no connection left and stops";
    m_thread.quit();
    m_closed.set_value();
}

Session *Worker::find(SessionId id) const
{
    const auto found = m_sessions.find(id.serial);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

// One STOMP frame, heads and blanks included.
qsizetype Worker::largestMessage() const
{
    const stomp::Limits &limits = m_settings.session.protocol.limits;
    return limits.body + limits.headers + 4 * 1024;
}

void Worker::passInward(FromWorker value)
{
    m_inward.push_back(std::move(value));
    wantEndOfTurn();
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
    qCDebug(log) << "session" << session.id().serial << "of worker" << m_index
                 << "ends:" << toBytes(reason).constData();
}

void Worker::noteEnd(Session &session)
{
    m_gone.push_back(session.id().serial);
    wantEndOfTurn();
}

} // namespace server
